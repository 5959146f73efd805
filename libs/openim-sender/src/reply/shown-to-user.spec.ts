import { shownToUser } from './shown-to-user.js';

function show(code: number, audience: 'sender' | 'caller' | 'nobody' = 'caller'): unknown {
  return shownToUser(audience, { code, msg: 'no', detail: 'd' });
}

describe('shownToUser', () => {
  it.each([100, 5001, 20001, 90004, 2147483647])('code %i arrives as sent', (code) => {
    expect(show(code)).toEqual({ as: 'error', code, msg: 'no', detail: 'd', logsOut: false });
  });

  it('code 0 looks like success', () => {
    expect(show(0)).toEqual({ as: 'success', code: 0, msg: '', detail: '', logsOut: false });
    expect(show(0, 'sender')).toMatchObject({ as: 'success' });
  });

  it.each([1, 13, 15, 99, -1, -2147483648])('code %i becomes 500', (code) => {
    expect(show(code)).toMatchObject({ as: 'error', code: 500, msg: 'ServerInternalError' });
  });

  it('code 14 looks like a dead service', () => {
    expect(show(14)).toMatchObject({ code: 500, msg: 'grpc service down, grpc message no' });
  });

  it.each([1501, 1504, 1507])('code %i logs REST callers out', (code) => {
    expect(show(code)).toMatchObject({ code, logsOut: true });
    expect(show(code, 'sender')).toMatchObject({ code, logsOut: false });
  });

  it.each([1500, 1508])('code %i logs nobody out', (code) => {
    expect(show(code)).toMatchObject({ logsOut: false });
  });

  it.each([0, 14, 5001])('code %i of a push reaches nobody', (code) => {
    expect(show(code, 'nobody')).toMatchObject({ as: 'nothing', code: 0, msg: '' });
  });
});
