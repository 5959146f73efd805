import { OpenImSender } from 'openim-sender';
import type { Io } from '../../io.js';
import { Burst } from './burst.js';
import type { TriggerPlan } from './plan-trigger.js';
import { Progress } from './progress.js';
import { report } from './report/report.js';
import { sendMany } from './send-many.js';
import { Tally } from './tally.js';
import { untilInterrupted } from './until-interrupted.js';

/** Sends the callbacks, prints what came of them, and resolves to the exit code. */
export async function runTrigger(plan: TriggerPlan, io: Io): Promise<number> {
  const { command, url, timeoutSeconds, count } = plan;
  const sender = new OpenImSender({ url, timeoutSeconds });
  const tally = new Tally();
  const burst = plan.burst ? new Burst(io.timers) : undefined;
  const progress = new Progress(io, count);
  const start = io.timers.now();
  const interrupted = await untilInterrupted(io, async (signal) => {
    const send = async (number: number): Promise<boolean> => {
      signal.throwIfAborted();
      const { body, operationID } = plan.callback(number);
      const result = await sender.send(command.command, body, { operationID });
      // What comes in after Ctrl-C is too late for the summary.
      signal.throwIfAborted();
      tally.add(result);
      if (count > 1) progress.show(tally.count);
      return result.status !== null;
    };
    await (burst === undefined ? sendMany(plan, send, signal) : burst.run(count, send));
  });
  progress.clear();
  const closed = sender.close();
  if (!interrupted) await closed;
  const elapsedMilliseconds = io.timers.now() - start;
  return report({ plan, tally, burst: burst?.report ?? null, interrupted, elapsedMilliseconds }, io);
}
