import { Command } from '../../contract/commands.js';
import { findDefinition } from '../../contract/definitions.js';
import { DiagnosisLog } from './diagnosis-log.js';
import type { SourceReport } from './diagnosis-report.js';

function logged(tell: (log: DiagnosisLog) => void): string[] {
  const lines: string[] = [];
  tell(new DiagnosisLog((line) => lines.push(line)));
  return lines;
}

const source = (utilization: number, address = '10.0.0.1'): SourceReport => ({
  service: 'openim-rpc-msg',
  address,
  rate: 400 * utilization,
  latency: 0.005,
  ceiling: 400,
  utilization,
});

describe("the diagnosis's lines", () => {
  it('say which key of webhooks.yml to switch off', () => {
    expect(logged((log) => log.unheard(findDefinition(Command.afterUserOnline)))).toEqual(
      [
        'callbackUserOnlineCommand arrives and nobody listens to it, while it takes the place of events that are heard: set afterUserOnline.enable to false in webhooks.yml command=callbackUserOnlineCommand reason=unheard',
      ].map((line) => line.replaceAll('callbackUserOnlineCommand', Command.afterUserOnline)),
    );
    expect(logged((log) => log.unheard(findDefinition(Command.beforeSendSingleMsg)))[0]).toContain(
      'users wait for its answer: set beforeSendSingleMsg.enable to false',
    );
    expect(logged((log) => log.unheard(undefined))[0]).toContain('unknown names');
  });

  it('warn of a sender that is near its ceiling, once a while', () => {
    const lines = logged((log) => {
      for (const utilization of [0.1, 0.69, 0.75, 0.9]) log.traffic(source(utilization));
      log.traffic(source(0.8, '10.0.0.2'));
    });
    expect(lines).toHaveLength(2);
    expect(lines[0]).toBe(
      'openim-rpc-msg at 10.0.0.1 sends 300.0 events a second, and can send 400.0 while an answer takes 5.0 ms: ' +
        'with more it loses events without a word. Answer faster, or run more of that service',
    );
  });

  it('name what never came', () => {
    const never = [Command.afterUserOnline, Command.beforeSendSingleMsg];
    expect(logged((log) => log.neverSeen(never, 10, true))).toEqual([
      'in 10 minutes OpenIM has not sent beforeSendSingleMsg, afterUserOnline: is it enabled in webhooks.yml?',
    ]);
    expect(logged((log) => log.neverSeen(never, 10, false))[0]).toContain('has sent nothing at all');
    expect(logged((log) => log.neverSeen([], 10, true))).toEqual([]);
  });
});
