const REPLY = Symbol.for('nestjs-openim-callback:reply');

/** What a before listener decides; made by {@link allow}, {@link refuse} and {@link modify}. */
abstract class BaseReply {
  // Registered, so that a reply made by the CommonJS build is known to the ES module one.
  readonly [REPLY] = true;
}

/** OpenIM goes on with what the user asked for. */
export class Allow extends BaseReply {
  readonly kind = 'allow';
}

/** OpenIM does not do what the user asked for, and shows him the code and the message. */
export class Refuse extends BaseReply {
  readonly kind = 'refuse';

  constructor(
    /** The code the user's client gets. */
    readonly errCode: number,
    /** The short text the user's client gets. */
    readonly errMsg: string,
    /** More detail, seen by callers of OpenIM's REST interface, which includes client SDKs. */
    readonly errDlt: string,
  ) {
    super();
  }
}

/** OpenIM goes on, with these fields changed. */
export class Modify<F extends object> extends BaseReply {
  readonly kind = 'modify';

  /** For the compiler only: keeps a field that the command does not have from compiling. */
  declare readonly accepts?: keyof F;

  constructor(
    /** The changed fields, in the sane spelling of the reply class. */
    readonly fields: Readonly<F>,
  ) {
    super();
  }
}

/** Any reply of any before listener, whatever it changes. */
export type Reply = Allow | Refuse | Omit<Modify<object>, 'accepts'>;

/** What a before listener of a command with these reply fields may return; nothing means allow. */
export type ReplyOf<F extends object> = Allow | Refuse | Modify<F> | undefined | void;

/**
 * Lets OpenIM go on unchanged. Returning nothing means the same.
 *
 * @example
 * ```ts
 * return isFriend ? allow() : refuse(20002, 'not a friend');
 * ```
 */
export const allow = (): Allow => new Allow();

/**
 * Stops what the user asked for. A code that OpenIM would not pass on as it is (below 100, 1501-1507, or
 * outside the module's `errCodes`) is replaced by the module's `failure.errCode`, with an error in the log:
 * a refusal stays a refusal.
 *
 * @param errCode 20001 to 29999 unless the module's `errCodes` widen it
 * @param errMsg the short text that the user's client gets
 * @param errDlt detail for callers of OpenIM's REST interface; never put secrets into it. `@default ''`
 * @example
 * ```ts
 * if (textsOf(event).own.some(isBanned)) return refuse(20001, 'blocked');
 * ```
 */
export const refuse = (errCode: number, errMsg: string, errDlt = ''): Refuse =>
  new Refuse(errCode, errMsg, errDlt);

/**
 * Lets OpenIM go on with changed fields. The fields are those of the command's reply class
 * (`BeforeMsgModifyReply`, ...); one that belongs to another command does not compile.
 *
 * @example
 * ```ts
 * return modify({ content: rewriteTexts(event, (text) => text.replaceAll('damn', '****')) });
 * ```
 */
export const modify = <F extends object>(fields: F): Modify<F> => new Modify(fields);

/** Whether a listener's return value was made by one of the three functions. */
export const isReply = (value: unknown): value is Reply =>
  typeof value === 'object' && value !== null && REPLY in value;
