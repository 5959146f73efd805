import { createHmac } from 'node:crypto';
import type { NonceStore, OpenImCallbackOptions, SignatureOptions } from 'nestjs-openim-callback';
import { combinations } from './support/running-app.js';
import { AFTER, BEFORE, bodyOf, startTwoCommandApp, type TwoCommandApp } from './support/two-commands.js';

// Signed callbacks of the Enterprise edition: each signature lets one request in, whoever has seen it.

const SECRET = 'a-long-secret';
const signature: SignatureOptions = {
  algorithm: 'HMAC-SHA256',
  signatureHeader: 'X-OpenIM-Sig',
  nonceHeader: 'X-OpenIM-Nonce',
  keys: ['the-next-secret', SECRET],
  encodings: ['hex'],
};

const signed = (nonce: string, secret = SECRET) => ({
  'X-OpenIM-Nonce': nonce,
  'X-OpenIM-Sig': createHmac('sha256', secret).update(nonce).digest('hex'),
});

const send = ({ ask }: TwoCommandApp, command: string, headers: Record<string, string | string[]> = {}) =>
  ask(`/${command}`, { headers, body: bodyOf(command) }, command);

describe.each(combinations)('signatures on $platform with the $mount mount', (combination) => {
  const start = (
    more: Partial<SignatureOptions> = {},
    options: OpenImCallbackOptions = {},
  ): Promise<TwoCommandApp> =>
    startTwoCommandApp({
      ...combination,
      options: { ...options, access: { signature: { ...signature, ...more } } },
    });

  it('let a request in once', async () => {
    const app = await start();
    expect(await send(app, BEFORE, signed('n1'))).toMatchObject({ meaning: 'allowed' });
    expect(await send(app, AFTER, signed('n2'))).toMatchObject({ meaning: 'accepted' });
    await app.heard.count(2);
    expect(await send(app, BEFORE, signed('n1'))).toMatchObject({ status: 200, meaning: 'refused' });
    expect(await send(app, AFTER, signed('n2'))).toMatchObject({ status: 200, meaning: 'not accepted' });
    expect(app.failures).toMatchObject([
      { reason: 'unauthorised', detail: 'the signature was used before', command: BEFORE },
      { reason: 'unauthorised', detail: 'the signature was used before', command: AFTER },
    ]);
    expect(app.heard.all).toHaveLength(2);
    await app.close();
  });

  it('turn down what is not signed, or wrongly', async () => {
    const app = await start();
    const { 'X-OpenIM-Sig': right } = signed('n1');
    const wrong: readonly Record<string, string | string[]>[] = [
      {},
      { 'X-OpenIM-Nonce': 'n1' },
      { 'X-OpenIM-Sig': right },
      signed('n1', 'another-secret'),
      { ...signed('n1'), 'X-OpenIM-Nonce': 'n2' },
      { ...signed('n1'), 'X-OpenIM-Sig': [right, right] },
      { ...signed('n1'), 'X-OpenIM-Nonce': ['n1', 'n1'] },
    ];
    for (const headers of wrong) {
      expect(await send(app, BEFORE, headers)).toMatchObject({ status: 200, meaning: 'refused' });
    }
    expect(new Set(app.failures.map(({ reason }) => reason))).toEqual(new Set(['unauthorised']));
    expect(app.heard.all).toEqual([]);
    expect(await send(app, BEFORE, signed('n1', 'the-next-secret'))).toMatchObject({ meaning: 'allowed' });
    await app.close();
  });

  it('are remembered by replicas together, in a store that they share', async () => {
    const used = new Set<string>();
    const seen: NonceStore = {
      claim: async (nonce) => {
        await Promise.resolve();
        const isFresh = !used.has(nonce);
        used.add(nonce);
        return isFresh;
      },
    };
    const replicas = [await start({ seen }), await start({ seen }), await start({ seen })];
    const answers = await Promise.all(replicas.map((each) => send(each, BEFORE, signed('n1'))));
    expect(answers.map(({ meaning }) => meaning).toSorted()).toEqual(['allowed', 'refused', 'refused']);
    for (const each of replicas) await each.close();
  });

  it.each([
    ['rejects', () => Promise.reject(new Error('the store is away'))],
    [
      'throws',
      () => {
        throw new Error('the store is away');
      },
    ],
  ])('turn everything down while the store %s', async (_how, claim) => {
    const app = await start({ seen: { claim } });
    expect(await send(app, BEFORE, signed('n1'))).toMatchObject({ meaning: 'refused' });
    expect(app.failures).toMatchObject([
      { detail: 'whether the signature was used before is not known: the store is away' },
    ]);
    await app.close();
  });

  it('turn everything down at the deadline when the store never answers', async () => {
    const seen: NonceStore = { claim: () => new Promise(() => undefined) };
    const app = await start({ seen }, { deadline: 50 });
    expect(await send(app, BEFORE, signed('n1'))).toMatchObject({ status: 200, meaning: 'refused' });
    expect(await send(app, AFTER, signed('n2'))).toMatchObject({ status: 200, meaning: 'not accepted' });
    expect(app.heard.all).toEqual([]);
    await app.close();
  });

  it('tell the store how long a nonce matters, when nonces have a time', async () => {
    const told: (number | undefined)[] = [];
    const seen: NonceStore = { claim: (_nonce, keep) => told.push(keep) > 0 };
    const untimed = await start({ seen });
    expect(await send(untimed, BEFORE, signed('n1'))).toMatchObject({ meaning: 'allowed' });
    await untimed.close();
    const timed = await start({ seen, nonceTime: () => Date.now(), maxAge: 1000 });
    expect(await send(timed, BEFORE, signed('n1'))).toMatchObject({ meaning: 'allowed' });
    await timed.close();
    expect(told).toEqual([undefined, 2000]);
  });
});
