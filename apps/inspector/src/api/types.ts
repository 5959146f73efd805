/** What the server's API reads and writes. */
export type * from '../../../../libs/openim-callback/src/inspector/api.js';
