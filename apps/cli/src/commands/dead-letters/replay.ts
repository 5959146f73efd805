import type { DeadLetter } from 'nestjs-openim-callback/dead-letters';
import { OpenImSender, type SendResult, type SignatureOptions } from 'openim-sender';
import { ExitCode, type RegisterCommand } from '../../command-line.js';
import type { Io } from '../../io.js';
import { createPaint, type Paint } from '../../output/paint.js';
import { maskPassword, printable } from '../../output/printable.js';
import { addEditionOptions, readSignature, type EditionOptions } from '../edition-options.js';
import { seconds, wholeNumber } from '../numbers.js';
import { checkRequest } from '../trigger/plan-trigger.js';
import { untilInterrupted } from '../trigger/run-trigger.js';
import { codeOf, exitCodeOf, reasonOf, verdictOf, type Verdict } from '../trigger/verdict.js';
import { addFilterOptions, readFilterOrAll, type FilterOptions } from './filter.js';
import { REPLAY_HELP } from './help.js';
import { toDocument } from './report/letter-to-json.js';
import { addStorageOptions, type StorageOptions } from './storage-options.js';
import { useDeadLetters } from './use-dead-letters.js';

type ReplayOptions = StorageOptions &
  FilterOptions &
  EditionOptions & {
    readonly to: string;
    readonly all?: true;
    readonly limit: number;
    readonly timeout: number;
    readonly insecure?: true;
  };

/** What came of one event that was sent again. */
interface Replayed {
  readonly id: string;
  readonly eventID: string;
  readonly command: string;
  readonly status: number | null;
  readonly verdict: Verdict;
  readonly code: number | null;
  readonly reason: string | null;
  readonly milliseconds: number;
}

/** A dead letter that can be sent. */
type Sendable = DeadLetter & { readonly command: string };

/** `openim-callback dead-letters replay`: sends their bytes to a url, as OpenIM would. */
export const registerReplay: RegisterCommand = (group, io, finish) => {
  const command = group
    .command('replay')
    .description(
      'send the bytes of dead letters to a url, as OpenIM would, and say what it makes of the answers',
    )
    .requiredOption('--to <url>', 'a url as in webhooks.yml; "/" and the command are appended');
  addEditionOptions(addFilterOptions(addStorageOptions(command)))
    .option('--all', 'all of them; needed when there is no filter')
    .option('--limit <n>', 'send at most this many', wholeNumber, 1000)
    .option('--timeout <seconds>', 'timeout of webhooks.yml', seconds, 5)
    .option('--insecure', 'take any certificate of an https url, a self-signed one too; OpenIM does not')
    .addHelpText('after', REPLAY_HELP)
    .action(async (options: ReplayOptions) => {
      const filter = readFilterOrAll(options, io);
      checkRequest({ command: 'callback' }, options.to, { body: {}, operationID: undefined });
      const signature = await readSignature(options);
      const exitCode = await useDeadLetters(options, io, async (deadLetters) => {
        const found = await deadLetters.list(filter, options.limit + 1);
        if (found.length > options.limit)
          io.stderr.write(`these are the oldest ${options.limit}, there are more: --limit\n`);
        return replay(sendable(found.slice(0, options.limit), io), { ...options, signature }, io);
      });
      finish(exitCode);
    });
};

/** One for each event, of those whose command is known. */
function sendable(letters: readonly DeadLetter[], { stderr }: Pick<Io, 'stderr'>): readonly Sendable[] {
  const known = letters.filter((letter): letter is Sendable => letter.command !== undefined);
  const unknown = letters.length - known.length;
  if (unknown > 0)
    stderr.write(`warning: ${unknown} left out, whose command could not be made out: see show --raw\n`);
  const seen = new Set<string>();
  return known.filter(({ eventID }) => !seen.has(eventID) && seen.add(eventID));
}

async function replay(
  letters: readonly Sendable[],
  options: ReplayOptions & { readonly signature: SignatureOptions | undefined },
  io: Io,
): Promise<number> {
  const {
    to: url,
    timeout: timeoutSeconds,
    insecure: insecureSkipVerify,
    edition,
    signature,
    json,
  } = options;
  const sender = new OpenImSender({ url, timeoutSeconds, insecureSkipVerify, edition, signature });
  const paint = createPaint(io.stdout, io.env);
  const done: Replayed[] = [];
  const interrupted = await untilInterrupted(io, async (signal) => {
    for (const letter of letters) {
      const { command, raw, operationID } = letter;
      const result = await sender.send(command, raw, { operationID });
      if (signal.aborted) return;
      const replayed = toReplayed(letter, result);
      done.push(replayed);
      if (json !== true) io.stdout.write(toLine(replayed, paint));
    }
  });
  const closed = sender.close();
  if (!interrupted) await closed;
  if (json === true) io.stdout.write(toDocument(done));
  else io.stdout.write(summary(done, letters.length));
  if (interrupted) return ExitCode.interrupted;
  return done.length === 0 ? ExitCode.nothing : exitCodeOf(done.map(({ verdict }) => verdict));
}

function toReplayed(
  { id, eventID, command }: Sendable,
  { status, outcome, milliseconds }: SendResult,
): Replayed {
  const reason = reasonOf(outcome);
  return {
    id,
    eventID,
    command,
    status,
    verdict: verdictOf(outcome),
    code: codeOf(outcome) ?? null,
    reason: reason === undefined ? null : maskPassword(reason),
    milliseconds,
  };
}

function toLine({ id, command, status, verdict, code, reason }: Replayed, paint: Paint): string {
  const good = verdict === 'allowed' || verdict === 'reported';
  const said = good ? paint.green(verdict) : paint.red(verdict);
  const details = [
    status === null ? '' : `status ${status}`,
    code === null ? '' : String(code),
    reason ?? '',
  ];
  return `${printable(id)}  ${printable(command)}  ${said}  ${printable(details.filter(Boolean).join(', '))}\n`;
}

function summary(done: readonly Replayed[], count: number): string {
  if (count === 0) return 'no dead letters match\n';
  const verdicts = [...new Set(done.map(({ verdict }) => verdict))].map(
    (verdict) => `${done.filter((each) => each.verdict === verdict).length} ${verdict}`,
  );
  return `sent ${done.length} of ${count}${verdicts.length > 0 ? `: ${verdicts.join(', ')}` : ''}\n`;
}
