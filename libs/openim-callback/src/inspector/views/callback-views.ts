import { findCommand } from '../../contract/aliases.js';
import type { OpenImEvent } from '../../contract/definition.js';
import type { Definition } from '../../contract/definitions.js';
import { fieldsOf } from '../../contract/field-metadata.js';
import { storableHeaders } from '../../intake/failure.js';
import { toEvent } from '../../intake/read-callback.js';
import { contentOf } from '../../messages/message-parts.js';
import type { MessageLike } from '../../messages/message-source.js';
import { textsOf } from '../../messages/message-texts.js';
import type { CallbackDetail, CallbackSummary } from '../api.js';
import type { KeptCallback } from '../watch/kept-callback.js';
import { ANSWER_FIELDS, type Body, type BodyView } from './shown-body.js';
import { subjectOf } from './subject.js';

/** What of a callback does not change, worked out once. */
type Known = Pick<CallbackSummary, 'subject' | 'orderingKey' | 'detail'>;

/** Makes of kept callbacks what is shown. */
export class CallbackViews {
  private readonly known = new WeakMap<KeptCallback, Known>();

  constructor(
    private readonly replica: string,
    private readonly bodies: BodyView,
    private readonly docsOf: (definition: Definition) => string,
  ) {}

  /** A line of the live view. */
  summary(callback: KeptCallback): CallbackSummary {
    const { id, instance, at, command, operationID, outcome, failure, took, test } = callback.facts;
    const definition = definitionOf(command);
    const known = this.known.get(callback) ?? this.learn(callback);
    return {
      id,
      replica: this.replica,
      instance,
      at,
      command,
      phase: definition?.phase ?? 'unknown',
      ...known,
      operationID,
      outcome,
      reason: failure?.reason,
      took,
      listeners: callback.standings(definition?.phase === 'before'),
      test,
    };
  }

  /** All there is. */
  detail(callback: KeptCallback): CallbackDetail {
    const { command, raw, query, headers = {}, remoteAddress, answer, attempts, trace } = callback.facts;
    const definition = definitionOf(command);
    const { text, body } = raw ? this.bodies.show(raw) : {};
    const event = eventOf(command, body);
    const message = event && isMessage(event) ? event : undefined;
    return {
      ...this.summary(callback),
      remoteAddress,
      headers: storableHeaders(headers),
      query,
      raw: text,
      event,
      respelled: definition && body ? respelled(definition, body) : {},
      content: message && contentOf(message),
      texts: message && textsOf(message),
      answer: this.bodies.answer(answer),
      attempts: attempts.map(({ listener, attempt, at, took, error, retryIn }) => ({
        listener,
        attempt,
        at,
        took,
        error,
        retryIn,
      })),
      traceID: traceIDOf(trace),
      docs: definition && this.docsOf(definition),
    };
  }

  private learn(callback: KeptCallback): Known {
    const { command, raw, failure, outcome, answer } = callback.facts;
    const body = raw && this.bodies.ids(raw);
    const event = eventOf(command, body);
    const known: Known = {
      subject: event ? subjectOf(event) : '',
      orderingKey: event && definitionOf(command)?.orderingKey?.(event),
      detail: failure?.detail ?? detailOf(outcome, answer, body),
    };
    this.known.set(callback, known);
    return known;
  }
}

/** What is known of a command, by whichever of its names. */
export const definitionOf = (command: string | undefined): Definition | undefined =>
  command === undefined ? undefined : findCommand(command)?.definition;

/** What a refusal says, or which fields an answer changes. */
function detailOf(outcome: CallbackSummary['outcome'], answer: Buffer, sent: Body = {}): string {
  if (outcome !== 'refused' && outcome !== 'undecided' && outcome !== 'modified') return '';
  const said = JSON.parse(answer.toString()) as Body;
  if (outcome !== 'modified')
    return [said['errCode'], said['errMsg'], said['errDlt']].filter(Boolean).join(' ');
  return Object.keys(said)
    .filter((name) => !ANSWER_FIELDS.has(name) && JSON.stringify(said[name]) !== JSON.stringify(sent[name]))
    .join(', ');
}

function eventOf(command: string | undefined, body: Body | undefined): OpenImEvent | undefined {
  if (command === undefined || !body) return undefined;
  try {
    return toEvent(command, body);
  } catch {
    return undefined;
  }
}

const isMessage = (event: object): event is MessageLike & OpenImEvent =>
  'content' in event && 'contentType' in event;

/** The keys of a body that its event spells otherwise. */
const respelled = ({ event }: Definition, body: Body): Record<string, string> =>
  Object.fromEntries(
    fieldsOf(event).flatMap(({ name, wire }) => {
      const sent = wire.find((spelling) => Object.hasOwn(body, spelling));
      return sent === undefined || sent === name ? [] : [[sent, name]];
    }),
  );

/** The trace's id in what a propagator has written, whichever that was: 32 hexadecimal digits. */
const traceIDOf = (trace: string | undefined): string | undefined =>
  trace === undefined ? undefined : /(?<![\da-f])[\da-f]{32}(?![\da-f])/.exec(trace)?.[0];
