import type { CallbackSummary } from 'nestjs-openim-callback/inspector';
import { UsageError } from '../../command-line.js';
import { resolveCommand } from '../resolve-command.js';

/** What a filter can ask for. */
const NAMES = ['command', 'outcome', 'listener', 'key', 'instance'] as const;
type Name = (typeof NAMES)[number];

type Conditions = Readonly<Partial<Record<Name, string>>>;

/**
 * Makes a filter of `command=afterSingleMsgRead,outcome=failed`, all of which must match.
 *
 * @throws {UsageError} for a name that is none
 */
export function readFilter(text: string | undefined): (callback: CallbackSummary) => boolean {
  const conditions: Conditions = Object.fromEntries(
    (text ?? '').split(',').filter(Boolean).map(readCondition),
  );
  return (callback) =>
    Object.entries(conditions).every(([name, value]) => valuesOf(callback)[name as Name].includes(value));
}

function readCondition(text: string): [Name, string] {
  const at = text.indexOf('=');
  const name = NAMES.find((each) => each === text.slice(0, at));
  const value = text.slice(at + 1);
  if (!name || value === '')
    throw new UsageError(
      `--filter ${JSON.stringify(text)}: give it as <name>=<value>, with ${NAMES.join(', ')}`,
    );
  return [name, name === 'command' ? resolveCommand(value).command : value];
}

const valuesOf = (callback: CallbackSummary): Record<Name, readonly (string | undefined)[]> => ({
  command: [callback.command],
  outcome: [callback.outcome],
  listener: callback.listeners.map(({ listener }) => listener),
  key: [callback.orderingKey],
  instance: [callback.instance],
});
