import type { JsonMember, JsonNode } from './json-node.js';
import { JsonSyntaxError } from './json-node.js';
import { JsonScanner } from './json-scanner.js';
import { decodeUtf8 } from './utf8.js';

/** Go's `encoding/json` stops at this depth of lists and objects. */
const MAX_DEPTH = 10_000;

type Container =
  | { readonly kind: 'array'; readonly items: JsonNode[] }
  | { readonly kind: 'object'; readonly members: JsonMember[]; name: string };

/**
 * Reads one JSON document with exactly the syntax Go's `encoding/json` accepts: no byte order mark, nothing
 * after the document but white space, at most 10,000 levels, control characters in strings refused, invalid
 * UTF-8 in strings accepted as U+FFFD.
 *
 * It keeps its own stack: 10,000 levels would be too deep for recursion.
 *
 * @throws {JsonSyntaxError}
 */
export function readJson(bytes: Uint8Array): JsonNode {
  const scanner = new JsonScanner(decodeUtf8(bytes));
  const open: Container[] = [];
  for (;;) {
    let value = readLeafOrOpen(scanner, open);
    while (value !== undefined) {
      const parent = open.at(-1);
      if (parent === undefined) {
        if (scanner.peek() !== '') scanner.fail('after top-level value');
        return value;
      }
      add(parent, value);
      value = closeOrContinue(scanner, open, parent);
    }
  }
}

/** Reads a whole leaf or empty container; a container with content is opened instead, giving undefined. */
function readLeafOrOpen(scanner: JsonScanner, open: Container[]): JsonNode | undefined {
  switch (scanner.peek()) {
    case '{':
      return openObject(scanner, open);
    case '[':
      return openArray(scanner, open);
    case '"':
      return { kind: 'string', value: scanner.string() };
    case 't':
      scanner.word('true');
      return { kind: 'boolean', value: true };
    case 'f':
      scanner.word('false');
      return { kind: 'boolean', value: false };
    case 'n':
      scanner.word('null');
      return { kind: 'null' };
    default:
      if (!/[-0-9]/.test(scanner.peek())) scanner.fail('looking for beginning of value');
      return { kind: 'number', text: scanner.number() };
  }
}

function openObject(scanner: JsonScanner, open: Container[]): JsonNode | undefined {
  checkDepth(open);
  scanner.accept('{');
  if (scanner.accept('}')) return { kind: 'object', members: [] };
  open.push({ kind: 'object', members: [], name: readName(scanner) });
  return undefined;
}

function openArray(scanner: JsonScanner, open: Container[]): JsonNode | undefined {
  checkDepth(open);
  scanner.accept('[');
  if (scanner.accept(']')) return { kind: 'array', items: [] };
  open.push({ kind: 'array', items: [] });
  return undefined;
}

/** After a value: the closed container, or undefined when another value follows. */
function closeOrContinue(scanner: JsonScanner, open: Container[], parent: Container): JsonNode | undefined {
  if (parent.kind === 'array') {
    if (scanner.accept(',')) return undefined;
    scanner.expect(']', 'after array element');
  } else {
    if (scanner.accept(',')) {
      parent.name = readName(scanner);
      return undefined;
    }
    scanner.expect('}', 'after object key:value pair');
  }
  open.pop();
  return parent.kind === 'array' ? parent : { kind: 'object', members: parent.members };
}

function add(parent: Container, value: JsonNode): void {
  if (parent.kind === 'array') parent.items.push(value);
  else parent.members.push([parent.name, value]);
}

function readName(scanner: JsonScanner): string {
  if (scanner.peek() !== '"') scanner.fail('looking for beginning of object key string');
  const name = scanner.string();
  scanner.expect(':', 'after object key');
  return name;
}

function checkDepth(open: readonly Container[]): void {
  if (open.length >= MAX_DEPTH) throw new JsonSyntaxError('exceeded max depth');
}
