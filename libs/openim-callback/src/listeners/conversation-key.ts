import { isRecord } from '../contract/records.js';

/** The decoded `?key=` query of a message after callback (open-im-server main). */
export interface ConversationKey {
  /** The key as it arrived: pass it on unchanged to `POST /msg/send_simple_msg?key=...`. */
  readonly raw: string;
  readonly sendID: string;
  /** `''` for group messages. */
  readonly recvID: string;
  /** `''` for single chat messages. */
  readonly groupID: string;
}

/** Decodes `?key=`, base64 of a JSON object; undefined when it is absent or something else. */
export function decodeConversationKey(query: string): ConversationKey | undefined {
  if (!query.includes('key=')) return undefined;
  const raw = new URLSearchParams(query).get('key');
  if (raw === null) return undefined;
  try {
    const key: unknown = JSON.parse(Buffer.from(raw, 'base64').toString('utf8'));
    if (!isRecord(key)) return undefined;
    return { raw, sendID: text(key['sendID']), recvID: text(key['recvID']), groupID: text(key['groupID']) };
  } catch {
    return undefined;
  }
}

const text = (value: unknown): string => (typeof value === 'string' ? value : '');
