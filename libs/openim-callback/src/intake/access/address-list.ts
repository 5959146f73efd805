import { BlockList, isIP } from 'node:net';

/** Stands for the other end of a Unix socket, which has no address. */
export const UNIX_SOCKET = 'unix';

/** A list of addresses and CIDR ranges; {@link UNIX_SOCKET} may be on it too. */
export class AddressList {
  private readonly list = new BlockList();
  private unix = false;

  /** @throws {RangeError} for an entry that is neither an address nor a range */
  constructor(entries: readonly string[]) {
    for (const entry of entries) this.add(entry);
  }

  /** Whether an address is on it; IPv4 addresses mapped into IPv6 count as IPv4. */
  includes(address: string): boolean {
    const plain = unmapped(address);
    if (plain === UNIX_SOCKET) return this.unix;
    const family = familyOf(plain);
    return family !== undefined && this.list.check(plain, family);
  }

  private add(entry: string): void {
    if (entry === UNIX_SOCKET) {
      this.unix = true;
      return;
    }
    const [address = '', prefix, ...rest] = entry.split('/');
    const family = familyOf(address);
    const bits = prefix === undefined ? undefined : Number(prefix);
    const most = family === 'ipv4' ? 32 : 128;
    const valid = bits === undefined || (/^\d+$/.test(prefix ?? '') && bits <= most);
    if (!family || !valid || rest.length > 0)
      throw new RangeError(`'${entry}' is not an address, a CIDR range or '${UNIX_SOCKET}'`);
    if (bits === undefined) this.list.addAddress(address, family);
    else this.list.addSubnet(address, bits, family);
  }
}

/** `::ffff:10.0.0.1` is how a dual-stack socket shows an IPv4 peer. */
export const unmapped = (address: string): string =>
  address.startsWith('::') ? address.replace(/^::ffff:(?=\d+\.)/i, '') : address;

function familyOf(address: string): 'ipv4' | 'ipv6' | undefined {
  const version = isIP(address);
  if (version === 0) return undefined;
  return version === 4 ? 'ipv4' : 'ipv6';
}
