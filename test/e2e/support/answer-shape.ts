import { findCommand, interpretReply, type Outcome } from 'openim-sender';

const REPEATING = ['beforeSetGroupInfo', 'beforeSetGroupInfoEx'];
const COMMON = ['actionCode', 'errCode', 'errMsg', 'errDlt', 'nextCode'] as const;

/**
 * Checks that a text is an answer as OpenIM defines it and nothing more: an object with the five common fields
 * of their types, and beside them only fields that an answer to the command has, or that it repeats.
 *
 * @param request the body that it answers; what OpenIM takes from the answer in any case is repeated, known or not
 * @returns what is wrong with it, undefined when nothing is
 */
export function whyNotAnswer(text: string, command?: string, request: unknown = {}): string | undefined {
  const parsed = parse(text);
  if (parsed === undefined) return `not a JSON object: ${JSON.stringify(text.slice(0, 200))}`;
  const { key = '', reply = {} } = findCommand(command ?? '') ?? {};
  const own = [...Object.keys(reply), ...(REPEATING.includes(key) ? Object.keys(Object(request)) : [])];
  const names = Object.keys(parsed);
  const missing = COMMON.filter((name) => !names.includes(name));
  const foreign = names.filter((name) => !([...COMMON, ...own] as string[]).includes(name));
  const wrong = COMMON.filter((name) => !isOfItsType(name, parsed[name]));
  if (missing.length + foreign.length + wrong.length > 0) {
    return `missing [${String(missing)}], foreign [${String(foreign)}], of a wrong type [${String(wrong)}]: ${text}`;
  }
  const outcome = interpretReply(command ?? '', {}, text);
  return outcome.kind === 'refused' && outcome.reason === 'data' ? outcome.detail : undefined;
}

/** What an answer means to OpenIM, after it was checked with {@link whyNotAnswer}. */
export function meaningOf(
  text: string,
  command: string,
  body: unknown = {},
): Outcome['kind'] | 'accepted' | 'not accepted' {
  const problem = whyNotAnswer(text, command);
  if (problem !== undefined) throw new Error(problem);
  const outcome = interpretReply(command, body, text);
  if (outcome.kind !== 'reported') return outcome.kind;
  return parse(text)?.['nextCode'] === 0 ? 'accepted' : 'not accepted';
}

function parse(text: string): Readonly<Record<string, unknown>> | undefined {
  try {
    const value: unknown = JSON.parse(text);
    return typeof value === 'object' && value !== null && !Array.isArray(value)
      ? Object.fromEntries(Object.entries(value))
      : undefined;
  } catch {
    return undefined;
  }
}

function isOfItsType(name: string, value: unknown): boolean {
  if (name.endsWith('Code')) return Number.isInteger(value) && Math.abs(Number(value)) <= 2 ** 31 - 1;
  return typeof value === 'string';
}
