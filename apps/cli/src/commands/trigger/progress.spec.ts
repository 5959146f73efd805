import { ManualTimers } from '../../testing/manual-timers.js';
import { TestOutput } from '../../testing/run-cli.js';
import { Progress } from './progress.js';

function create(isTTY: boolean): { stderr: TestOutput; timers: ManualTimers; progress: Progress } {
  const [stderr, timers] = [new TestOutput(isTTY), new ManualTimers()];
  return { stderr, timers, progress: new Progress({ stderr, timers }, 9) };
}

describe('Progress', () => {
  it('rewrites one line, ten times a second at most, and clears it', () => {
    const { stderr, timers, progress } = create(true);
    progress.show(1);
    progress.show(2);
    timers.advance(100);
    progress.show(3);
    progress.clear();
    expect(stderr.text).toBe('\r\u001b[K1/9 callbacks\r\u001b[K3/9 callbacks\r\u001b[K');
  });

  it('writes nothing when nobody looks, or nothing was shown', () => {
    const [piped, unused] = [create(false), create(true)];
    piped.progress.show(1);
    piped.progress.clear();
    unused.progress.clear();
    expect(piped.stderr.text + unused.stderr.text).toBe('');
  });
});
