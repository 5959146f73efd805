import { isRecord } from '../../contract/records.js';
import { allDefinitions, type Definition } from '../../contract/definitions.js';
import type { BoundListener } from '../../listeners/bound-listener.js';
import type { ListenerRegistry } from '../../listeners/listener-registry.js';
import { classSchema, type Schema } from '../../operations/openapi/class-schema.js';
import type { DiagnosisReport } from '../../operations/diagnosis/diagnosis-report.js';
import type { ResolvedSettings } from '../../module/resolve-settings.js';
import type { CommandSetup, CommandView, FieldView } from '../api.js';

/** Gives the address of a command's page in the docs. */
export type DocsOf = (definition: Definition) => string;

/** All commands of the contract, with their fields. */
export const commandViews = (docsOf: DocsOf): CommandView[] =>
  allDefinitions().map((definition) => ({
    command: definition.command,
    key: definition.key,
    phase: definition.phase,
    event: definition.event.name,
    trigger: definition.trigger,
    docs: docsOf(definition),
    fields: fieldsIn(classSchema(definition.event)).filter(({ name }) => name !== 'callbackCommand'),
  }));

const fieldsIn = ({ properties }: Schema): FieldView[] =>
  isRecord(properties)
    ? Object.entries(properties).flatMap(([name, schema]) =>
        isRecord(schema) ? [fieldOf(name, schema)] : [],
      )
    : [];

function fieldOf(name: string, schema: Schema): FieldView {
  const { items } = schema;
  const list = isRecord(items);
  const value: Schema = list ? items : schema;
  const { minimum, maximum } = value;
  const type = typeOf(value);
  return {
    name,
    type,
    list,
    // Of a list null means an empty one.
    nullable: !list && schema['nullable'] === true,
    ...(typeof minimum === 'number' && { minimum }),
    ...(typeof maximum === 'number' && { maximum }),
    ...(type === 'object' && { fields: fieldsIn(value) }),
  };
}

function typeOf({ type, properties, description }: Schema): FieldView['type'] {
  if (type === 'object') return properties === undefined ? 'flags' : 'object';
  if (type === 'integer' || type === 'boolean') return type;
  return description === undefined ? 'string' : 'json';
}

/** The commands that are listened to or that came, with what the app does about each. */
export function commandSetups(
  registry: ListenerRegistry,
  settings: Pick<ResolvedSettings, 'onFailure' | 'retry'>,
  { lastSeen, unheard }: Pick<DiagnosisReport, 'lastSeen' | 'unheard'>,
  docsOf: DocsOf,
): CommandSetup[] {
  const named = new Set(registry.named());
  return allDefinitions()
    .filter(({ command }) => named.has(command) || unheard[command] !== undefined)
    .map((definition) => ({
      command: definition.command,
      key: definition.key,
      phase: definition.phase,
      listeners: registry
        .deciding(definition.command)
        .map((listener) => ({ name: listener.name, options: optionsOf(listener, definition, settings) })),
      lastSeen: lastSeen[definition.command],
      unheard: unheard[definition.command] ?? 0,
      docs: docsOf(definition),
    }));
}

/** The options of a listener that are not the defaults, in words. */
function optionsOf(
  { order, onFailure, retry, filter }: BoundListener,
  { phase }: Definition,
  defaults: Pick<ResolvedSettings, 'onFailure' | 'retry'>,
): string {
  const other = Object.entries(retry).flatMap(([name, value]) =>
    value === Object.entries(defaults.retry).find(([each]) => each === name)?.[1] ? [] : [`${name} ${value}`],
  );
  return [
    ...(order === 0 ? [] : [`order ${order}`]),
    ...(filter ? [`where ${filter.text}`] : []),
    ...(phase === 'before' && onFailure !== defaults.onFailure ? [`onFailure '${onFailure}'`] : []),
    ...(phase === 'after' && other.length > 0 ? [`retry: ${other.join(', ')}`] : []),
  ].join('; ');
}
