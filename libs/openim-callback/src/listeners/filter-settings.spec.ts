import { filterSettings } from './filter-settings.js';

describe('filterSettings', () => {
  const denies = { contentType: { not: [113, 102] } };

  it.each([
    ['one listener denies', [denies], [102, 113]],
    ['all deny', [denies, { contentType: { not: 113 }, recvID: 'u1' }], [113]],
    ['one wants everything', [denies, undefined], undefined],
    ['one asks a function', [denies, () => true], undefined],
    ['one names what it wants', [denies, { contentType: 101 }], undefined],
    ['they deny different types', [{ contentType: { not: 1 } }, { contentType: { not: 2 } }], undefined],
  ])('of deniedTypes: %s', (_which, filters, deniedTypes) => {
    expect(filterSettings('afterSendGroupMsg', filters).deniedTypes).toEqual(deniedTypes);
  });

  it.each([
    ['one listener names receivers', [{ recvID: ['u1', 'u2'] }], ['u1', 'u2']],
    ['all do', [{ recvID: 'u1' }, { recvID: ['u2', 'u1'], contentType: 101 }], ['u1', 'u2']],
    ['one wants everything', [{ recvID: 'u1' }, undefined], undefined],
    ['one asks a function', [{ recvID: 'u1' }, () => true], undefined],
    ['one denies receivers', [{ recvID: 'u1' }, { recvID: { not: 'u2' } }], undefined],
    ['one names senders', [{ sendID: 'u1' }], undefined],
  ])('of attentionIds: %s', (_which, filters, attentionIds) => {
    expect(filterSettings('afterSendSingleMsg', filters).attentionIds).toEqual(attentionIds);
  });

  it('are of callbacks only for which OpenIM looks at them', () => {
    expect(filterSettings('afterSingleMsgRead', [denies])).toEqual({});
    expect(filterSettings('beforeOfflinePush', [denies])).toEqual({});
    expect(filterSettings('beforeSendSingleMsg', [{ recvID: 'u1' }])).toEqual({});
    expect(filterSettings('afterMsgSaveDB', [{ recvID: 'u1', ...denies }])).toEqual({
      deniedTypes: [102, 113],
    });
  });
});
