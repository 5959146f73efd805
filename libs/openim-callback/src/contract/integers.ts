/**
 * Smallest Go `int32`. OpenIM turns an answer with a smaller or larger integer down as unreadable (90007).
 */
export const INT32_MIN = -(2 ** 31);

/** Largest Go `int32`. */
export const INT32_MAX = 2 ** 31 - 1;

/** Largest Go `uint32`. */
export const UINT32_MAX = 2 ** 32 - 1;
