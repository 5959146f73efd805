/**
 * The entry point `nestjs-openim-callback/testing`: the cases that every inbox must pass, for those who write one.
 */
export { inboxSuite, type InboxCase, type InboxSuiteOptions } from './delivery/inbox-suite.js';
