import type { JSX } from 'preact';
import type { CallbackDetail } from '../api/types.js';
import { JsonView } from '../json/json-view.js';
import type { ViewProps } from '../page-context.js';
import { Badge } from '../parts/badge.js';
import { CopyButton } from '../parts/copy-button.js';
import { DocsLink } from '../parts/docs-link.js';
import { Facts } from '../parts/facts.js';
import { Failed, Notice } from '../parts/notice.js';
import { Panel } from '../parts/panel.js';
import { useResource } from '../parts/use-resource.js';
import { hashOf } from '../routing/route.js';
import { duration, moment, nameOf } from '../words/format.js';
import { OUTCOMES } from '../words/outcomes.js';
import { Attempts } from './attempts.js';
import { loadCallback } from './load-callback.js';
import { Reading } from './reading.js';

/** Listeners may still be at work on it. */
const REFRESH = 2_000;

/** All that is known of one callback. */
export function CallbackView({ client, route: { id } }: ViewProps): JSX.Element {
  const { data: callback, error } = useResource(id, (signal) => loadCallback(client, id, signal), REFRESH);
  return (
    <>
      <p class="crumbs">
        <a href={hashOf('live')}>← Live</a>
      </p>
      {callback ? <Callback callback={callback} /> : <h1>One callback</h1>}
      {!callback && error?.status === 404 ? (
        <div role="alert">
          <Notice tone="warn" title="This callback is not kept any more">
            <p>The app keeps the last callbacks in memory, within bounds, until it ends.</p>
          </Notice>
        </div>
      ) : (
        <Failed error={callback ? undefined : error} />
      )}
      {!callback && !error && <p class="faint">Loading…</p>}
    </>
  );
}

function Callback({ callback }: { readonly callback: CallbackDetail }): JSX.Element {
  const { command, phase, subject, outcome, detail, reason, test, docs } = callback;
  return (
    <>
      <div class="view-head">
        <h1>{nameOf(command)}</h1>
        <Badge sign={OUTCOMES[outcome]} />
        <span class="tag">{phase}</span>
        {test && <span class="tag">test</span>}
        <div class="buttons">
          {callback.raw !== undefined && command !== undefined && (
            <a class="button" href={hashOf('send', callback.id)}>
              Edit and send
            </a>
          )}
        </div>
      </div>
      {(reason ?? detail) !== '' && <p class="lead">{[reason, detail].filter(Boolean).join(': ')}</p>}
      <Facts
        facts={[
          ['Who and where', subject],
          ['Arrived', moment(callback.at)],
          ['Answered after', duration(callback.took)],
          ['Operation', <code key="operation">{callback.operationID || '–'}</code>],
          ['Ordering key', callback.orderingKey && <code>{callback.orderingKey}</code>],
          ['From', callback.remoteAddress],
          ['Replica', callback.replica],
          [
            'Trace',
            callback.traceID && (
              <span class="copied">
                <code>{callback.traceID}</code>
                <CopyButton text={callback.traceID} what="the trace id" />
              </span>
            ),
          ],
          ['Docs', docs && <DocsLink docs={docs} />],
          ['Wire name', <code key="command">{command ?? 'unknown'}</code>],
        ]}
      />
      <Reading command={command} body={callback.raw} answer={callback.answer} />
      <Attempts callback={callback} />
      <Bodies callback={callback} />
      <Message callback={callback} />
      <Request callback={callback} />
    </>
  );
}

function Bodies({ callback: { raw, event, respelled } }: { readonly callback: CallbackDetail }): JSX.Element {
  const spellings = Object.entries(respelled);
  const there = Object.fromEntries(spellings.map(([wire, name]) => [wire, `${name} in the event`]));
  const here = Object.fromEntries(spellings.map(([wire, name]) => [name, `${wire} in the body`]));
  return (
    <div class="side-by-side">
      <Panel title="Body as sent" aside={raw !== undefined && <CopyButton text={raw} what="the body" />}>
        {raw === undefined ? (
          <p class="faint">Hidden by the app, or too large to be kept.</p>
        ) : (
          <JsonView label="Body as sent" text={raw} marks={there} />
        )}
      </Panel>
      <Panel title="Event for listeners">
        {event === undefined ? (
          <p class="faint">There is none: the body was not read, or the app hides it.</p>
        ) : (
          <JsonView label="Event for listeners" text={JSON.stringify(event)} marks={here} />
        )}
        {spellings.length > 0 && (
          <p class="hint">
            Marked keys are spelled otherwise by OpenIM:{' '}
            {spellings.map(([wire, name]) => `${wire} is ${name}`).join(', ')}.
          </p>
        )}
      </Panel>
    </div>
  );
}

function Message({
  callback: { content, texts },
}: {
  readonly callback: CallbackDetail;
}): JSX.Element | null {
  if (content === undefined && texts === undefined) return null;
  return (
    <Panel title="What the message says">
      {texts?.own.map((text, index) => (
        <blockquote key={index}>{text}</blockquote>
      ))}
      {texts?.quoted.map((text, index) => (
        <blockquote key={`quoted ${index}`} class="quoted">
          <span class="faint">quoted: </span>
          {text}
        </blockquote>
      ))}
      {content !== undefined && <JsonView label="Content of the message" text={JSON.stringify(content)} />}
    </Panel>
  );
}

function Request({ callback: { headers, query } }: { readonly callback: CallbackDetail }): JSX.Element {
  return (
    <Panel title="Request">
      <Facts
        facts={[
          ...(query === '' ? [] : [['query', <code key="query">{query}</code>] as const]),
          ...Object.entries(headers).map(([name, value]) => [name, <code key={name}>{value}</code>] as const),
        ]}
      />
    </Panel>
  );
}
