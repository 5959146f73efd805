import fc from 'fast-check';
import { bareIntake } from './support/bare-intake.js';
import { byteBodies, jsonBodies, mutatedBodies, type HostileBody } from './support/hostile-bodies.js';
import { hostileHeads, targetFor } from './support/hostile-heads.js';
import { Judge } from './support/judge.js';
import { memoryInUse, nextTurn, report, RUNS, SEED, share } from './support/runs.js';

// Whatever arrives, the intake gives an answer of OpenIM's shape, and never one that allows what no listener
// allowed. An unhandled rejection fails the test that is running.

const MIB = 1024 * 1024;

/** More than the inbox may keep of unusable callbacks (16 MiB), and less than any leak of a campaign's bodies. */
const MEMORY_BOUND = 32 * MIB;

/** A campaign takes about a minute; a busy machine may need more. */
const TIMEOUT = 300_000;

const judge = new Judge();
const { receive, inbox, errors } = bareIntake(judge.decide);
let cases = 0;

/** Sends one case to the intake and checks what comes back. */
async function check(body: HostileBody, head: Parameters<typeof receive>[0]): Promise<void> {
  judge.reset();
  const given = receive(head, body.raw);
  const answer = given instanceof Promise ? await given : given;
  const objection = judge.objection(body.raw, body.command, answer.body.toString('utf8'));
  if (objection !== undefined) throw new Error(objection);
  if (answer.status !== 200 && answer.status !== 405) throw new Error(`status ${answer.status}`);
  // Deliveries wait for their turn.
  if (++cases % 512 === 0) await nextTurn();
}

const run = (arbitrary: fc.Arbitrary<HostileBody>, part: number): Promise<void> =>
  fc.assert(
    fc.asyncProperty(arbitrary, (body) => check(body, { target: `/${body.command}` })),
    { numRuns: share(part), seed: SEED },
  );

describe('the intake', () => {
  let started = 0;
  let before = 0;

  beforeAll(async () => {
    await run(mutatedBodies, 0.01);
    cases = 0;
    started = performance.now();
    before = await memoryInUse();
  });

  afterAll(() => {
    const seconds = ((performance.now() - started) / 1000).toFixed(1);
    report(`${cases} cases into the intake in ${seconds} s, of ${RUNS} asked for`);
  });

  it('answers any bytes', () => run(byteBodies, 0.1), TIMEOUT);

  it('answers any JSON', () => run(jsonBodies, 0.1), TIMEOUT);

  it('answers valid bodies that were damaged', () => run(mutatedBodies, 0.6), TIMEOUT);

  it(
    'answers odd paths and headers',
    () =>
      fc.assert(
        fc.asyncProperty(mutatedBodies, hostileHeads, (body, head) =>
          check(body, {
            method: head.method,
            target: targetFor(head, body.command),
            headers: Object.fromEntries(
              Object.entries(head.headers).map(([name, value]) => [name, String(value)]),
            ),
          }),
        ),
        { numRuns: share(0.15), seed: SEED },
      ),
    TIMEOUT,
  );

  it(
    'asks nobody without the path secret',
    async () => {
      const guarded = bareIntake(judge.decide, ['secret-0001']);
      await fc.assert(
        fc.asyncProperty(mutatedBodies, hostileHeads, async (body, head) => {
          judge.reset();
          const answer = await guarded.receive(
            { ...head, headers: {}, target: targetFor(head, body.command) },
            body.raw,
          );
          const objection = judge.objection(Buffer.alloc(0), body.command, answer.body.toString('utf8'));
          cases++;
          expect(objection).toBeUndefined();
          expect(judge.wasAsked).toBe(false);
        }),
        { numRuns: share(0.05), seed: SEED },
      );
    },
    TIMEOUT,
  );

  it('keeps no more than it says', async () => {
    await inbox.drain(10_000);
    const grown = (await memoryInUse()) - before;
    const kept = await inbox.deadLetters.list({ kind: 'unusable' }, RUNS);
    report(`memory grew by ${(grown / MIB).toFixed(1)} MiB, ${kept.length} unusable callbacks kept`);
    expect(grown).toBeLessThan(MEMORY_BOUND);
    expect(kept.length).toBeLessThanOrEqual(1000);
    expect(errors).toEqual([]);
  });

  it('did not only answer junk', () => {
    const { allowed, refused } = judge.tally;
    report(`${allowed} events were allowed and ${refused} refused by a listener`);
    expect(Math.min(allowed, refused)).toBeGreaterThan(RUNS / 50);
  });

  it('leaves the prototypes alone', () => {
    expect('polluted' in {}).toBe(false);
    expect(Object.keys(Object.prototype)).toEqual([]);
  });
});
