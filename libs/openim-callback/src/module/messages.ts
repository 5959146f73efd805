import type { Mount } from '../openim-callback.options.js';

/** What the log of a module instance says; Nest puts `[OpenImCallback]` in front. */
export const messages = {
  keepAlive: (milliseconds: number): string =>
    `The server keeps idle connections ${milliseconds === 0 ? 'for ever' : `for ${milliseconds} ms`}, ` +
    'since OpenIM loses callbacks that meet their closing',
  keys: (keys: readonly string[]): string =>
    keys.length === 0
      ? 'No listener found: decorate a method, @OnSingleMsgRead() for example, of a provider'
      : `Enable in webhooks.yml: ${keys.join(', ')}`,
  filters: (filters: readonly string[]): string =>
    `Listeners that do not want everything: ${filters.join('; ')}`,
  batches: (batches: readonly string[]): string =>
    `Listeners that take events together: ${batches.join('; ')}`,
  joined: (names: readonly string[], keys: readonly string[]): string =>
    `Listeners of a module that was loaded lazily have joined: ${names.join(', ')}. ` +
    `Enable in webhooks.yml: ${keys.join(', ')}`,
  lazyInstance: (name: string): string =>
    `the module instance '${name}' was loaded lazily, so that nothing starts it: import its ` +
    'OpenImCallbackModule.forRoot() in a module of the app, and load only listeners lazily',
  receiving: (mount: Mount, url: string): string =>
    `Receiving callbacks (${mount} mount). In webhooks.yml: url: ${url}`,
  inFront:
    'Callbacks are answered in front of the router, since nothing of the app is on their way; ' +
    'with { answerInFront: false } they go through it',
  throughApp: (met: readonly string[]): string =>
    `Callbacks go through the app, since they meet ${met.join(', ')}; a mount: 'direct' would be faster`,
  noShutdownHooks:
    'Nothing ends this app in order: call app.enableShutdownHooks(), or a deploy cuts listeners off in the ' +
    'middle, and what a memory inbox holds is lost',
  notServing:
    'This app serves no requests: an inbox that other processes share delivers nothing here, unless it has ' +
    "{ role: 'both' } or { role: 'deliver' }",
  notBootstrapped: 'attach() needs an app that has started: call it after app.init() or app.listen()',
  unixSocket:
    'The server listens on a Unix socket, whose other end has no address: access.allow turns every callback down. ' +
    "Put 'unix' on access.trustedProxies for a proxy that tells the sender's address, or on access.allow",
  undelivered: (count: number): string =>
    `shut down: ${count} accepted events were only in memory and are lost`,
  /** The detail of a callback that came to another path. */
  wrongPath: (base: string): string =>
    `it came to another path than ${base} and got a 404, which OpenIM takes for permission: correct url in webhooks.yml`,
} as const;
