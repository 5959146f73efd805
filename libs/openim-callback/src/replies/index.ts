export { type ErrorCodeRange } from './error-codes.js';
export { InvalidReplyError } from './invalid-reply.error.js';
export { allow, modify, refuse, Allow, Modify, Refuse, type Reply, type ReplyOf } from './reply.js';
