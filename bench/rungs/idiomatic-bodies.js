import { IsArray, IsInt, IsOptional, IsString } from 'class-validator';
import { workloads } from '../lib/workloads.js';

const text = [IsString()];
const integer = [IsInt()];
const texts = [IsOptional(), IsArray(), IsString({ each: true })];
const integers = [IsOptional(), IsArray(), IsInt({ each: true })];

/** What one writes beside each field of a body: its type. */
const rulesOf = (/** @type {unknown} */ value) => {
  if (Array.isArray(value)) return typeof value[0] === 'number' ? integers : texts;
  if (value === null) return texts;
  return typeof value === 'number' ? integer : text;
};

/**
 * The class that one writes for a callback's body, each field with its class-validator decorators.
 *
 * @param {Record<string, unknown>} example
 */
function bodyClass(example) {
  class CallbackBody {}
  for (const [field, value] of Object.entries(example)) {
    for (const rule of rulesOf(value)) rule(CallbackBody.prototype, field);
  }
  return CallbackBody;
}

const classes = new Map(
  Object.values(workloads).map(({ command, body }) => [command, bodyClass(JSON.parse(body(0).toString()))]),
);

/** @param {string} command */
export function bodyClassOf(command) {
  const CallbackBody = classes.get(command);
  if (!CallbackBody) throw new RangeError(`no class for ${command}`);
  return CallbackBody;
}
