import type { Command } from 'commander';
import type { Io } from '../io.js';

/** Adds one command to the program; its action passes its exit code to `finish`. */
export type RegisterCommand = (program: Command, io: Io, finish: (exitCode: number) => void) => void;
