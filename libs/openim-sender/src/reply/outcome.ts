import type { ShownToUser } from './shown-to-user.js';

/** What OpenIM makes of an answer, or of its absence. */
export type Outcome = Allowed | Refused | Panicked | Reported;

/** The operation goes on. */
export interface Allowed {
  readonly kind: 'allowed';
  /**
   * The fields that OpenIM takes over, by wire name, in the form it keeps them: whole structs with absent
   * members as zero values, null where an absent field wipes a nullable one. An integer beyond JavaScript's
   * safe range is a bigint.
   */
  readonly applied: Readonly<Record<string, unknown>>;
  /** The error the operation runs into afterwards because of the answer; null when there is none to foresee. */
  readonly laterError: { readonly code: number; readonly msg: string } | null;
  /** What the author of the answer may not expect: ignored fields, wiped values. */
  readonly notes: readonly string[];
}

/** The operation ends with an error. */
export interface Refused {
  readonly kind: 'refused';
  readonly code: number;
  readonly msg: string;
  readonly detail: string;
  /**
   * - `reply`: the answer says so
   * - `data`: the answer is no JSON of the right types, code 90007
   * - `network`: there is no answer, code 90004
   * - `apply`: the answer allows, but holds a value OpenIM rejects at once, code 1001
   */
  readonly reason: 'reply' | 'data' | 'network' | 'apply';
  readonly shownToUser: ShownToUser;
}

/** The answer makes OpenIM dereference a nil pointer; the operation ends with error 500. */
export interface Panicked {
  readonly kind: 'panic';
  /** The field of the answer that does it. */
  readonly field: string;
  readonly detail: string;
  readonly shownToUser: ShownToUser;
}

/** An after callback: whatever happens, OpenIM neither acts on it nor logs it. */
export interface Reported {
  readonly kind: 'reported';
  /** Whether an answer came back; when not, the event is lost, because there is no retry. */
  readonly delivered: boolean;
  /** Whether the answer was JSON of the right types. It makes no difference to OpenIM. */
  readonly readable: boolean;
  /** Why it was not delivered or not readable; empty otherwise. */
  readonly detail: string;
}
