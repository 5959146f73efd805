import fc from 'fast-check';
import { AddressList, unmapped } from './address-list.js';

const lists = (entries: string[], address: string): boolean => new AddressList(entries).includes(address);

describe('an address list', () => {
  it.each([
    ['10.0.0.1', '10.0.0.1', true],
    ['10.0.0.1', '10.0.0.2', false],
    ['10.0.0.0/8', '10.255.255.255', true],
    ['10.0.0.0/8', '11.0.0.0', false],
    ['10.1.2.3/8', '10.200.0.1', true],
    ['192.168.1.128/25', '192.168.1.127', false],
    ['192.168.1.128/25', '192.168.1.128', true],
    ['10.0.0.1/32', '10.0.0.1', true],
    ['10.0.0.1/32', '10.0.0.0', false],
    ['0.0.0.0/0', '203.0.113.9', true],
    ['0.0.0.0/0', 'fd00::1', false],
    ['::1', '::1', true],
    ['::1', '0:0:0:0:0:0:0:1', true],
    ['::1', '127.0.0.1', false],
    ['fd00::/8', 'fdff::1', true],
    ['fd00::/8', 'fe00::1', false],
    ['fd00:1234:5678::/47', 'fd00:1234:5679::1', true],
    ['fd00:1234:5678::/47', 'fd00:1234:567a::1', false],
    ['::/0', 'fe80::1', true],
    ['FD00::/8', 'fdAB::1', true],
    ['fe80::/10', 'fe80::1%eth0', true],
  ])('%s against %s: %s', (entry, address, included) => {
    expect(lists([entry], address)).toBe(included);
  });

  it.each([
    ['10.0.0.1', '::ffff:10.0.0.1', true],
    ['10.0.0.1', '::FFFF:10.0.0.1', true],
    ['10.0.0.1', '::ffff:a00:1', true],
    ['10.0.0.0/8', '::ffff:10.9.9.9', true],
    ['10.0.0.0/8', '::ffff:11.0.0.1', false],
    ['::ffff:10.0.0.1', '10.0.0.1', true],
    ['::ffff:10.0.0.1', '::ffff:10.0.0.1', true],
    ['::ffff:10.0.0.1', '10.0.0.2', false],
    ['::ffff:10.0.0.0/104', '10.0.0.1', true],
    ['::ffff:10.0.0.0/104', '11.0.0.1', false],
  ])('%s against %s, mapped into IPv6: %s', (entry, address, included) => {
    expect(lists([entry], address)).toBe(included);
  });

  it('includes what any of its entries includes', () => {
    const entries = ['10.0.0.0/8', '192.168.0.1', 'fd00::/8'];
    expect(['10.1.1.1', '192.168.0.1', 'fd00::9', '192.168.0.2'].map((each) => lists(entries, each))).toEqual(
      [true, true, true, false],
    );
  });

  it.each(['', 'unknown', '10.0.0.1:8080', '10.0.0', '[::1]', '10.0.0.1 ', '_hidden', '256.0.0.1'])(
    'does not include %j, which is no address',
    (address) => {
      expect(lists(['0.0.0.0/0', '::/0'], address)).toBe(false);
    },
  );

  it('is empty without entries', () => {
    expect(lists([], '10.0.0.1')).toBe(false);
  });

  it.each([
    '',
    'localhost',
    '10.0.0.0/33',
    'fd00::/129',
    '10.0.0.0/',
    '10.0.0.0/-1',
    '10.0.0.0/8.5',
    '10.0.0.0/8/8',
    '10.0.0.0/x',
    '/8',
    '10.0.0.*',
  ])('takes no entry %j', (entry) => {
    expect(() => new AddressList(['10.0.0.1', entry])).toThrow(
      new RangeError(`'${entry}' is not an address, a CIDR range or 'unix'`),
    );
  });

  it('includes what begins with the same bits, for any IPv4 range', () => {
    fc.assert(
      fc.property(
        fc.nat(0xffffffff),
        fc.nat(32),
        fc.nat(0xffffffff),
        fc.boolean(),
        (base, bits, other, near) => {
          // Half of the time the other differs in one bit only.
          const address = near ? (base ^ (1 << (other % 32))) >>> 0 : other;
          const same = bits === 0 || base >>> (32 - bits) === address >>> (32 - bits);
          expect(lists([`${dotted(base)}/${bits}`], dotted(address))).toBe(same);
        },
      ),
    );
  });

  it('includes what begins with the same bits, for any IPv6 range', () => {
    const group = fc.nat(0xffff);
    const address = fc.tuple(group, group, group, group, group, group, group, group);
    fc.assert(
      // The first group keeps it off the mapped IPv4 addresses.
      fc.property(address, fc.nat(128), fc.nat(127), (groups, bits, flipped) => {
        const base = [groups[0] | 0x2000, ...groups.slice(1)];
        const other = base.map((value, at) =>
          at === flipped >> 4 ? value ^ (0x8000 >> (flipped & 15)) : value,
        );
        expect(lists([`${hex(base)}/${bits}`], hex(other))).toBe(flipped >= bits);
      }),
    );
  });
});

const dotted = (value: number): string => [24, 16, 8, 0].map((shift) => (value >>> shift) & 0xff).join('.');
const hex = (groups: readonly number[]): string => groups.map((each) => each.toString(16)).join(':');

describe('unmapped', () => {
  it.each([
    ['::ffff:10.0.0.1', '10.0.0.1'],
    ['10.0.0.1', '10.0.0.1'],
    ['::ffff:abcd', '::ffff:abcd'],
    ['fd00::ffff:10.0.0.1', 'fd00::ffff:10.0.0.1'],
    ['unknown', 'unknown'],
  ])('makes %s %s', (address, plain) => {
    expect(unmapped(address)).toBe(plain);
  });
});
