/** A body without its command, or with it where OpenIM does not write it first; keys in OpenIM's order. */
export type Example = Readonly<Record<string, unknown>>;

/** Example bodies by wire command. */
export type Examples = Readonly<Record<string, Example>>;
