import fc from 'fast-check';
import { startedInbox, intakeWith } from '../../../../test/support/intake-fixture.js';
import { allDefinitions, findDefinition } from '../contract/definitions.js';
import { allow } from '../replies/reply.js';
import { currentName } from '../contract/aliases.js';
import type { Answer, RequestHead } from './request.js';

const commands = allDefinitions().map(({ command }) => command);
const command = fc.oneof(
  fc.constantFrom(...commands, 'callbackBeforeMemberJoinGroupCommand', 'callbackX', '__proto__', ''),
  fc.string(),
);

const body: fc.Arbitrary<Buffer> = fc.oneof(
  fc.uint8Array({ maxLength: 64 }).map((bytes) => Buffer.from(bytes)),
  fc.string({ unit: 'binary' }).map((text) => Buffer.from(text)),
  fc.json().map((text) => Buffer.from(text)),
  fc
    .tuple(
      command,
      fc.dictionary(fc.oneof(fc.string(), fc.constantFrom('userID', 'groupID', 'users')), fc.jsonValue()),
    )
    .map(([callbackCommand, rest]) => Buffer.from(JSON.stringify({ ...rest, callbackCommand }))),
);

const segment = fc.oneof(
  command,
  fc.constant('path-secret'),
  fc.constantFrom('..', '%', '%zz', '%2e', 'a?b=c/d'),
);

const head: fc.Arbitrary<RequestHead> = fc.record({
  method: fc.oneof({ weight: 5, arbitrary: fc.constant('POST') }, fc.string()),
  target: fc.oneof(
    fc.string(),
    fc.array(segment, { maxLength: 4 }).map((segments) => `/${segments.join('/')}`),
  ),
  headers: fc.dictionary(
    fc.oneof(fc.string(), fc.constantFrom('authorization', 'operationid', 'x-forwarded-for')),
    fc.oneof(fc.string(), fc.constantFrom('Basic dTpw', '10.0.0.1, fe80::1%eth0', '::ffff:1.2.3.4')),
  ),
  remoteAddress: fc.option(fc.oneof(fc.ipV4(), fc.ipV6(), fc.string()), { nil: undefined }),
  startedAt: fc.double({ noNaN: true, min: 0, max: 1e9 }),
});

const access = fc.record(
  {
    pathSecrets: fc.constant(['path-secret']),
    basic: fc.constant([{ username: 'u', password: 'p' }]),
    allow: fc.constant(['10.0.0.0/8', 'fe80::/10', '127.0.0.1']),
    trustedProxies: fc.constant(['0.0.0.0/0', '::/0']),
  },
  { requiredKeys: [] },
);

/** One of the shapes that OpenIM understands, with types that its decoder takes. */
function expectAnswer({ status, body: bytes }: Answer): void {
  expect([200, 405]).toContain(status);
  const said: unknown = JSON.parse(bytes.toString('utf8'));
  expect(said).toMatchObject({
    actionCode: expect.any(Number),
    errCode: expect.any(Number),
    errMsg: expect.any(String),
    errDlt: expect.any(String),
    nextCode: expect.any(Number),
  });
  const { actionCode, nextCode, errCode } = Object(said);
  expect([0, 1]).toContain(nextCode);
  if (nextCode === 1) expect([actionCode, errCode]).toEqual([0, 20500]);
}

describe('the intake', () => {
  it('answers whatever arrives, and never throws or rejects', async () => {
    const listeners = allDefinitions().flatMap(({ command: on, phase }, index) => ({
      on,
      call: phase === 'before' && index % 2 === 0 ? () => allow() : async () => undefined,
    }));
    await fc.assert(
      fc.asyncProperty(
        head,
        body,
        access,
        fc.constantFrom('refuse', 'allow'),
        async (request, raw, allowed, onFailure) => {
          const { intake, warnings } = intakeWith({
            listeners,
            access: allowed,
            onFailure,
            inbox: startedInbox(),
          });
          const admission = intake.admit(request);
          expectAnswer(admission.ok ? await intake.receive(admission.request, raw) : admission.answer);
          expect(warnings.filter((warning) => !warning.includes('dropped'))).toEqual([]);
        },
      ),
      { numRuns: 1000 },
    );
  });

  it('never allows by policy what it refuses by policy', async () => {
    await fc.assert(
      fc.asyncProperty(body, async (raw) => {
        const { post, failures } = intakeWith();
        const answer = await post(raw, { target: '/' });
        const { nextCode } = Object(JSON.parse(answer.body.toString('utf8')));
        const phase = findDefinition(currentName(failures[0]?.command ?? ''))?.phase;
        if (failures.length > 0 && phase !== 'before') expect(nextCode).toBe(1);
        else expect(nextCode).toBe(0);
      }),
    );
  });
});
