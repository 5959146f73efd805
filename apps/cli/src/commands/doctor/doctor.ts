import { ExitCode, UsageError, type RegisterCommand } from '../../command-line.js';
import type { Io } from '../../io.js';
import { addAppOptions, readWanted, type AppOptions } from '../../webhooks/app/app-options.js';
import { inspect } from '../../webhooks/inspect.js';
import { readEnvironment } from '../../webhooks/environment-files.js';
import { isWrong } from '../../webhooks/finding.js';
import type { WebhooksFile } from '../../webhooks/webhooks-file.js';
import {
  holdsVariables,
  readText,
  readWebhooksFile,
  stockWebhooksFile,
} from '../../webhooks/webhooks-source.js';
import { addSigningOptions, readSignature, type SigningOptions } from '../edition-options.js';
import { pause, wholeNumber } from '../numbers.js';
import { probe } from './probe/probe.js';
import { toText, type Diagnosis } from './report.js';

/** What `doctor --help` says after the options. */
const HELP = `
Give --config, --env-file or --url, or several; --app or --listen lets it compare the file with what the app listens to.
Probes are callbacks of a command that OpenIM does not have. The module answers them itself: they pass its access
control, for which --sign signs them, and reach no listener and no inbox. Most of the time goes by waiting on an idle connection (--idle).

Exit codes:
  0    nothing is wrong
  1    something is
  2    the command line is wrong, or the file or app cannot be read

Examples:
  $ openim-callback doctor --config config/webhooks.yml --app dist/app.module.js#AppModule
  $ openim-callback doctor --config config/webhooks.yml --probe
  $ openim-callback doctor --env-file docker-compose.yml --app dist/app.module.js
  $ openim-callback doctor --url https://chat.example.com/callbackExample --idle 0 --json | jq '.findings[].code'`;

/** `openim-callback doctor`: what is wrong with a webhooks.yml and with the way to a running app. */
export const registerDoctor: RegisterCommand = (program, io, finish) => {
  const command = program
    .command('doctor')
    .description('find what is wrong with a webhooks.yml, and with the way to a running app')
    .option('--config <file>', 'the webhooks.yml to check, or the ConfigMap that has it')
    .option(
      '--env-file <file>',
      'the compose file or .env with IMENV_WEBHOOKS_... variables, which go before it',
    )
    .option('--url <url>', 'send probes to the app that runs here, through whatever stands before it')
    .option('--probe', 'send probes to the url of the file');
  addSigningOptions(addAppOptions(command))
    .option('--idle <seconds>', 'how long a connection is left idle; 0 skips this', pause, 61)
    .option('--body-limit <bytes>', 'the largest body to send', wholeNumber, 8 * 1024 * 1024)
    .option('--rate <events>', 'events a second that one OpenIM process has to send', wholeNumber)
    .option('--json', 'print one JSON document and nothing else')
    .addHelpText('after', HELP)
    .action(async (options: DoctorOptions) => finish(await runDoctor(options, io)));
};

/** The options as commander gives them. */
interface DoctorOptions extends AppOptions, SigningOptions {
  readonly config?: string;
  readonly envFile?: string;
  readonly url?: string;
  readonly probe?: true;
  readonly idle: number;
  readonly bodyLimit: number;
  readonly rate?: number;
  readonly json?: true;
}

/**
 * Looks at everything it is given, prints what is wrong, and resolves to the exit code.
 *
 * @throws {UsageError} when there is nothing to look at, or it cannot be read
 */
async function runDoctor(options: DoctorOptions, io: Io): Promise<number> {
  const { openim } = options;
  const file = await readFiles(options, io);
  const url = urlToProbe(options, file);
  if (file === undefined && url === undefined) throw new UsageError('give --config, --env-file or --url');
  const signature = await readSignature(options);
  if (signature !== undefined && url === undefined)
    throw new UsageError('--sign signs probes: give --url, or --probe for the url of the file');
  const wanted = await readWanted(options);
  const inFile = file === undefined ? [] : inspect(file, { version: openim, wanted });
  const probed = url === undefined ? undefined : await probe({ ...options, url, signature }, io);
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
  return findings.some(isWrong) ? ExitCode.findings : ExitCode.ok;
}

/** The webhooks.yml as OpenIM sees it: what variables say goes before what the file says. */
async function readFiles({ config, envFile }: DoctorOptions, { env }: Io): Promise<WebhooksFile | undefined> {
  const isVariables = config !== undefined && holdsVariables(await readText(config));
  if (isVariables && envFile !== undefined)
    throw new UsageError(`${config} holds variables: give it as --env-file, and webhooks.yml as --config`);
  const variables = isVariables ? config : envFile;
  const environment = variables === undefined ? undefined : await readEnvironment(variables, env);
  if (config !== undefined && !isVariables) return (await readWebhooksFile(config, environment)).file;
  return environment && stockWebhooksFile(environment);
}

function urlToProbe({ url, probe }: DoctorOptions, file: WebhooksFile | undefined): string | undefined {
  if (url !== undefined || probe === undefined) return url;
  if (typeof file?.url === 'string') return file.url;
  throw new UsageError('--probe takes the url of --config, which has none: give --url');
}
