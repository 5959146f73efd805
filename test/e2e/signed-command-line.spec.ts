import { generateKeyPairSync, type KeyObject } from 'node:crypto';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { SignatureAlgorithm, SignatureEncoding, SignatureOptions } from 'nestjs-openim-callback';
import { runCli } from '../../apps/cli/src/testing/run-cli.js';
import { combinations } from './support/running-app.js';
import { startTwoCommandApp, type TwoCommandApp } from './support/two-commands.js';

// The sender of the command line signs as the Enterprise edition's documentation says, and the module checks it: two
// programs that share no code.

const ENCODINGS: readonly SignatureEncoding[] = ['hex', 'base64', 'base64url'];

/** What the app has to check with, and what a sender signs with. */
interface Keys {
  readonly checks: string;
  readonly signs: string;
}

const secret = (text: string): Keys => ({ checks: text, signs: `${text}\n` });
const pair = ({ publicKey, privateKey }: { publicKey: KeyObject; privateKey: KeyObject }): Keys => ({
  checks: publicKey.export({ format: 'pem', type: 'spki' }).toString(),
  signs: privateKey.export({ format: 'pem', type: 'pkcs8' }).toString(),
});
const rsa = (): Keys => pair(generateKeyPairSync('rsa', { modulusLength: 2048 }));
const ec = (): Keys => pair(generateKeyPairSync('ec', { namedCurve: 'P-256' }));

/** For each algorithm the key that the app knows, the one after it, and one that it never knows. */
const KEYS: readonly (readonly [SignatureAlgorithm, Keys, Keys, Keys])[] = [
  ['HMAC-SHA1', secret('one'), secret('two'), secret('three')],
  ['HMAC-SHA256', secret('one'), secret('two'), secret('three')],
  ['HMAC-SHA512', secret('one'), secret('two'), secret('three')],
  ['RSA-SHA256', rsa(), rsa(), rsa()],
  ['ECDSA-SHA256', ec(), ec(), ec()],
];

describe.each(combinations)(
  'signed by openim-callback, on $platform with the $mount mount',
  (combination) => {
    let folder = '';
    let app: TwoCommandApp;

    beforeAll(async () => {
      folder = await mkdtemp(join(tmpdir(), 'signed-'));
    });

    afterEach(() => app.close());

    afterAll(() => rm(folder, { recursive: true }));

    const start = async (signature: Pick<SignatureOptions, 'algorithm' | 'keys' | 'encodings'>) => {
      const names = { signatureHeader: 'X-Signature', nonceHeader: 'X-Nonce' };
      app = await startTwoCommandApp({
        ...combination,
        options: { access: { signature: { ...signature, ...names } } },
      });
    };

    const signing = async (algorithm: string, { signs }: Keys, encoding: string): Promise<string[]> => {
      const file = join(folder, 'key');
      await writeFile(file, signs);
      return [
        ...['--sign', algorithm, '--sign-key', file, '--signature-encoding', encoding],
        ...['--signature-header', 'x-signature', '--nonce-header', 'X-NONCE'],
      ];
    };

    const trigger = async (...argv: readonly string[]): Promise<string> => {
      const { stdout, stderr } = await runCli(['trigger', ...argv, '--url', app.url, '--json']);
      expect(stderr).toBe('');
      return (JSON.parse(stdout) as { verdict: string }).verdict;
    };

    const signed = async (algorithm: string, keys: Keys, encoding: string, ...argv: readonly string[]) =>
      trigger(
        'beforeAddFriend',
        '--edition',
        'enterprise',
        ...(await signing(algorithm, keys, encoding)),
        ...argv,
      );

    it.each(KEYS)('lets %s in, with each of its keys and in the encoding that is given', async (...row) => {
      const [algorithm, current, next, unknown] = row;
      for (const encoding of ENCODINGS) {
        await start({ algorithm, keys: [next.checks, current.checks], encodings: [encoding] });
        expect(await signed(algorithm, current, encoding)).toBe('allowed');
        expect(await signed(algorithm, next, encoding)).toBe('allowed');
        expect(await signed(algorithm, unknown, encoding)).toBe('refused');
        await app.close();
      }
      await start({ algorithm, keys: [next.checks], encodings: ['hex'] });
      expect(await signed(algorithm, current, 'hex')).toBe('refused');
      expect(await signed(algorithm, next, 'base64')).toBe('refused');
      expect(await signed(algorithm, next, 'hex')).toBe('allowed');
    });

    it('lets a nonce in once, and nothing that is not signed', async () => {
      const keys = secret('one');
      await start({ algorithm: 'HMAC-SHA256', keys: [keys.checks], encodings: ['hex'] });
      expect(await signed('HMAC-SHA256', keys, 'hex', '--nonce', 'n1')).toBe('allowed');
      expect(await signed('HMAC-SHA256', keys, 'hex', '--nonce', 'n1')).toBe('refused');
      expect(await trigger('beforeAddFriend')).toBe('refused');
      expect(app.failures.map(({ detail }) => detail)).toEqual([
        'the signature was used before',
        'the signature or its nonce is missing',
      ]);
    });

    it('lets the probes of the doctor in', async () => {
      const keys = secret('one');
      await start({ algorithm: 'HMAC-SHA256', keys: [keys.checks], encodings: ['base64'] });
      const doctor = ['doctor', '--url', app.url, '--idle', '0.05', '--json'];
      const found = async (...argv: readonly string[]): Promise<string[]> => {
        const { stdout } = await runCli([...doctor, ...argv]);
        return (JSON.parse(stdout) as { findings: { code: string }[] }).findings.map(({ code }) => code);
      };
      expect(await found(...(await signing('HMAC-SHA256', keys, 'base64')))).toEqual([]);
      expect(await found(...(await signing('HMAC-SHA256', keys, 'hex')))).toEqual(['unauthorised']);
      expect(await found()).toEqual(['unauthorised']);
    });
  },
);
