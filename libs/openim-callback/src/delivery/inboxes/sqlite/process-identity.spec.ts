import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { hasEnded, identityOf } from './process-identity.js';

describe('the identity of a process', () => {
  const own = identityOf(process.pid) ?? '';
  const withField = (index: number, value: string): string => own.split(' ').with(index, value).join(' ');

  it('tells one that runs from one that has ended', async () => {
    const child = spawn(process.execPath, ['-e', 'setInterval(() => undefined, 1000)']);
    const identity = identityOf(child.pid ?? 0) ?? '';
    expect([hasEnded(own), hasEnded(identity)]).toEqual([false, false]);
    child.kill('SIGKILL');
    await once(child, 'exit');
    expect([hasEnded(own), hasEnded(identity)]).toEqual([false, true]);
  });

  it('takes one of another start for ended: its number has another process now', () => {
    expect(hasEnded(withField(4, '1'))).toBe(true);
  });

  it.each([
    ['another start of the machine', withField(0, '6a0c6a3c-0000-4000-8000-000000000000')],
    ['another namespace of processes', withField(1, 'pid:[1]')],
    ['another namespace of time', withField(2, 'time:[1]')],
    ['no number', withField(3, 'x')],
    ['something else', 'f6f0ab0b-1111-4111-8111-111111111111'],
    ['nothing', ''],
  ])('says nothing of %s', (_what, identity) => {
    expect(hasEnded(identity)).toBe(false);
  });

  it('has none for a process that is not there', () => {
    expect(identityOf(2 ** 30)).toBeUndefined();
  });
});
