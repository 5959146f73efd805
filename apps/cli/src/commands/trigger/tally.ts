import type { SendResult } from 'openim-sender';
import { codeOf, reasonOf, verdictOf, type Verdict } from './verdict.js';

/** All callbacks of one verdict. */
export interface VerdictGroup {
  readonly verdict: Verdict;
  readonly milliseconds: readonly number[];
  /** Distinct, in the order of their first appearance. */
  readonly codes: readonly number[];
  /** Of the first callback that has one. */
  readonly reason: string | undefined;
}

interface OpenGroup extends VerdictGroup {
  readonly milliseconds: number[];
  readonly codes: number[];
  reason: string | undefined;
}

/** Collects what came of many callbacks. */
export class Tally {
  private readonly byVerdict = new Map<Verdict, OpenGroup>();
  private readonly noteCounts = new Map<string, number>();
  private firstResult: SendResult | undefined;

  add(result: SendResult): void {
    this.firstResult ??= result;
    const { outcome, milliseconds } = result;
    const group = this.groupOf(verdictOf(outcome));
    group.milliseconds.push(milliseconds);
    group.reason ??= reasonOf(outcome);
    const code = codeOf(outcome);
    if (code !== undefined && !group.codes.includes(code)) group.codes.push(code);
    const notes = outcome.kind === 'allowed' ? outcome.notes : [];
    for (const note of notes) this.noteCounts.set(note, (this.noteCounts.get(note) ?? 0) + 1);
  }

  get first(): SendResult | undefined {
    return this.firstResult;
  }

  get count(): number {
    return this.groups.reduce((sum, group) => sum + group.milliseconds.length, 0);
  }

  /** The groups that have callbacks, in the order of their first. */
  get groups(): readonly VerdictGroup[] {
    return [...this.byVerdict.values()];
  }

  /** What OpenIM's readers of the answers may not expect, with how often it came up. */
  get notes(): ReadonlyMap<string, number> {
    return this.noteCounts;
  }

  /** Milliseconds for one callback on average, timeouts included; undefined when nothing was ever answered. */
  get meanMilliseconds(): number | undefined {
    if (this.groups.every(({ verdict }) => verdict === 'no answer')) return undefined;
    const all = this.groups.flatMap(({ milliseconds }) => milliseconds);
    return all.reduce((sum, value) => sum + value, 0) / all.length;
  }

  private groupOf(verdict: Verdict): OpenGroup {
    const group = this.byVerdict.get(verdict) ?? { verdict, milliseconds: [], codes: [], reason: undefined };
    this.byVerdict.set(verdict, group);
    return group;
  }
}
