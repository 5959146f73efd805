/**
 * Runs in a process of its own, since loading an app runs its modules' code: `describe-app.js <file> <export>`
 * sends the app's {@link WebhooksPlan}s to the parent.
 */
import { createRequire } from 'node:module';
import { pathToFileURL } from 'node:url';
import type { AppMessage } from './load-plans.js';

interface Nest {
  readonly NestFactory: {
    createApplicationContext(module: unknown, options: object): Promise<App>;
  };
}

interface App {
  get(token: symbol, options: { readonly strict: boolean }): (app: App) => AppMessage['plans'];
}

/** The library's own token for it; the app's copy is the one that knows the app's classes. */
const DESCRIBE_WEBHOOKS = Symbol.for('nestjs-openim-callback:describe-webhooks');

const [file = '', name = ''] = process.argv.slice(2);

async function describeApp(): Promise<AppMessage> {
  const core = createRequire(file).resolve('@nestjs/core');
  const { NestFactory } = (await import(pathToFileURL(core).href)) as Nest;
  const loaded = (await import(pathToFileURL(file).href)) as Readonly<Record<string, unknown>>;
  const module = loaded[name] ?? (Object(loaded['default']) as Readonly<Record<string, unknown>>)[name];
  if (typeof module !== 'function') {
    const names = Object.keys(loaded).filter((each) => typeof loaded[each] === 'function');
    throw new Error(`it exports no class ${name}; there are: ${names.join(', ') || 'none'}`);
  }
  // Preview: the modules are read, and no provider is made.
  const options = { preview: true, logger: false, abortOnError: false };
  const app = await NestFactory.createApplicationContext(module, options);
  return { plans: describerOf(app)(app) };
}

function describerOf(app: App): ReturnType<App['get']> {
  try {
    return app.get(DESCRIBE_WEBHOOKS, { strict: false });
  } catch (error) {
    throw new Error('it imports no OpenImCallbackModule of this version', { cause: error });
  }
}

const send = (message: AppMessage): void => {
  // What the app's modules have opened would keep the process alive.
  process.send?.(message, () => process.exit());
};

describeApp().then(send, (error: unknown) =>
  send({ error: error instanceof Error ? error.message : String(error) }),
);
