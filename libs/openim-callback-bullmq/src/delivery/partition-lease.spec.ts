import { eventually } from '../../../../test/support/inbox-suite.js';
import { PartitionLease } from './partition-lease.js';

describe('PartitionLease', () => {
  const leaseOf = (extend: () => Promise<boolean>, age = 0) => {
    let lost = 0;
    const lease = new PartitionLease({ duration: 60, age, extend, onLost: () => lost++ });
    return { lease, lost: () => lost };
  };

  it('holds as long as it is extended', async () => {
    let extended = 0;
    const { lease, lost } = leaseOf(() => Promise.resolve(++extended > 0));
    // A busy machine may be late with one extension; the next makes the lease valid again.
    await eventually(() => {
      expect(extended).toBeGreaterThan(6);
      expect([lease.isValid, lost()]).toEqual([true, 0]);
    });
    lease.stop();
  });

  it('runs out when the store is away, and holds again when that proves that nobody else had it', async () => {
    let isAway = true;
    const { lease, lost } = leaseOf(() =>
      isAway ? Promise.reject(new Error('away')) : Promise.resolve(true),
    );
    await eventually(() => expect(lease.isValid).toBe(false));
    isAway = false;
    await eventually(() => expect(lease.isValid).toBe(true));
    expect(lost()).toBe(0);
    lease.stop();
  });

  it('is lost once when somebody else has it', async () => {
    const { lease, lost } = leaseOf(() => Promise.resolve(false));
    await eventually(() => expect(lost()).toBe(1));
    expect(lease.isValid).toBe(false);
  });

  it('counts from when the lease was given', () => {
    const { lease } = leaseOf(() => Promise.resolve(true), 60);
    expect(lease.isValid).toBe(false);
    lease.stop();
  });
});
