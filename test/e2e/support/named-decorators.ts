import * as library from 'nestjs-openim-callback';
import type { Allow, CallbackContext, FailurePolicy, OpenImEvent, Refuse } from 'nestjs-openim-callback';
import type { CommandKey } from 'nestjs-openim-callback/contract';

/** What the listeners of these tests do; those that modify are written out where they are tested. */
export type Behaviour = (
  event: OpenImEvent,
  context: CallbackContext,
) => Allow | Refuse | undefined | Promise<Allow | Refuse | undefined>;

type NamedDecorator = (options?: {
  readonly onFailure?: FailurePolicy;
  readonly order?: number;
}) => (target: object, key: string, descriptor: TypedPropertyDescriptor<Behaviour>) => void;

const exported: ReadonlyMap<string, unknown> = new Map(Object.entries(library));

/** The decorator that is named after a command: `On...` for after, `Before...` for before. */
function namedDecorator(key: CommandKey): NamedDecorator {
  const name = key.startsWith('before') ? `B${key.slice(1)}` : `On${key.slice('after'.length)}`;
  const decorator = exported.get(name);
  if (typeof decorator !== 'function') throw new Error(`there is no decorator ${name}`);
  return decorator as NamedDecorator;
}

let classes = 0;

/** A provider class with one decorated method for each behaviour. */
export function listenerClass(
  behaviours: Partial<Readonly<Record<CommandKey, Behaviour>>>,
  onFailure?: FailurePolicy,
): new () => object {
  class Listeners {}
  // The library tells listeners apart by their names.
  Object.defineProperty(Listeners, 'name', { value: `Listeners${++classes}` });
  for (const [name, behave] of Object.entries(behaviours)) {
    const descriptor: TypedPropertyDescriptor<Behaviour> = {
      value: (...args) => behave(...args),
      configurable: true,
    };
    Object.defineProperty(Listeners.prototype, name, descriptor);
    namedDecorator(name as CommandKey)(onFailure && { onFailure })(Listeners.prototype, name, descriptor);
  }
  return Listeners;
}
