/** The Go types that occur in OpenIM's answers (structs of `pkg/callbackstruct`, open-im-server main). */
export type GoType =
  | 'bool'
  | 'int32'
  | 'int64'
  | 'string'
  | 'uint8'
  | 'UserInfo'
  | 'OfflinePushInfo'
  | 'MemberJoinGroupCallBack'
  | 'StringValue'
  | 'Int32Value'
  | `*${string}`
  | `[]${string}`
  | `map[string]${string}`;

/**
 * What OpenIM does with a field of an answer that allows the operation.
 *
 * - `always`: copies it even when it is absent, so that leaving it out wipes the value
 * - `when-not-null`: absent or null leaves the request's value
 * - `when-not-empty`: absent, null, `""` and `[]` leave the request's value
 * - `per-member`: each list element changes the member whose `userID` it names
 * - `never`: it is parsed, so its type counts, and then ignored
 */
export type ApplyRule = 'always' | 'when-not-null' | 'when-not-empty' | 'per-member' | 'never';

/** A field of an answer: its Go type, which decides what JSON is accepted, and what becomes of it. */
export interface WireType {
  readonly goType: GoType;
  /** Whether OpenIM ever uses it: `rule` is not `never`. */
  readonly applied: boolean;
  readonly rule: ApplyRule;
}

/** A field that OpenIM copies whatever it holds. */
export function always(goType: GoType): WireType {
  return { goType, applied: true, rule: 'always' };
}

/** A field that OpenIM applies unless it is null or absent. */
export function whenNotNull(goType: GoType): WireType {
  return { goType, applied: true, rule: 'when-not-null' };
}

/** A field that OpenIM applies unless it is empty, null or absent. */
export function whenNotEmpty(goType: GoType): WireType {
  return { goType, applied: true, rule: 'when-not-empty' };
}

/** A list whose elements OpenIM applies to the members they name. */
export function perMember(goType: GoType): WireType {
  return { goType, applied: true, rule: 'per-member' };
}

/** A field that OpenIM parses and ignores. */
export function ignored(goType: GoType): WireType {
  return { goType, applied: false, rule: 'never' };
}
