import { readFile } from 'node:fs/promises';
import { Option, type Command } from 'commander';
import {
  createSigner,
  signatureAlgorithms,
  SignatureOptionsError,
  type Edition,
  type SignatureAlgorithm,
  type SignatureOptions,
} from 'openim-sender';
import { messageOf, UsageError } from '../command-line.js';

/** How the Enterprise edition signs. */
export interface SigningOptions {
  readonly sign?: SignatureAlgorithm;
  readonly signKey?: string;
  readonly signatureHeader?: string;
  readonly nonceHeader?: string;
  readonly signatureEncoding?: SignatureOptions['encoding'];
}

/** Which OpenIM sends, and how it signs. */
export interface EditionOptions extends SigningOptions {
  readonly edition: Edition;
}

/** Adds the options of a signature to a command. */
export const addSigningOptions = (command: Command): Command =>
  command
    .addOption(
      new Option('--sign <algorithm>', 'sign as the Enterprise edition does').choices(signatureAlgorithms),
    )
    .option('--sign-key <file>', 'the file with the secret of the HMAC, or with the private key (PEM)')
    .option('--signature-header <name>', 'the header that the signature goes into')
    .option('--nonce-header <name>', 'the header that the nonce goes into')
    .addOption(
      new Option('--signature-encoding <encoding>', 'how the signature is written').choices([
        'hex',
        'base64',
        'base64url',
      ]),
    );

/** Adds the same and the edition. */
export const addEditionOptions = (command: Command): Command =>
  addSigningOptions(
    command.addOption(
      new Option('--edition <edition>', 'whose bodies are sent, and how answers are read')
        .choices(['open', 'enterprise'])
        .default('open'),
    ),
  );

/**
 * How callbacks are signed; undefined for not at all.
 *
 * @param options with the edition where the command has that option, and the nonce where it is not made for each
 * @throws {UsageError} when something is missing, or the key cannot be read or used
 */
export async function readSignature(
  options: SigningOptions & { readonly edition?: Edition; readonly nonce?: string },
): Promise<SignatureOptions | undefined> {
  const {
    sign: algorithm,
    signKey,
    signatureHeader,
    nonceHeader,
    signatureEncoding: encoding,
    nonce,
  } = options;
  const given = [signKey, signatureHeader, nonceHeader, encoding, nonce].some((each) => each !== undefined);
  if (algorithm === undefined) {
    if (given) throw new UsageError('say with --sign which algorithm signs');
    return undefined;
  }
  if (options.edition === 'open')
    throw new UsageError('--sign: only the Enterprise edition signs: give --edition enterprise');
  if (!signKey || !signatureHeader || !nonceHeader || encoding === undefined)
    throw new UsageError(
      '--sign needs --sign-key, --signature-header, --nonce-header and --signature-encoding: OpenIM documents no defaults',
    );
  const secret = await readSecret(signKey);
  const signature: SignatureOptions = {
    algorithm,
    secret,
    signatureHeader,
    nonceHeader,
    encoding,
    nonce: nonce === undefined ? nonce : () => nonce,
  };
  requireUsable(signature);
  return signature;
}

/** The bytes of a file, without the line break at its end, which editors add. */
async function readSecret(file: string): Promise<Buffer> {
  try {
    const bytes = await readFile(file);
    return bytes.at(-1) === 0x0a ? bytes.subarray(0, bytes.at(-2) === 0x0d ? -2 : -1) : bytes;
  } catch (error) {
    throw new UsageError(`--sign-key: ${messageOf(error)}`);
  }
}

function requireUsable(signature: SignatureOptions): void {
  try {
    createSigner(signature);
  } catch (error) {
    if (error instanceof SignatureOptionsError) throw new UsageError(`--sign: ${error.message}`);
    throw error;
  }
}
