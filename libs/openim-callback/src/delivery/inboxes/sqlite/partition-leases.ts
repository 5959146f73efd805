import { heartbeat, leave, release, releaseDead, selectMembers } from './lease-statements.js';
import type { PartitionTable } from './partition-table.js';
import type { Transact } from './sqlite-dead-letters.js';

/** Milliseconds on a clock that all processes of the machine share and nobody can set. */
export const monotonicNow = (): number => Number(process.hrtime.bigint() / 1_000_000n);

/** What the leases works with. */
export interface PartitionLeasesParts {
  readonly owner: () => string;
  readonly table: PartitionTable;
  readonly write: Transact;
  /** Milliseconds a lease lasts. */
  readonly lease: number;
  readonly now: () => number;
  /** Whether another process on the file has surely ended, so that its lease need not be waited for. */
  readonly hasEnded: (owner: string) => boolean;
}

/** Keeps this process's share of the partitions by giving signs of life. */
export class PartitionLeases {
  private validUntil = 0;

  constructor(private readonly parts: PartitionLeasesParts) {}

  /** Whether the leases still hold: nobody else can have taken the partitions. */
  get isValid(): boolean {
    return this.parts.now() < this.validUntil;
  }

  /** Gives a sign of life, takes free partitions, gives back what is beyond the share. */
  async renew(): Promise<void> {
    const { owner, table, write, lease, now, hasEnded } = this.parts;
    const id = owner();
    const [members = []] = await write([selectMembers]);
    const ended = members.map((member) => String(member['id'])).filter(hasEnded);
    const asked = now();
    const given = table.released();
    const statements = [
      ...ended.flatMap(releaseDead),
      ...(given.length > 0 ? [release(id, given)] : []),
      ...heartbeat({ id, now: asked, lease }),
    ];
    const rows = await write(statements);
    const owned = rows.at(-2) ?? [];
    const byPartition = (column: string): ReadonlyMap<number, number> =>
      new Map(owned.map((row) => [Number(row['partition']), Number(row[column])]));
    // Counted from before the question: the file may have been slow to answer.
    this.validUntil = asked + lease;
    table.update(byPartition('epoch'), Number(rows.at(-1)?.[0]?.['share'] ?? 0), byPartition('suspect'));
  }

  /** Gives everything back. */
  async leave(): Promise<void> {
    this.validUntil = 0;
    await this.parts.write(leave(this.parts.owner()));
  }
}
