/** Reads the classes of the contract from their TypeScript sources: what the compiled code no longer knows. */
import { readdirSync, readFileSync } from 'node:fs';
import { basename, dirname, join } from 'node:path';
import ts from 'typescript';

/** The Go type that a field decorator of `fields.ts` stands for. */
const GO_TYPES = {
  StringField: 'string',
  JsonObjectTextField: 'string',
  Int32Field: 'int32',
  Uint32Field: 'uint32',
  Int64Field: 'int64',
  BooleanField: 'bool',
  StringListField: '[]string',
  Int64ListField: '[]int64',
  ObjectListField: '[]object',
  ObjectField: 'object',
  BooleanMapField: 'map[string]bool',
};

/** The type of a property that has none of its own, by its first value. */
const INFERRED = {
  [ts.SyntaxKind.StringLiteral]: 'string',
  [ts.SyntaxKind.NumericLiteral]: 'number',
  [ts.SyntaxKind.FalseKeyword]: 'boolean',
};

/**
 * Every class below a folder, by name: documentation, base class, own fields and the folder it is in.
 *
 * @param write what becomes of each paragraph of a doc comment
 */
export function readClasses(folder, write) {
  const files = readdirSync(folder, { recursive: true }).filter(
    (file) => file.endsWith('.ts') && !file.endsWith('.spec.ts'),
  );
  const classes = files.flatMap((file) => {
    const source = ts.createSourceFile(
      file,
      readFileSync(join(folder, file), 'utf8'),
      ts.ScriptTarget.Latest,
      true,
    );
    const family = basename(dirname(file));
    return source.statements.filter(ts.isClassDeclaration).map((node) => ({ family, ...readClass(node, write) }));
  });
  return new Map(classes.map((each) => [each.name, each]));
}

/** A class and those it extends, the base first. */
export function lineage(classes, name) {
  const own = classes.get(name);
  return own === undefined ? [] : [...lineage(classes, own.base), own];
}

/** The fields of a class, inherited ones first. */
export const fieldsOf = (classes, name) => lineage(classes, name).flatMap(({ fields }) => fields);

function readClass(node, write) {
  const base = node.heritageClauses?.[0]?.types[0]?.expression.getText();
  const fields = node.members.filter(ts.isPropertyDeclaration).flatMap((each) => readField(each, write));
  return { name: node.name.text, base, fields, ...documentationOf(node, write) };
}

function readField(node, write) {
  const call = ts.getDecorators(node)?.[0]?.expression;
  const goType = call === undefined ? undefined : GO_TYPES[call.expression.getText()];
  if (goType === undefined) return [];
  const options = call.arguments.find(ts.isObjectLiteralExpression);
  const entries = Object.fromEntries(
    (options?.properties ?? []).map((each) => [each.name.getText(), valueOf(each.initializer)]),
  );
  const name = node.name.getText();
  const holds = call.arguments.find(ts.isArrowFunction)?.body.getText();
  return [
    {
      name,
      goType: goType.replace('object', holds),
      type: node.type?.getText() ?? INFERRED[node.initializer.kind],
      wire: [...new Set([entries.wire ?? [], name].flat())],
      nullable: entries.nullable ?? false,
      optional: entries.optional ?? false,
      holds,
      documentation: documentationOf(node, write).summary.join(' '),
    },
  ];
}

function valueOf(node) {
  if (ts.isArrayLiteralExpression(node)) return node.elements.map(valueOf);
  if (ts.isStringLiteral(node)) return node.text;
  return node.kind === ts.SyntaxKind.TrueKeyword ? true : node.getText();
}

/** The paragraphs of a doc comment: its summary, and those below `@remarks`. */
function documentationOf(node, write) {
  const comment = node.jsDoc?.at(-1);
  const remarks = comment?.tags?.find(({ tagName }) => tagName.text === 'remarks');
  return {
    summary: paragraphs(comment?.comment).map(write),
    remarks: paragraphs(remarks?.comment).map(write),
  };
}

const paragraphs = (comment) =>
  (ts.getTextOfJSDocComment(comment) ?? '')
    .split(/\n\s*\n/)
    .map((paragraph) => paragraph.replace(/\s+/g, ' ').trim())
    .filter((paragraph) => paragraph !== '');
