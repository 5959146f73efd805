import { Command } from '../../contract/commands.js';
import type { Definition } from '../../contract/definitions.js';
import { recordOf } from '../../../../../test/support/context.js';
import { headWith } from '../../../../../test/support/intake-fixture.js';
import { Diagnosis, type DiagnosisParts } from './diagnosis.js';
import type { SourceReport } from './diagnosis-report.js';

function diagnosisOf(listened: readonly string[], given: Partial<DiagnosisParts> = {}) {
  const unheard: (Definition | undefined)[] = [];
  const traffic: SourceReport[] = [];
  let now = 0;
  const diagnosis = new Diagnosis({
    listened: () => listened,
    isHeard: (command) => listened.includes(command),
    senderOf: ({ remoteAddress }) => remoteAddress,
    onUnheard: (definition) => unheard.push(definition),
    onTraffic: (source) => traffic.push(source),
    now: () => now,
    ...given,
  });
  /** A callback that is answered now, and took so many milliseconds. */
  const answer = (command: string, took = 0, remoteAddress = '10.0.0.1'): void => {
    const head = headWith({ remoteAddress, startedAt: now - took });
    diagnosis.answered(head, recordOf(command));
  };
  const at = (milliseconds: number): void => {
    now = milliseconds;
  };
  return { diagnosis, answer, at, unheard, traffic };
}

describe('the diagnosis', () => {
  it('knows what never came and when the rest came last', () => {
    const listened = [Command.afterSingleMsgRead, Command.afterUserOnline, Command.beforeSendSingleMsg];
    const { diagnosis, answer } = diagnosisOf(listened);
    expect(diagnosis.report().neverSeen).toEqual(listened);
    expect(diagnosis.hasSeenAny).toBe(false);
    const before = Date.now();
    answer(Command.afterSingleMsgRead);
    answer(Command.beforeSendSingleMsg);
    const { neverSeen, lastSeen } = diagnosis.report();
    expect(neverSeen).toEqual([Command.afterUserOnline]);
    expect(Object.keys(lastSeen).sort()).toEqual(
      [Command.afterSingleMsgRead, Command.beforeSendSingleMsg].sort(),
    );
    for (const seen of Object.values(lastSeen)) expect(seen).toBeGreaterThanOrEqual(before);
    expect(diagnosis.hasSeenAny).toBe(true);
  });

  it('counts what nobody listens to, and tells of each once; all unknown names are one', () => {
    const { diagnosis, answer, unheard } = diagnosisOf([Command.afterSingleMsgRead]);
    answer(Command.afterSingleMsgRead);
    for (let count = 0; count < 3; count++) answer(Command.afterUserOnline);
    for (let count = 0; count < 3; count++) answer(`callbackUnknown${count}`);
    expect(diagnosis.report().unheard).toEqual({ [Command.afterUserOnline]: 3, unknown: 3 });
    expect(unheard.map((definition) => definition?.key)).toEqual(['afterUserOnline', undefined]);
  });

  it('takes an older name for the present one', () => {
    const { diagnosis, answer } = diagnosisOf([Command.beforeMemberJoinGroup]);
    answer('callbackBeforeMemberJoinGroupCommand');
    expect(diagnosis.report()).toMatchObject({ neverSeen: [], unheard: {} });
  });

  it('counts failures by reason', () => {
    const { diagnosis } = diagnosisOf([]);
    for (const reason of ['wrong-path', 'unauthorised', 'wrong-path'] as const) {
      diagnosis.failed({ reason, detail: '', instance: 'default', command: undefined, remoteAddress: '' });
    }
    expect(diagnosis.report().failures).toEqual({ 'wrong-path': 2, unauthorised: 1 });
  });

  it('measures each service at each address by its after callbacks', () => {
    const { diagnosis, answer, at } = diagnosisOf([]);
    answer(Command.afterSingleMsgRead, 10);
    answer(Command.afterSingleMsgRead, 30);
    answer(Command.afterSendSingleMsg, 20);
    answer(Command.afterSingleMsgRead, 5, '10.0.0.2');
    answer(Command.afterUserOnline, 5);
    answer(Command.beforeSendSingleMsg, 900);
    at(2000);
    expect(diagnosis.report().sources).toEqual([
      {
        service: 'openim-rpc-msg',
        address: '10.0.0.1',
        rate: 1.5,
        latency: 0.02,
        ceiling: 100,
        utilization: 0.015,
      },
      {
        service: 'openim-rpc-msg',
        address: '10.0.0.2',
        rate: 0.5,
        latency: 0.005,
        ceiling: 400,
        utilization: 0.00125,
      },
      {
        service: 'openim-msggateway',
        address: '10.0.0.1',
        rate: 0.5,
        latency: 0.005,
        ceiling: 400,
        utilization: 0.00125,
      },
    ]);
  });

  it('tells what a sender sent at the end of a stretch', () => {
    const { answer, at, traffic } = diagnosisOf([]);
    for (let now = 0; now <= 30_000; now += 10) {
      at(now);
      answer(Command.afterSingleMsgRead, 16);
    }
    expect(traffic).toHaveLength(1);
    expect(traffic[0]?.utilization).toBeCloseTo(0.8);
  });

  it('watches a bounded number of senders', () => {
    const { diagnosis, answer } = diagnosisOf([]);
    for (let address = 0; address < 200; address++)
      answer(Command.afterSingleMsgRead, 1, `10.0.0.${address}`);
    expect(diagnosis.report().sources).toHaveLength(64);
  });
});
