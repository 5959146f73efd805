import type { JsonNode } from '../json/json-node.js';
import { DecodeError } from './decode-error.js';

const BASE64 = /^(?:[A-Za-z0-9+/]{4})*(?:[A-Za-z0-9+/]{2}==|[A-Za-z0-9+/]{3}=)?$/;

/**
 * Decodes the string form of a Go `[]byte`: padded standard base64, in which line breaks are skipped.
 *
 * @throws {DecodeError}
 */
export function decodeBase64(node: JsonNode & { kind: 'string' }): number[] {
  const text = node.value.replace(/[\r\n]/g, '');
  if (!BASE64.test(text)) throw new DecodeError('illegal base64 data');
  return [...Buffer.from(text, 'base64')];
}
