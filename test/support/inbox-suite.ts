/** What the cases of `inboxSuite` are made of, for tests of an inbox beside it. */
export { eventually, Gate } from '../../libs/openim-callback/src/delivery/inbox-suite/eventually.js';
export {
  numberOf,
  reviveSuiteEvent,
  suiteEvent,
  suiteUnusable,
} from '../../libs/openim-callback/src/delivery/inbox-suite/suite-event.js';
export { SuiteTarget } from '../../libs/openim-callback/src/delivery/inbox-suite/suite-target.js';
