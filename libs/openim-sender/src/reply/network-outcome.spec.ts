import { networkOutcome } from './network-outcome.js';

const url = 'http://user:secret@h/cb/x';

describe('networkOutcome', () => {
  it('refuses a before callback and shows the URL with its password', () => {
    expect(networkOutcome('beforeAddFriend', url, 'EOF')).toEqual({
      kind: 'refused',
      reason: 'network',
      code: 90004,
      msg: 'NetworkError',
      detail: `EOF, post url=${url}`,
      shownToUser: {
        as: 'error',
        code: 90004,
        msg: 'NetworkError',
        detail: `EOF, post url=${url}`,
        logsOut: false,
      },
    });
  });

  it('tells nobody about a push', () => {
    expect(networkOutcome('beforeOfflinePush', url, 'EOF')).toMatchObject({ shownToUser: { as: 'nothing' } });
  });

  it('loses an after callback', () => {
    expect(networkOutcome('afterSingleMsgRead', url, 'EOF')).toEqual({
      kind: 'reported',
      delivered: false,
      readable: false,
      detail: `EOF, post url=${url}`,
    });
  });

  it('refuses an unknown command', () => {
    expect(networkOutcome('callbackX', url, 'EOF')).toMatchObject({ kind: 'refused', code: 90004 });
  });
});
