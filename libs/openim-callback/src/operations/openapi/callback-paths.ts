import { findDefinition, type Definition } from '../../contract/definitions.js';
import { classSchema, type Schema } from './class-schema.js';

/** What a module instance serves. */
export interface ServedCallbacks {
  /** The path at which callbacks arrive. */
  readonly base: string;
  /** Whether a secret comes between the path and the command. */
  readonly needsSecret: boolean;
  /** The commands that somebody listens to, in wire names. */
  readonly commands: readonly string[];
}

/** What every answer has; OpenIM goes on unless `nextCode` is 1 while `actionCode` is 0. */
const ANSWER: Schema = {
  type: 'object',
  required: ['actionCode', 'errCode', 'errMsg', 'errDlt', 'nextCode'],
  properties: {
    actionCode: { type: 'integer', enum: [0] },
    errCode: { type: 'integer', description: '0, or what the user is refused with' },
    errMsg: { type: 'string', description: 'shown to the user who is refused' },
    errDlt: { type: 'string' },
    nextCode: { type: 'integer', enum: [0, 1], description: '1 refuses' },
  },
};

/** The paths at which a module instance receives callbacks, one for each command that has a listener. */
export function callbackPaths({ base, needsSecret, commands }: ServedCallbacks): Record<string, Schema> {
  const definitions = commands.map(findDefinition).filter((each) => each !== undefined);
  return Object.fromEntries(
    definitions.map((definition) => [
      `${base}${needsSecret ? '/{secret}' : ''}/${definition.command}`,
      {
        ...(needsSecret ? { parameters: [SECRET] } : {}),
        post: operationOf(definition),
      },
    ]),
  );
}

/** The schemas that the paths refer to. */
export function callbackSchemas({ commands }: ServedCallbacks): Record<string, Schema> {
  const definitions = commands.map(findDefinition).filter((each) => each !== undefined);
  return Object.fromEntries([
    ['OpenImCallbackAnswer', ANSWER],
    ...definitions.flatMap((definition) => schemasOf(definition)),
  ]);
}

const SECRET: Schema = { name: 'secret', in: 'path', required: true, schema: { type: 'string' } };

const ref = (name: string): Schema => ({ $ref: `#/components/schemas/${name}` });

const json = (schema: Schema): Schema => ({ content: { 'application/json': { schema } } });

const operationOf = (definition: Definition): Schema => ({
  operationId: definition.key,
  tags: ['OpenIM callbacks'],
  summary: definition.trigger,
  requestBody: { required: true, ...json(ref(definition.event.name)) },
  responses: {
    200: {
      description: definition.phase === 'before' ? 'what the listeners decided' : 'accepted, or why not',
      ...json(ref(definition.phase === 'before' ? definition.reply.name : 'OpenImCallbackAnswer')),
    },
  },
});

function schemasOf(definition: Definition): [string, Schema][] {
  const { command, event, phase } = definition;
  const schema = classSchema(event);
  const properties = {
    callbackCommand: { type: 'string', enum: [command] },
    ...(schema['properties'] as Schema),
  };
  const request: [string, Schema] = [event.name, { ...schema, required: ['callbackCommand'], properties }];
  if (phase === 'after') return [request];
  return [
    request,
    [definition.reply.name, { allOf: [ref('OpenImCallbackAnswer'), classSchema(definition.reply)] }],
  ];
}
