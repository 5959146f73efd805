import type { Phase } from '../contract/definition.js';
import { findDefinition } from '../contract/definitions.js';
import { currentName } from '../intake/failure-answers.js';

/** A command as a label: one of the contract's, or `unknown`, since senders choose what they send. */
export interface BoundedCommand {
  readonly command: string;
  readonly phase: Phase | 'unknown';
}

const UNKNOWN: BoundedCommand = { command: 'unknown', phase: 'unknown' };

/** Bounds a command as it arrived; older names count as today's. */
export const boundedCommand = (command: string | undefined): BoundedCommand =>
  (command === undefined ? undefined : findDefinition(currentName(command))) ?? UNKNOWN;
