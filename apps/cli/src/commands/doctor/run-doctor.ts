import { ExitCode } from '../../exit-code.js';
import type { Io } from '../../io.js';
import { UsageError } from '../../usage-error.js';
import { readWanted, type AppOptions } from '../../webhooks/app/app-options.js';
import type { Finding } from '../../webhooks/finding.js';
import { inspect } from '../../webhooks/inspect.js';
import { readWebhooksFile } from '../../webhooks/read-webhooks-file.js';
import type { WebhooksFile } from '../../webhooks/webhooks-file.js';
import { probe, type Measured } from './probe/probe.js';
import { toText } from './report.js';

/** The options as commander gives them. */
export interface DoctorOptions extends AppOptions {
  readonly config?: string;
  readonly url?: string;
  readonly probe?: true;
  readonly idle: number;
  readonly bodyLimit: number;
  readonly rate?: number;
  readonly json?: true;
}

/** What the doctor has to say. */
export interface Diagnosis {
  readonly findings: readonly Finding[];
  /** What the probes have measured; null when none were sent. */
  readonly measured: Measured | null;
  /** What was not looked at, and what it would take. */
  readonly skipped: readonly string[];
}

/**
 * Looks at everything it is given, prints what is wrong, and resolves to the exit code.
 *
 * @throws {UsageError} when there is nothing to look at, or it cannot be read
 */
export async function runDoctor(options: DoctorOptions, io: Io): Promise<number> {
  const { config, openim } = options;
  const file = config === undefined ? undefined : await readWebhooksFile(config);
  const url = urlToProbe(options, file);
  if (file === undefined && url === undefined) throw new UsageError('give --config, --url or both');
  const wanted = await readWanted(options);
  const inFile = file === undefined ? [] : inspect(file, { version: openim, wanted });
  const probed = url === undefined ? undefined : await probe({ ...options, url }, io);
  const skipped = [
    file === undefined ? 'webhooks.yml: give --config' : undefined,
    wanted === undefined && file !== undefined
      ? 'what the app listens to: give --app or --listen'
      : undefined,
    wanted !== undefined && wanted.deadline === undefined
      ? "timeouts against the module's deadline, which a factory decides: give --deadline"
      : undefined,
    url === undefined ? 'the running app: give --url, or --probe for the url of the file' : undefined,
  ].filter((each) => each !== undefined);
  // The url of the file has been looked at there, with its place.
  const told = new Set(
    file !== undefined && file.url === url ? inFile.map(({ finding }) => finding.code) : [],
  );
  const byProbe = (probed?.findings ?? []).filter(({ code }) => !told.has(code));
  const findings = [...inFile.map(({ finding }) => finding), ...byProbe];
  const diagnosis: Diagnosis = { findings, measured: probed?.measured ?? null, skipped };
  io.stdout.write(options.json === true ? `${JSON.stringify(diagnosis, null, 2)}\n` : toText(diagnosis, io));
  return findings.length > 0 ? ExitCode.findings : ExitCode.ok;
}

function urlToProbe({ url, probe }: DoctorOptions, file: WebhooksFile | undefined): string | undefined {
  if (url !== undefined || probe === undefined) return url;
  if (typeof file?.url === 'string') return file.url;
  throw new UsageError('--probe takes the url of --config, which has none: give --url');
}
