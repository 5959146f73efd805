import { isAlias, isMap, isNode, isScalar, isSeq, visit, type YAMLMap } from 'yaml';
import type { Alias, Document, Node, Pair } from 'yaml';
import { messageOf } from '../command-line.js';

/** More than any webhooks.yml has; Go's YAML reader has a limit too. */
const MAX_ALIASES = 10_000;

/** A mistake with anchors and aliases, over which OpenIM does not start. */
export interface AliasError {
  readonly reason: string;
  readonly node: Node;
}

/**
 * The anchors, aliases and merge keys (`<<`) of a document. OpenIM reads through them; what is changed is given to
 * those who share it as copies of their own first, so that a change is one of one place only.
 */
export class Aliases {
  private readonly targets = new Map<Alias, Node>();
  /** The first mistake; undefined when there is none. */
  readonly error: AliasError | undefined;

  constructor(private readonly document: Document) {
    this.error = this.collect();
  }

  /** What an alias stands for; any other node as it is. */
  resolve(node: unknown): unknown {
    return isAlias(node) ? this.targets.get(node) : node;
  }

  /** Whether an alias stands for the node. */
  isShared(node: unknown): boolean {
    return [...this.targets.values()].some((target) => target === node);
  }

  /** The members of a mapping: its own, and those that it gets by a merge key and does not have itself. */
  membersOf(map: YAMLMap): readonly Pair[] {
    const members: Pair[] = map.items.filter((pair) => !isMergeKey(pair.key));
    const names = new Set(members.map((pair) => nameOf(pair).toLowerCase()));
    for (const pair of this.merged(map).flatMap((source) => this.membersOf(source))) {
      if (!names.has(nameOf(pair).toLowerCase())) members.push(pair);
      names.add(nameOf(pair).toLowerCase());
    }
    return members;
  }

  /** A copy that shares nothing: aliases and merge keys are written out, anchors are gone. */
  copy(node: unknown): unknown {
    const source = this.resolve(node);
    if (!isNode(source)) return source;
    const copy = source.clone() as Node;
    if (!isAlias(copy)) delete copy.anchor;
    // They are about the place that is copied.
    copy.comment = copy.commentBefore = null;
    if (isMap(copy) && isMap(source)) copy.items = this.membersOf(source).map((pair) => this.copyPair(pair));
    if (isSeq(copy) && isSeq(source)) copy.items = source.items.map((item) => this.copy(item));
    return copy;
  }

  /** The same of a member of a mapping. */
  copyPair(pair: Pair): Pair {
    const copy = pair.clone();
    copy.key = this.copy(pair.key);
    copy.value = this.copy(pair.value);
    return copy;
  }

  /** Writes the merge keys of a mapping out. */
  writeOut(map: YAMLMap): void {
    const own = new Set<Pair>(map.items);
    map.items = this.membersOf(map).map((pair) => (own.has(pair) ? pair : this.copyPair(pair)));
  }

  /** Gives all that refer to a node copies of their own, and takes its anchor away. */
  release(node: unknown): void {
    if (!isNode(node) || isAlias(node) || node.anchor === undefined) return;
    const users = [...this.targets].filter(([, target]) => target === node).map(([alias]) => alias);
    visit(this.document, {
      // A mapping that merges the node gets its members, not a mapping under its merge key.
      Map: (_, map) => {
        const merges = map.items.some(
          ({ key, value }) => isMergeKey(key) && isAlias(value) && users.includes(value),
        );
        if (merges) this.writeOut(map);
      },
      Alias: (_, alias) => (users.includes(alias) ? (this.copy(alias) as Node) : undefined),
    });
    for (const user of users) this.targets.delete(user);
    delete node.anchor;
  }

  /** The same for all nodes in a part of the document, before it goes. */
  releaseAll(part: unknown): void {
    if (!isNode(part) || isAlias(part)) return;
    const nodes: Node[] = [];
    visit(part, { Node: (_, node) => void nodes.push(node) });
    for (const node of nodes) this.release(node);
  }

  private merged(map: YAMLMap): readonly YAMLMap[] {
    return map.items
      .filter(({ key }) => isMergeKey(key))
      .flatMap(({ value }) => this.sourcesOf(value))
      .filter((source) => isMap(source));
  }

  private sourcesOf(value: unknown): readonly unknown[] {
    return isSeq(value) ? value.items.map((item) => this.resolve(item)) : [this.resolve(value)];
  }

  private collect(): AliasError | undefined {
    const anchors = new Map<string, Node>();
    let error: AliasError | undefined;
    visit(this.document, {
      Node: (_, node, path) => {
        if (!isAlias(node)) {
          if (node.anchor !== undefined) anchors.set(node.anchor, node);
          return undefined;
        }
        const target = anchors.get(node.source);
        if (target === undefined)
          error = { reason: `there is no anchor &${node.source} before *${node.source}`, node };
        else if (path.includes(target)) error = { reason: `&${node.source} contains itself`, node };
        else this.targets.set(node, target);
        return error === undefined ? undefined : visit.BREAK;
      },
    });
    return error ?? this.wrongMerge() ?? this.excess();
  }

  private wrongMerge(): AliasError | undefined {
    let error: AliasError | undefined;
    visit(this.document, {
      Pair: (_, { key, value }) => {
        if (!isMergeKey(key) || !isNode(key) || this.sourcesOf(value).every((source) => isMap(source)))
          return undefined;
        error = { reason: '<< takes a mapping, or a list of mappings', node: key };
        return visit.BREAK;
      },
    });
    return error;
  }

  // Aliases in aliases in aliases grow without bound.
  private excess(): AliasError | undefined {
    const node = this.document.contents;
    if (node === null || this.targets.size === 0) return undefined;
    try {
      this.document.toJS({ maxAliasCount: MAX_ALIASES });
      return undefined;
    } catch (error) {
      return { reason: messageOf(error), node };
    }
  }
}

/** The key of a member, as text. */
export const nameOf = ({ key }: Pair): string => (isScalar(key) ? String(key.value) : String(key));

/** In quotes it is a key like any other. */
const isMergeKey = (key: unknown): boolean => isScalar(key) && key.value === '<<' && key.type === 'PLAIN';
