import type { FindingCode } from './finding-codes.js';

/** How bad a finding is: something fails or is lost, something is not as its author thinks. */
export type Severity = 'error' | 'warning';

/** Where a finding is: lines and columns count from 1. */
export interface Place {
  readonly file: string;
  readonly line: number;
  readonly column: number;
}

/** Something that is wrong, why, and what to do about it. */
export interface Finding {
  readonly code: FindingCode;
  readonly severity: Severity;
  /** Null for what is in no file. */
  readonly place: Place | null;
  /** The section or setting of webhooks.yml, `beforeAddFriend.timeout`; null for what is in no file. */
  readonly setting: string | null;
  readonly reason: string;
  readonly fix: string;
}

/** A finding in a file that may know how to repair it. */
export interface Problem {
  readonly finding: Finding;
  /** Changes the file so that the finding is gone; undefined when only a person can. */
  readonly repair: (() => void) | undefined;
}
