import { interpretReply, type SendResult } from 'openim-sender';
import { resolveCommand } from '../commands/resolve-command.js';
import type { RunResult } from '../commands/trigger/report/run-result.js';
import { Tally } from '../commands/trigger/tally.js';

/** What to make a run of: each result is an answer, null for none, and its milliseconds. */
export interface SampleRun extends Partial<Omit<RunResult, 'plan' | 'tally'>> {
  readonly key: string;
  readonly count?: number;
  readonly results: readonly (readonly [reply: string | null, milliseconds: number])[];
}

/** A run that never took place. */
export function sampleRun({ key, results, count = results.length, ...rest }: SampleRun): RunResult {
  const tally = new Tally();
  for (const [reply, milliseconds] of results) tally.add(sampleResult(key, reply, milliseconds));
  const burst = rest.burst ?? null;
  return {
    plan: {
      command: resolveCommand(key),
      url: 'http://user:secret@h/cb',
      timeoutSeconds: 5,
      count,
      concurrency: 4,
      burst: burst !== null,
      insecure: false,
      edition: 'open',
      signature: undefined,
      json: false,
      callback: () => ({ body: {}, operationID: undefined }),
    },
    tally,
    burst,
    interrupted: rest.interrupted ?? false,
    elapsedMilliseconds: rest.elapsedMilliseconds ?? 12,
  };
}

/** A result of one callback that never took place. */
export function sampleResult(key: string, reply: string | null, milliseconds: number): SendResult {
  const { command } = resolveCommand(key);
  const url = `http://user:secret@h/cb/${command}`;
  const request = {
    method: 'POST' as const,
    url,
    target: `/cb/${command}`,
    headers: [['Operationid', 'op-1']] as const,
    body: Buffer.from('{"a":1}'),
  };
  const sent = { command, request, milliseconds };
  if (reply !== null) {
    return {
      ...sent,
      redirects: [],
      status: 200,
      replyText: reply,
      outcome: interpretReply(command, {}, reply),
    };
  }
  const detail = `reset, post url=${url}`;
  return {
    ...sent,
    redirects: [],
    status: null,
    replyText: null,
    outcome: { kind: 'reported', delivered: false, readable: false, detail },
  };
}
