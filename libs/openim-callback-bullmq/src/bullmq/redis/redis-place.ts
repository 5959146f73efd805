import type { ConnectionOptions } from 'bullmq';

/** A client of ioredis. The inbox makes connections of its own with its options, and leaves it alone. */
export interface RedisClient {
  readonly options: { readonly host?: string; readonly port?: number; readonly path?: string };
  duplicate(options: object): unknown;
}

/** Where Redis is: a url, the options of ioredis, which may have a `url` too, or a client of ioredis. */
export type RedisOptions =
  | string
  | (Exclude<ConnectionOptions, { readonly duplicate: unknown }> & { readonly url?: string })
  | RedisClient;

/** An inbox on Redis. */
export interface RedisPlace {
  readonly connection: RedisOptions;
  /** What BullMQ's keys begin with; in a Redis Cluster with a hash tag, such as `{openim}`. @default 'bull' */
  readonly prefix?: string;
  readonly postgres?: undefined;
}

/** Whether it is a client, and not options of one. */
export const isRedisClient = (connection: Exclude<RedisOptions, string>): connection is RedisClient =>
  'duplicate' in connection;

/** Any of them says where Redis is; without one ioredis would go to localhost:6379. */
const PLACES = ['url', 'host', 'port', 'path', 'sentinels'];
const WANTED =
  'give a url, options of ioredis with url, host, port, path or sentinels, or a client of ioredis';

/** What is wrong with a `connection`; undefined when it says where Redis is. */
export function connectionProblem(connection: unknown): string | undefined {
  if (typeof connection === 'string') return undefined;
  if (typeof connection !== 'object' || connection === null) return `connection is none: ${WANTED}`;
  if ('duplicate' in connection) {
    if ('isCluster' in connection && connection.isCluster === false) return undefined;
    const what = 'isCluster' in connection ? 'a cluster of ioredis' : 'a client that is not of ioredis';
    return `connection is ${what}, which the inbox cannot use: ${WANTED}`;
  }
  if (PLACES.some((name) => (connection as Record<string, unknown>)[name] !== undefined)) return undefined;
  return `connection does not say where Redis is: ${WANTED}`;
}
