import { Inject, Injectable } from '@nestjs/common';
import { ModulesContainer } from '@nestjs/core';
import { allDefinitions, type Definition } from '../contract/definitions.js';
import type { DeadLetterFilter } from '../delivery/dead-letters.js';
import { webhookUrl } from '../module/boot-log.js';
import { webhooksPlans } from '../module/describe-webhooks.js';
import { knownTo, webhooksYaml } from '../webhooks/webhooks-config.js';
import type {
  CallbackDetail,
  CallbackList,
  CommandList,
  DeadLetterList,
  DeadLetterView,
  InboxView,
  InspectorInfo,
  SetupView,
} from './api.js';
import { Problem } from './http/problem.js';
import { InspectedInstances, partsOf } from './inspected-instances.js';
import type { ResolvedInspectorSettings } from './inspector.options.js';
import { REPLICA, VERSION } from './replica.js';
import { INSPECTOR_SETTINGS } from './tokens.js';
import { CallbackViews } from './views/callback-views.js';
import { commandSetups, commandViews } from './views/command-views.js';
import { letterLine, letterView } from './views/dead-letter-views.js';
import { inboxView } from './views/inbox-view.js';
import { BodyView } from './views/shown-body.js';
import { CallbackKeeper } from './watch/callback-keeper.js';

/** Dead letters in a list. */
const MOST_LETTERS = 200;

/** A command that no before listener names, to find those that observe everything. */
const SOME_BEFORE = allDefinitions().find(({ phase }) => phase === 'before')?.command ?? '';

/** What the inspector knows, as the page asks for it. */
@Injectable()
export class InspectorApi {
  readonly bodies: BodyView;
  readonly views: CallbackViews;
  private readonly docsOf: (definition: Definition) => string;

  constructor(
    @Inject(INSPECTOR_SETTINGS) settings: ResolvedInspectorSettings,
    @Inject(InspectedInstances) readonly instances: InspectedInstances,
    @Inject(CallbackKeeper) readonly keeper: CallbackKeeper,
    @Inject(ModulesContainer) private readonly modules: ModulesContainer,
  ) {
    this.docsOf = ({ key }) => `${settings.docs}/${key}.md`;
    this.bodies = new BodyView(settings.redact);
    this.views = new CallbackViews(REPLICA, this.bodies, this.docsOf);
  }

  info(token: string): InspectorInfo {
    const all = this.instances.all();
    return {
      replica: REPLICA,
      version: VERSION,
      instances: all.map(({ instance: { name, mount }, monitoring }) => ({
        name,
        base: monitoring.served?.base ?? '',
        mount,
      })),
      redacted: this.bodies.redacts,
      token,
      listeners: [...new Set(all.flatMap((each) => partsOf(each).registry.names()))],
    };
  }

  callbacks(): CallbackList {
    return {
      callbacks: this.keeper.all().map((callback) => this.views.summary(callback)),
      seen: this.keeper.seen,
    };
  }

  /** @throws {Problem} when it is not kept */
  callback(id: string): CallbackDetail {
    const callback = this.keeper.find(id);
    if (callback) return this.views.detail(callback);
    throw new Problem(404, 'this process does not keep that callback: it is too old, or another has it');
  }

  inbox(instance: string | undefined): Promise<InboxView> {
    return inboxView(this.instances.named(instance), this.keeper);
  }

  async deadLetters(query: URLSearchParams): Promise<DeadLetterList> {
    const { inbox } = partsOf(this.instances.named(query.get('instance') ?? undefined));
    const limit = Math.min(MOST_LETTERS, Number(query.get('limit') ?? MOST_LETTERS) || MOST_LETTERS);
    const [letters, { deadLetters }] = await Promise.all([
      inbox.deadLetters.list(readFilter(query), limit),
      inbox.state(),
    ]);
    return { letters: letters.map(letterLine), total: deadLetters };
  }

  /** @throws {Problem} when there is no such, or no longer */
  async deadLetter(instance: string | undefined, id: string): Promise<DeadLetterView> {
    const { inbox } = partsOf(this.instances.named(instance));
    const [letter] = await inbox.deadLetters.list({ ids: [id] }, 1);
    if (letter) return letterView(letter, this.bodies);
    throw new Problem(404, 'there is no such dead letter, or no longer');
  }

  /** @param host the name by which the request came, for the url when the option `origin` does not give it */
  setup(name: string | undefined, host: string): SetupView {
    const inspected = this.instances.named(name);
    const { monitoring, settings, instance } = inspected;
    const { registry } = partsOf(inspected);
    const diagnosis = monitoring.diagnosis();
    const plan = webhooksPlans(this.modules).find((each) => each.instance === instance.name);
    const { base = '', needsSecret = false } = monitoring.served ?? {};
    return {
      commands: commandSetups(registry, settings, diagnosis, this.docsOf),
      observers: registry.observing(SOME_BEFORE).map((each) => each.name),
      diagnosis,
      webhooksYaml: webhooksYaml({
        url: webhookUrl(settings.origin ?? `http://${host}`, base, needsSecret),
        callbacks: knownTo('main', plan?.callbacks ?? []),
      }),
    };
  }

  commands(): CommandList {
    return { commands: commandViews(this.docsOf) };
  }
}

function readFilter(query: URLSearchParams): DeadLetterFilter {
  const text = (name: string): string | undefined => query.get(name) || undefined;
  const time = (name: string): number | undefined => {
    const given = text(name);
    if (given === undefined) return undefined;
    const milliseconds = Number(given);
    if (Number.isFinite(milliseconds)) return milliseconds;
    throw new Problem(400, `${name} must be unix milliseconds`);
  };
  const kind = text('kind');
  if (kind !== undefined && kind !== 'undelivered' && kind !== 'unusable')
    throw new Problem(400, "kind must be 'undelivered' or 'unusable'");
  const [command, listener, reason] = [text('command'), text('listener'), text('reason')];
  const [since, until] = [time('since'), time('until')];
  return {
    ...(kind && { kind }),
    ...(command && { command }),
    ...(listener && { listener }),
    ...(reason && { reason }),
    ...(since !== undefined && { since }),
    ...(until !== undefined && { until }),
  };
}
