import type { Phase } from '../contract/definition.js';
import { findCommand } from '../contract/aliases.js';

/** A command as a label: one of the contract's, or `unknown`, since senders choose what they send. */
export interface BoundedCommand {
  readonly command: string;
  readonly phase: Phase | 'unknown';
}

const UNKNOWN: BoundedCommand = { command: 'unknown', phase: 'unknown' };

/** Bounds a command as it arrived; older names count as today's. */
export const boundedCommand = (command: string | undefined): BoundedCommand =>
  (command === undefined ? undefined : findCommand(command)?.definition) ?? UNKNOWN;
