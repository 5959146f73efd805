import { dirname, resolve } from 'node:path';
import { isMap, isNode, isScalar, isSeq, LineCounter, parseDocument, type Document, type Pair } from 'yaml';
import { UsageError } from '../command-line.js';
import { Aliases, nameOf } from './aliases.js';
import { Environment, PREFIX, type Variable } from './environment.js';
import type { Place } from './finding.js';
import { isCompose, isDotenv, readText } from './webhooks-source.js';

type Values = Readonly<Record<string, string | undefined>>;

/**
 * The variables for webhooks.yml in a compose file or in one like `.env`.
 *
 * @param shell the variables of the shell, which Compose puts in place of `${...}`, before those of `.env`
 * @throws {UsageError} when the file cannot be read, or is neither
 */
export async function readEnvironment(name: string, shell: Values): Promise<Environment> {
  const text = await readText(name);
  const compose = isCompose(text);
  if (!compose && !isDotenv(text))
    throw new UsageError(
      `${name} is neither a compose file, with services, nor one of variables, NAME=value`,
    );
  const variables = compose ? await readCompose(name, text, shell) : readDotenv(name, text, shell);
  const wanted = variables.filter((each) => each.name.toUpperCase().startsWith(PREFIX));
  if (wanted.length === 0)
    throw new UsageError(
      `${name} has no variables ${PREFIX}...: give --config with the webhooks.yml that OpenIM reads`,
    );
  return new Environment(wanted);
}

function readDotenv(name: string, text: string, shell: Values): readonly Variable[] {
  const variables: Variable[] = [];
  const values: Record<string, string | undefined> = { ...shell };
  for (const [index, line] of text.split(/\r?\n/).entries()) {
    const [, variable, written = ''] = /^\s*(?:export\s+)?([A-Za-z_]\w*)=(.*)$/.exec(line) ?? [];
    if (variable === undefined) continue;
    const value = unquote(written.trim(), values);
    values[variable] = value;
    variables.push({ name: variable, value, place: { file: name, line: index + 1, column: 1 } });
  }
  return variables;
}

/** A value of `.env`: in single quotes as it is, in double quotes with escapes, else up to a comment. */
function unquote(written: string, values: Values): string {
  const single = /^'([^']*)'/.exec(written)?.[1];
  if (single !== undefined) return single;
  const double = /^"((?:[^"\\]|\\.)*)"/.exec(written)?.[1];
  if (double !== undefined) return interpolate(double.replace(/\\(["\\$])/g, '$1'), values);
  return interpolate(written.replace(/(?:^|\s+)#.*$/, ''), values);
}

const VARIABLE = /\$(?:(\$)|([A-Za-z_]\w*)|\{([A-Za-z_]\w*)(?:(:?)([-?+])([^}]*))?\})/g;

/** Puts values in place of `$NAME` and `${NAME:-default}`, as Compose does. */
const interpolate = (text: string, values: Values): string =>
  text.replace(
    VARIABLE,
    (...[, dollar, plain, braced = '', colon, operator, word = '']: readonly (string | undefined)[]) => {
      if (dollar !== undefined) return '$';
      const value = values[plain ?? braced];
      const given = value !== undefined && !(colon === ':' && value === '');
      if (operator === '+') return given ? word : '';
      return given ? value : operator === '-' ? word : '';
    },
  );

async function readCompose(name: string, text: string, shell: Values): Promise<readonly Variable[]> {
  const compose = new ComposeFile(name, text);
  const folder = dirname(name);
  const dotenv = await readText(resolve(folder, '.env')).catch(() => '');
  const values = {
    ...Object.fromEntries(readDotenv('.env', dotenv, {}).map((each) => [each.name, each.value])),
    ...shell,
  };
  const services = compose.services.map(async (service) => {
    const files = await Promise.all(
      compose.filesOf(service).map(async ({ path, required }) => {
        const file = resolve(folder, interpolate(path, values));
        return readDotenv(file, await (required ? readText(file) : readText(file).catch(() => '')), values);
      }),
    );
    // What the service says itself goes before what its files say.
    return new Map(
      [...files.flat(), ...compose.variablesOf(service, values)].map((each) => [each.name, each]),
    );
  });
  const found = (await Promise.all(services))
    .map((variables) => [...variables.values()].filter((each) => each.name.toUpperCase().startsWith(PREFIX)))
    .filter((variables) => variables.length > 0);
  const [first = [], ...others] = found;
  const said = (variables: readonly Variable[]): string =>
    JSON.stringify(variables.map((each) => [each.name, each.value]).sort());
  if (others.some((other) => said(other) !== said(first))) {
    throw new UsageError(
      `${name}: several services have variables ${PREFIX}..., and not the same: give a file with those of one`,
    );
  }
  return first;
}

/** A compose file, with its anchors and merge keys. */
class ComposeFile {
  private readonly lines = new LineCounter();
  private readonly document: Document;
  private readonly aliases: Aliases;

  constructor(
    private readonly name: string,
    text: string,
  ) {
    this.document = parseDocument(text, { lineCounter: this.lines });
    this.aliases = new Aliases(this.document);
    const reason = this.document.errors[0]?.message ?? this.aliases.error?.reason;
    if (reason !== undefined) throw new UsageError(`${name}: ${reason}`);
  }

  get services(): readonly unknown[] {
    return this.membersOf(this.member(this.document.contents, 'services')).map(({ value }) => value);
  }

  /** The names in `env_file`, which is one, a list, or a list of mappings with `path`. */
  filesOf(service: unknown): readonly { readonly path: string; readonly required: boolean }[] {
    const value = this.aliases.resolve(this.member(service, 'env_file'));
    const items: readonly unknown[] = isSeq(value) ? value.items : [value];
    return items.flatMap((item) => {
      const path = this.scalar(item) ?? this.scalar(this.member(item, 'path'));
      const required = this.scalar(this.member(item, 'required')) !== 'false';
      return path === undefined ? [] : [{ path, required }];
    });
  }

  /** What is in `environment`, a mapping or a list; a name without a value gets that of the shell. */
  variablesOf(service: unknown, values: Values): readonly Variable[] {
    const environment = this.aliases.resolve(this.member(service, 'environment'));
    const pairs = isSeq(environment)
      ? environment.items.map((item) => {
          const [variable = '', ...value] = (this.scalar(item) ?? '').split('=');
          return { variable, value: value.length > 0 ? value.join('=') : undefined, node: item };
        })
      : this.membersOf(environment).map((pair) => {
          return { variable: nameOf(pair), value: this.scalar(pair.value), node: pair.key };
        });
    return pairs.flatMap(({ variable, value, node }) => {
      const filled = value === undefined ? values[variable] : interpolate(value, values);
      return filled === undefined ? [] : [{ name: variable, value: filled, place: this.placeOf(node) }];
    });
  }

  private member(node: unknown, key: string): unknown {
    return this.membersOf(node).find((pair) => nameOf(pair) === key)?.value;
  }

  private membersOf(node: unknown): readonly Pair[] {
    const map = this.aliases.resolve(node);
    return isMap(map) ? this.aliases.membersOf(map) : [];
  }

  /** A value as a text; undefined for null and for what is no value. */
  private scalar(node: unknown): string | undefined {
    const scalar = this.aliases.resolve(node);
    if (!isScalar(scalar) || scalar.value === null) return undefined;
    return typeof scalar.value === 'string' ? scalar.value : scalar.source;
  }

  private placeOf(node: unknown): Place {
    const { line, col } = this.lines.linePos(isNode(node) ? (node.range?.[0] ?? 0) : 0);
    return { file: this.name, line, column: col };
  }
}
