const WIDTH = 16;

/** The first bytes as hexadecimal numbers and as ASCII, 16 a line, and how many more there are. */
export function hexDump(bytes: Buffer, limit = 256): string {
  const lines: string[] = [];
  for (let offset = 0; offset < Math.min(bytes.length, limit); offset += WIDTH) {
    lines.push(dumpLine(offset, bytes.subarray(offset, Math.min(offset + WIDTH, limit))));
  }
  if (bytes.length > limit) lines.push(`... (${bytes.length - limit} more bytes)`);
  return lines.join('\n');
}

function dumpLine(offset: number, bytes: Buffer): string {
  const hex = Array.from(bytes, (byte) => byte.toString(16).padStart(2, '0')).join(' ');
  const ascii = Array.from(bytes, (byte) => (byte >= 0x20 && byte < 0x7f ? String.fromCharCode(byte) : '.'));
  return `${offset.toString(16).padStart(8, '0')}  ${hex.padEnd(WIDTH * 3 - 1)}  |${ascii.join('')}|`;
}
