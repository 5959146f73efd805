import type { StorePlace } from '../bullmq/connect-store.js';

/** Where a store is, for people: no user, no password. */
export function storeAddress({ connection, postgres }: StorePlace): string {
  const place: unknown = connection ?? postgres;
  if (typeof place === 'string') return ofUrl(place);
  const given = Object(place) as Record<string, unknown>;
  // A client of ioredis has them as its options.
  const options: unknown = 'duplicate' in given ? given['options'] : given;
  const { path, host, port, sentinels, connectionString, url } = Object(options) as Record<string, unknown>;
  const whole = connectionString ?? url;
  if (typeof whole === 'string') return ofUrl(whole);
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
