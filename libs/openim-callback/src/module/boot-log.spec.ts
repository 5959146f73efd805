import { Command } from '../contract/commands.js';
import { allDefinitions } from '../contract/definitions.js';
import { DEFAULT_RETRY } from '../delivery/retry/retry-policy.js';
import { bindListeners } from '../listeners/listener-registry.js';
import type { Subscription } from '../listeners/listener-metadata.js';
import { keysToEnable, webhookUrl } from './boot-log.js';

const registryOf = (...targets: Subscription[]) =>
  bindListeners(
    targets.map((target) => ({
      name: 'T.t',
      method: 'T.t',
      owner: Object,
      metadata: { target, options: {} },
      call: () => undefined,
    })),
    'default',
    { onFailure: 'refuse', retry: DEFAULT_RETRY },
  );
const on = (command: string): Subscription => ({ kind: 'command', command });

describe('the keys to enable', () => {
  it('are those of the commands that somebody listens to, in the order of the table', () => {
    const registry = registryOf(
      on(Command.afterUserOnline),
      on(Command.afterRevokeMsg),
      on(Command.afterUserOnline),
      on(Command.beforeSendSingleMsg),
    );
    expect(keysToEnable(registry)).toEqual(['beforeSendSingleMsg', 'afterRevokeMsg', 'afterUserOnline']);
  });

  it('are all when somebody listens to everything', () => {
    expect(keysToEnable(registryOf({ kind: 'any' }))).toEqual(allDefinitions().map(({ key }) => key));
  });

  it.each([[[]], [[{ kind: 'unknown' } as const]]])('are none for %j', (targets) => {
    expect(keysToEnable(registryOf(...targets))).toEqual([]);
  });
});

describe('the url for webhooks.yml', () => {
  it.each([
    ['http://127.0.0.1:3000', '/cb', false, 'http://127.0.0.1:3000/cb'],
    ['https://im.example.com/', '/api/v1/cb', false, 'https://im.example.com/api/v1/cb'],
    ['http://h//', '/cb', true, 'http://h/cb/<one of access.pathSecrets>'],
  ])('at %s%s (secret: %s) is %s', (origin, base, needsSecret, url) => {
    expect(webhookUrl(origin, base, needsSecret)).toBe(url);
  });
});
