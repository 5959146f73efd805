const REPLACEMENT = '\ufffd';
const decoder = new TextDecoder('utf-8', { ignoreBOM: true });

/**
 * Decodes bytes as Go reads JSON text: each invalid byte becomes one U+FFFD (JavaScript's own decoders join
 * the bytes of a truncated sequence into one), and a byte order mark is kept.
 */
export function decodeUtf8(bytes: Uint8Array): string {
  const text = decoder.decode(bytes);
  return text.includes(REPLACEMENT) ? decodeByteWise(bytes) : text;
}

function decodeByteWise(bytes: Uint8Array): string {
  const parts: string[] = [];
  let start = 0;
  let position = 0;
  while (position < bytes.length) {
    const width = sequenceWidth(bytes, position);
    if (width === 0) {
      parts.push(decoder.decode(bytes.subarray(start, position)), REPLACEMENT);
      start = position + 1;
    }
    position += Math.max(width, 1);
  }
  parts.push(decoder.decode(bytes.subarray(start)));
  return parts.join('');
}

/** The length of the valid sequence at `position`, 0 when there is none: the table of Go's `unicode/utf8`. */
function sequenceWidth(bytes: Uint8Array, position: number): number {
  const first = byteAt(bytes, position);
  if (first < 0x80) return 1;
  if (first < 0xc2 || first > 0xf4) return 0;
  const width = first < 0xe0 ? 2 : first < 0xf0 ? 3 : 4;
  const second = byteAt(bytes, position + 1);
  if (second < lowestSecond(first) || second > highestSecond(first)) return 0;
  for (let index = 2; index < width; index++) {
    const next = byteAt(bytes, position + index);
    if (next < 0x80 || next > 0xbf) return 0;
  }
  return width;
}

function byteAt(bytes: Uint8Array, position: number): number {
  return bytes[position] ?? 0;
}

// Overlong forms, surrogates and what lies above U+10FFFF show in the second byte.
function lowestSecond(first: number): number {
  return first === 0xe0 ? 0xa0 : first === 0xf0 ? 0x90 : 0x80;
}

function highestSecond(first: number): number {
  return first === 0xed ? 0x9f : first === 0xf4 ? 0x8f : 0xbf;
}
