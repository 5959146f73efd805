/**
 * How bad a finding is: something fails or is lost, something is not as its author thinks, or something may be as
 * somebody wants it, and is only told.
 */
export type Severity = 'error' | 'warning' | 'note';

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

/** What a finding says; the rest is where it was found. */
export type FindingDetails = Pick<Finding, 'code' | 'severity' | 'reason' | 'fix'>;

/** A finding in a file that may know how to repair it. */
export interface Problem {
  readonly finding: Finding;
  /** Changes the file so that the finding is gone; undefined when only a person can. */
  readonly repair: (() => void) | undefined;
}

/** What probes have found out; it is in no file. */
export const found = (details: FindingDetails): Finding => ({
  ...details,
  place: null,
  setting: null,
});

/** Whether something is wrong. */
export const isWrong = ({ severity }: Finding): boolean => severity !== 'note';

/** Where a finding is, what, and why, on one line. */
export const describeFinding = ({ code, setting, place, reason }: Finding): string =>
  [placeOf(place), setting, `${code}: ${reason}`].filter(Boolean).join('  ');

/** As compilers write it, so that editors find it. */
export const placeOf = (place: Finding['place']): string =>
  place === null ? '' : `${place.file}:${place.line}:${place.column}`;

/** Every code that a finding can have. They stay the same from version to version. */
export const findingCodes = [
  'yaml-invalid',
  'url-missing',
  'url-space',
  'url-scheme',
  'url-userinfo',
  'url-query',
  'url-fragment',
  'url-trailing-slash',
  'url-invalid',
  'nested-section',
  'env-ignored',
  'env-list',
  'old-section',
  'old-key',
  'unknown-key',
  'not-in-version',
  'dead-key',
  'wrong-type',
  'timeout-too-long',
  'timeout-none',
  'timeout-under-deadline',
  'failed-continue',
  'unknown-setting',
  'attention-ids',
  'denied-types',
  'allowed-types',
  'filter-ignored',
  'filter-missing',
  'filter-narrower',
  'not-enabled',
  'not-listened',
  'before-without-listener',
  'listener-in-vain',
  'unreachable',
  'redirect-to-get',
  'redirect',
  'path-changed',
  'answer-unreadable',
  'not-recognised',
  'unauthorised',
  'blocked-by-app',
  'body-limit',
  'keep-alive-short',
  'keep-alive-off',
  'keep-alive-lost',
  'slow-answers',
] as const;

/** What a finding is about, for programs. */
export type FindingCode = (typeof findingCodes)[number];
