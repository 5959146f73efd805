import { Option } from 'commander';
import type { RegisterCommand } from '../../command-line.js';
import { wholeNumber, seconds } from '../numbers.js';
import { addEditionOptions } from '../edition-options.js';
import { planTrigger, type TriggerOptions } from './plan-trigger.js';
import { runTrigger } from './run-trigger.js';

/** What `trigger --help` says after the options. */
const HELP = `
Setting fields:
  --set userID=u9               a field of the body, spelled as on the wire
  --set users.0.nickname=Ann    a field inside a list or an object
  --set 'Seqs=[1,2]'            JSON, where it is of the type that the field has in the example body
  --set content='{"a":1}'       text, because content is text in the example body, though this is JSON
  --set Seqs=null               null is always null; --set ex='"null"' is the text
  A field that is null in the example body, or not in it, takes any JSON: --set ex='"5"' for the text 5.
  What is not JSON of the right type is sent as text. A field that OpenIM does not have is sent all the same,
  with a warning; one that differs in letter case (seqs, as in the docs) takes the place of OpenIM's (Seqs).
  In values and in --operation-id, {n} stands for the number of the callback, from 1 on, and {uuid} for a UUID,
  the same one throughout a callback.

Bursts:
  Each OpenIM process sends its after callbacks through a queue of 100 slots and 2 workers. When it is full,
  the user's request is held for up to 3 s, then the event is dropped without a trace. --burst pushes all
  --count events at once into such a queue. Without it nothing is dropped.

Enterprise edition (as it is documented; nothing of it was seen at work):
  --edition enterprise sends its fields and reads its spelling of answers to the conversation callbacks. --sign signs the
  nonce, which is all that it signs: the body is not protected. Its documentation names neither headers nor encoding,
  so that they have to be given. RSA pads as PKCS #1 v1.5 and ECDSA writes DER, as Go does.

Exit codes (when several apply, the highest):
  0    OpenIM goes on, or the event was delivered
  1    OpenIM refuses the operation, or panics
  2    the command line is wrong; nothing was sent
  3    no answer in time (90004), or an answer that OpenIM cannot read (90007)
  4    --burst: the queue dropped events
  130  Ctrl-C; what there is so far was printed

Examples:
  $ openim-callback trigger afterSingleMsgRead --url http://127.0.0.1:3000/callbackExample
  $ openim-callback trigger beforeSendSingleMsg --url $URL --set content='{"content":"buy now"}'
  $ openim-callback trigger afterSendSingleMsg --url $URL --count 1000 --concurrency 20 --set serverMsgID={uuid}
  $ openim-callback trigger afterUserOnline --url $URL --count 500 --burst --set userID=u{n}
  $ openim-callback trigger beforeAddFriend --url $URL --body recorded.json --json | jq .outcome
  $ openim-callback trigger afterSendSingleMsg --url $URL --edition enterprise --sign HMAC-SHA256 \\
      --sign-key secret.txt --signature-header X-Signature --nonce-header X-Nonce --signature-encoding hex`;

/** `openim-callback trigger`: sends callbacks and tells what OpenIM makes of the answers. */
export const registerTrigger: RegisterCommand = (program, io, finish) => {
  const command = program
    .command('trigger')
    .description('send a callback exactly as OpenIM does, and say what OpenIM makes of the answer')
    .argument('<command>', 'name of the callback on the wire, or its key in webhooks.yml; see "list"')
    .requiredOption(
      '--url <url>',
      'url of webhooks.yml; OpenIM appends "/" and the command, whatever it ends with',
    )
    .option('--set <field=value>', 'change a field of the example body; repeatable', collect)
    .option('--body <file>', 'send these bytes, "-" for standard input, instead of the example body')
    .option('--count <n>', 'send this many callbacks', wholeNumber, 1)
    .option(
      '--concurrency <n>',
      'send so many at a time; OpenIM itself has at most 100 connections',
      wholeNumber,
      1,
    )
    .addOption(
      new Option('--burst', "push all at once into a queue like OpenIM's (after callbacks)").conflicts(
        'concurrency',
      ),
    )
    .option('--timeout <seconds>', 'timeout of webhooks.yml; OpenIM never waits longer than 15', seconds, 5)
    .option('--operation-id <id>', 'the operationID, in the header and where the body has it')
    .option('--insecure', 'take any certificate of an https url, a self-signed one too; OpenIM does not');
  addEditionOptions(command)
    .option('--nonce <text>', 'the nonce, to send one twice (default: a UUID for each callback)')
    .option('--json', 'print one JSON document and nothing else')
    .addHelpText('after', HELP)
    .action(async (name: string, options: TriggerOptions) => {
      finish(await runTrigger(await planTrigger(name, options, io), io));
    });
};

function collect(value: string, earlier: readonly string[] = []): string[] {
  return [...earlier, value];
}
