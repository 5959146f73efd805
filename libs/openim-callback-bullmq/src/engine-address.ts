import type { BullmqInboxOptions } from './bullmq-inbox.options.js';

/** Where an engine is, for people: no user, no password. */
export function engineAddress({ connection, postgres }: BullmqInboxOptions): string {
  const place: unknown = connection ?? postgres;
  if (typeof place === 'string') return ofUrl(place);
  const { path, host, port, sentinels, connectionString } = Object(place) as Record<string, unknown>;
  if (typeof connectionString === 'string') return ofUrl(connectionString);
  if (typeof path === 'string') return path;
  const [sentinel] = Array.isArray(sentinels) ? (sentinels as readonly unknown[]) : [];
  if (sentinel !== undefined) {
    const { host: at, port: on } = Object(sentinel) as Record<string, unknown>;
    return `sentinel ${hostAndPort(at, on ?? 26379)}`;
  }
  return hostAndPort(host, port ?? (postgres === undefined ? 6379 : 5432));
}

function ofUrl(url: string): string {
  const parsed = URL.canParse(url) ? new URL(url) : undefined;
  return parsed?.host || url.slice(url.lastIndexOf('@') + 1);
}

const hostAndPort = (host: unknown, port: unknown): string =>
  `${typeof host === 'string' ? host : 'localhost'}:${String(port)}`;
