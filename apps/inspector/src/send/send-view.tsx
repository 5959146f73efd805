import type { JSX } from 'preact';
import { useState } from 'preact/hooks';
import { exampleBody, findCommand } from 'openim-sender/reading';
import { ApiError, type InspectorClient } from '../api/client.js';
import type { CommandList, CommandView, SendResult } from '../api/types.js';
import { loadCallback } from '../callback/load-callback.js';
import { Reading } from '../callback/reading.js';
import type { ViewProps } from '../page-context.js';
import { DocsLink } from '../parts/docs-link.js';
import { Failed } from '../parts/notice.js';
import { useResource } from '../parts/use-resource.js';
import { hashOf } from '../routing/route.js';
import { replaceRoute } from '../routing/use-route.js';
import { duration } from '../words/format.js';
import { BodyEditor } from './body-editor.js';

const FIRST = 'beforeSendSingleMsg';

/** A callback to send: `#/send?command=<key>` from its example, `#/send/<id>` as another came. */
export function SendView({ client, instance, route: { id, query } }: ViewProps): JSX.Element {
  const { data, error } = useResource('commands', (signal) =>
    client.get<CommandList>('commands', {}, signal),
  );
  const given = useResource(`given ${id}`, async (signal) =>
    id === '' ? undefined : loadCallback(client, id, signal),
  );
  const wanted = given.data ? findCommand(given.data.command ?? '')?.key : query['command'];
  const commands = data?.commands ?? [];
  const command = commands.find(({ key }) => key === (wanted ?? FIRST)) ?? commands[0];
  return (
    <>
      <div class="view-head">
        <h1>Send</h1>
        <p class="counts">a callback to {instance}, through its real intake, marked as a test</p>
      </div>
      <Failed error={error ?? given.error} />
      {!command && !error && <p class="faint">Loading…</p>}
      {command && !given.loading && (
        <Sender
          key={`${command.key} ${id}`}
          client={client}
          instance={instance}
          commands={commands}
          command={command}
          start={given.data?.raw ?? JSON.stringify(exampleBody(command.command), null, 2)}
        />
      )}
    </>
  );
}

interface SenderProps {
  readonly client: InspectorClient;
  readonly instance: string;
  readonly commands: readonly CommandView[];
  readonly command: CommandView;
  /** The text to begin with. */
  readonly start: string;
}

interface Sent extends SendResult {
  readonly body: string;
}

function Sender({ client, instance, commands, command, start }: SenderProps): JSX.Element {
  const [text, setText] = useState(start);
  const [deliver, setDeliver] = useState(false);
  const [sending, setSending] = useState(false);
  const [sent, setSent] = useState<Sent>();
  const [error, setError] = useState<Error>();

  const send = async (): Promise<void> => {
    setSending(true);
    try {
      const isAfter = command.phase === 'after';
      const result = await client.send({
        instance,
        command: command.command,
        body: text,
        deliver: isAfter && deliver,
      });
      setSent({ ...result, body: text });
      setError(undefined);
    } catch (problem) {
      setError(problem instanceof ApiError ? problem : new Error(String(problem)));
    }
    setSending(false);
  };
  return (
    <form
      class="send"
      aria-label="Callback to send"
      onSubmit={(event) => {
        event.preventDefault();
        void send();
      }}
    >
      <CommandChoice commands={commands} command={command} />
      <BodyEditor fields={command.fields} text={text} onChange={setText} />
      <div class="send-line">
        <button type="submit" class="primary" disabled={sending}>
          {sending ? 'Sending…' : 'Send'}
        </button>
        <button type="button" onClick={() => setText(start)}>
          Start over
        </button>
        {command.phase === 'after' ? (
          <label class="check">
            <input
              type="checkbox"
              checked={deliver}
              onChange={({ currentTarget }) => setDeliver(currentTarget.checked)}
            />
            Store it and deliver it to the listeners
          </label>
        ) : (
          <span class="faint">Its listeners are called: they decide the answer.</span>
        )}
      </div>
      <div aria-live="polite">
        <Failed error={error} />
        {sent && !error && (
          <>
            <p class="sent">
              Answered after {duration(sent.took)}. <a href={hashOf('callback', sent.id)}>Look at it</a>
            </p>
            <Reading command={command.command} body={sent.body} answer={sent.answer} />
          </>
        )}
      </div>
    </form>
  );
}

interface ChoiceProps {
  readonly commands: readonly CommandView[];
  readonly command: CommandView;
}

function CommandChoice({ commands, command }: ChoiceProps): JSX.Element {
  return (
    <div class="command-choice">
      <label>
        <span>Command</span>
        <select
          value={command.key}
          onChange={({ currentTarget }) => replaceRoute(hashOf('send', '', { command: currentTarget.value }))}
        >
          {(['before', 'after'] as const).map((phase) => (
            <optgroup key={phase} label={phase}>
              {commands
                .filter((known) => known.phase === phase)
                .map(({ key }) => (
                  <option key={key} value={key}>
                    {key}
                  </option>
                ))}
            </optgroup>
          ))}
        </select>
      </label>
      <p class="trigger">
        OpenIM sends <code>{command.command}</code> {command.trigger}. <DocsLink docs={command.docs} />
      </p>
    </div>
  );
}
