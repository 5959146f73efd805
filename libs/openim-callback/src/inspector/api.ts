import type { Phase } from '../contract/definition.js';
import type { DeadLetter, DeadLetterFilter } from '../delivery/dead-letters.js';
import type { InboxState } from '../delivery/inbox.js';
import type { FailureReason } from '../intake/failure.js';
import type { Outcome } from '../intake/intake-parts.js';
import type { DiagnosisReport } from '../operations/diagnosis/diagnosis-report.js';

/*
 * What the inspector's page and `openim-callback watch` read and send, as JSON below the inspector's path. Times are
 * unix milliseconds, durations milliseconds. What is `undefined` here is left out of the JSON.
 */

/** Every answer that is no success: status 400, 403, 404, 409 or 500. */
export interface InspectorProblem {
  /** What is wrong and what to do about it. */
  readonly error: string;
  /** The process that answered: another may know what this one does not. */
  readonly replica: string;
}

/** A module instance that the inspector watches. */
export interface InspectedInstance {
  readonly name: string;
  /** The path at which its callbacks arrive. */
  readonly base: string;
  readonly mount: 'controller' | 'direct';
}

/** `GET api/info` */
export interface InspectorInfo {
  /** The process that answers, `host:pid`. */
  readonly replica: string;
  /** The version of the library. */
  readonly version: string;
  readonly instances: readonly InspectedInstance[];
  /** Whether bodies are hidden, all or in part, by the option `redact`. */
  readonly redacted: boolean;
  /** To be sent as `x-openim-inspector-token` with every POST. */
  readonly token: string;
  /** The names of all listeners. */
  readonly listeners: readonly string[];
}

/** A listener that a callback is for, and how it stands there. */
export interface ListenerStanding {
  readonly listener: string;
  /** `dead` is an after event's dead letter, `failed` a before listener that failed: it is not tried again. */
  readonly state: 'waiting' | 'running' | 'done' | 'retrying' | 'dead' | 'failed';
  /** How often it was tried here. */
  readonly attempts: number;
}

/** One callback, as a line of the live view. */
export interface CallbackSummary {
  readonly id: string;
  readonly replica: string;
  /** The module instance that received it. */
  readonly instance: string;
  /** When it arrived. */
  readonly at: number;
  /** The command as it arrived; undefined when it could not be made out. */
  readonly command: string | undefined;
  readonly phase: Phase | 'unknown';
  /** Who and which conversation, in words: `u1 to u2`, `u1 in group g1`; `''` when nothing is known. */
  readonly subject: string;
  readonly orderingKey: string | undefined;
  readonly operationID: string;
  /** What came of it; `failed` when it got no further than the intake. */
  readonly outcome: Outcome | 'failed';
  /** The code and the text of a refusal, the fields that were changed, what exactly failed; `''` for the others. */
  readonly detail: string;
  /** Why it failed; undefined when it did not. */
  readonly reason: FailureReason | undefined;
  /** From its arrival to its answer. */
  readonly took: number;
  /** The listeners that were called or will be. */
  readonly listeners: readonly ListenerStanding[];
  /** Whether it was sent from the inspector. */
  readonly test: boolean;
}

/** `GET api/callbacks`: those that this process keeps, newest first. */
export interface CallbackList {
  readonly callbacks: readonly CallbackSummary[];
  /** How many it has received since it started. */
  readonly seen: number;
}

/** One try of a listener. */
export interface ListenerAttempt {
  readonly listener: string;
  /** 1 for the first. */
  readonly attempt: number;
  readonly at: number;
  /** Undefined while it runs. */
  readonly took: number | undefined;
  readonly error: { readonly message: string; readonly stack: string | undefined } | undefined;
  /** Until it is tried again; undefined when it is not. */
  readonly retryIn: number | undefined;
}

/** `GET api/callbacks/:id`; 404 with an {@link InspectorProblem} when this process does not keep it, or no longer. */
export interface CallbackDetail extends CallbackSummary {
  readonly remoteAddress: string | undefined;
  /** The request's headers, without those that hold credentials. */
  readonly headers: Readonly<Record<string, string>>;
  /** The URL's query, without its `?`. */
  readonly query: string;
  /** The body as sent; undefined when it is hidden or was not kept. Bytes that are no UTF-8 are written as `\xNN`. */
  readonly raw: string | undefined;
  /** The event as listeners get it; undefined when there is none or it is hidden. */
  readonly event: unknown;
  /** Keys of the body that the event spells otherwise: `{ Seqs: 'seqs' }`. */
  readonly respelled: Readonly<Record<string, string>>;
  /** What `contentOf()` reads from a message; undefined for everything else. */
  readonly content: unknown;
  /** What `textsOf()` reads from a message. */
  readonly texts: { readonly own: readonly string[]; readonly quoted: readonly string[] } | undefined;
  /** The bytes of the answer, as OpenIM gets them. */
  readonly answer: string;
  readonly attempts: readonly ListenerAttempt[];
  /** Of OpenTelemetry, when the callback was traced. */
  readonly traceID: string | undefined;
  /** The address of the command's page in the docs. */
  readonly docs: string | undefined;
}

/** `GET api/live`, server-sent events: each name is the name of an event, its data the JSON. */
export interface LiveEvents {
  /** The first event: whose stream it is. */
  readonly hello: { readonly replica: string };
  /** What has arrived since the last, at most four times a second. */
  readonly callbacks: {
    /** At most 50; a random choice of them when more came. */
    readonly callbacks: readonly CallbackSummary[];
    /** How many came. */
    readonly seen: number;
  };
  /** Callbacks that were sent before, whose listeners have got on. */
  readonly standings: readonly { readonly id: string; readonly listeners: readonly ListenerStanding[] }[];
}

/** A minute of one process. */
export interface MinuteRates {
  /** When the minute began. */
  readonly at: number;
  readonly received: number;
  readonly refused: number;
  readonly failed: number;
  readonly delivered: number;
  readonly retried: number;
  readonly dead: number;
}

/** A listener that failed on an event and will be tried again. */
export interface WaitingRetry {
  readonly eventID: string;
  readonly command: string;
  readonly listener: string;
  readonly attempts: number;
  readonly nextAt: number;
  /** How the last attempt failed; undefined when this process did not make it. */
  readonly error: string | undefined;
}

/** `GET api/inbox?instance=` */
export interface InboxView {
  readonly state: InboxState;
  /** What is waiting in detail; undefined when the inbox cannot tell. */
  readonly backlog:
    | {
        /** How many of the oldest events were looked at; undefined for all. */
        readonly sampled: number | undefined;
        /** Waiting events by ordering key, most first. */
        readonly keys: readonly { readonly key: string; readonly pending: number }[];
        /** Waiting events by listener, most first. */
        readonly listeners: readonly { readonly listener: string; readonly pending: number }[];
        /** Next first. */
        readonly retries: readonly WaitingRetry[];
      }
    | undefined;
  /** Of this process, the last hour, oldest first. */
  readonly rates: readonly MinuteRates[];
}

/** A dead letter; its raw bytes only where one is asked for. */
export interface DeadLetterView extends Omit<DeadLetter, 'raw'> {
  /** Undefined in lists and when bodies are hidden. Bytes that are no UTF-8 are written as `\xNN`. */
  readonly raw: string | undefined;
}

/**
 * `GET api/dead-letters?instance=&kind=&command=&listener=&reason=&since=&until=&limit=`, oldest first;
 * `GET api/dead-letters/:id?instance=` is one {@link DeadLetterView} with its raw bytes.
 */
export interface DeadLetterList {
  readonly letters: readonly DeadLetterView[];
  /** How many there are, of all kinds. */
  readonly total: number;
}

/** `POST api/dead-letters/redrive` and `POST api/dead-letters/purge`, answered by lines of {@link DeadLetterProgress}. */
export interface DeadLetterAction {
  readonly instance: string;
  readonly filter: DeadLetterFilter;
}

/** A line of JSON for each page of dead letters, and a last one with `finished` or `error`. */
export interface DeadLetterProgress {
  /** How many so far. */
  readonly done: number;
  readonly finished?: true;
  readonly error?: string;
}

/** A field of an event, for a form. */
export interface FieldView {
  /** As OpenIM spells it. */
  readonly name: string;
  /** `flags` is an object of booleans, `json` a string that holds a JSON object. */
  readonly type: 'string' | 'integer' | 'boolean' | 'object' | 'flags' | 'json';
  /** Whether it is a list of them. */
  readonly list: boolean;
  /** Whether null means something. */
  readonly nullable: boolean;
  /** The least and the greatest value of an integer, as far as they are limited. */
  readonly minimum?: number;
  readonly maximum?: number;
  /** The fields of an object. */
  readonly fields?: readonly FieldView[];
}

/** A command that OpenIM can send. */
export interface CommandView {
  readonly command: string;
  /** Its key in webhooks.yml. */
  readonly key: string;
  readonly phase: Phase;
  /** The name of the event's class. */
  readonly event: string;
  /** When OpenIM sends it. */
  readonly trigger: string;
  /** The address of its page in the docs. */
  readonly docs: string;
  readonly fields: readonly FieldView[];
}

/** `GET api/commands`: all that the contract knows. */
export interface CommandList {
  readonly commands: readonly CommandView[];
}

/** What one command has to do with the app. */
export interface CommandSetup {
  readonly command: string;
  readonly key: string;
  readonly phase: Phase;
  /** The methods that listen, in the order of their calls, with their options in words; `''` for the defaults. */
  readonly listeners: readonly { readonly name: string; readonly options: string }[];
  /** When it came last; undefined when it has not since the process started, or nobody listens. */
  readonly lastSeen: number | undefined;
  /** How often it came although nobody listens. */
  readonly unheard: number;
  readonly docs: string;
}

/** `GET api/setup?instance=`, of this process since it started. */
export interface SetupView {
  /** Those that are listened to or that came. */
  readonly commands: readonly CommandSetup[];
  /** Methods that listen to every callback, whatever the command. */
  readonly observers: readonly string[];
  readonly diagnosis: DiagnosisReport;
  /** What to copy into webhooks.yml. */
  readonly webhooksYaml: string;
}

/** `POST api/send`: through the intake of an instance, past its access control. */
export interface SendRequest {
  readonly instance: string;
  readonly command: string;
  /** The body's JSON text. */
  readonly body: string;
  /** Whether an after callback is stored and delivered as if OpenIM had sent it. @default false */
  readonly deliver?: boolean;
}

/** What came of it. */
export interface SendResult {
  /** The id of the callback, to look at it. */
  readonly id: string;
  /** The bytes of the answer, as OpenIM would get them. */
  readonly answer: string;
  readonly took: number;
}
