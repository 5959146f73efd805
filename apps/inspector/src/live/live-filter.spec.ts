import type { CallbackSummary } from '../api/types.js';
import { filterCallbacks, filterOf, NO_FILTER } from './live-filter.js';

const callback: CallbackSummary = {
  id: '1',
  replica: 'host:1',
  instance: 'default',
  at: 0,
  command: 'callbackBeforeSendSingleMsgCommand',
  phase: 'before',
  subject: 'u1 to u2',
  orderingKey: 'si_u1_u2',
  operationID: 'op-7',
  outcome: 'refused',
  detail: '20001 no advertising',
  reason: undefined,
  took: 1,
  listeners: [{ listener: 'Spam.check', state: 'done', attempts: 1 }],
  test: false,
};

const passes = (filter: Partial<typeof NO_FILTER>, instance = 'default'): boolean =>
  filterCallbacks([callback], instance, { ...NO_FILTER, ...filter }).length === 1;

describe('filterCallbacks', () => {
  it.each([
    {},
    { text: 'ADVERTISING u2' },
    { text: 'op-7' },
    { text: 'beforeSendSingle refused' },
    {
      command: 'callbackBeforeSendSingleMsgCommand',
      outcome: 'refused',
      listener: 'Spam.check',
      key: 'si_u1',
    },
  ])('lets through what matches %j', (filter) => expect(passes(filter)).toBe(true));

  it.each([
    { text: 'advertising u3' },
    { command: 'callbackBeforeSendGroupMsgCommand' },
    { outcome: 'allowed' },
    { listener: 'Other.check' },
    { key: 'sg_' },
  ])('keeps back what does not match %j', (filter) => expect(passes(filter)).toBe(false));

  it('keeps back what another instance received', () => expect(passes({}, 'other')).toBe(false));
});

describe('filterOf', () => {
  it('reads an address', () => {
    expect(filterOf({ text: 'a', view: 'x' })).toEqual({ ...NO_FILTER, text: 'a' });
  });
});
