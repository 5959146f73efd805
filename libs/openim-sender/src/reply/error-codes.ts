/** Errors that OpenIM makes of an answer or of its absence (pkg/common/servererrs). */
export const networkError = { code: 90004, msg: 'NetworkError' } as const;
export const dataError = { code: 90007, msg: 'DataError' } as const;
export const argsError = { code: 1001, msg: 'ArgsError' } as const;
export const recordNotFoundError = { code: 1004, msg: 'RecordNotFoundError' } as const;
export const panicError = { code: 500, msg: 'panic error' } as const;
