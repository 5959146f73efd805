import { join } from 'node:path';
import { until } from '../../support/until.js';
import { startProxy, type ProxyProcess } from './proxy-process.js';

/** A balancer that asks each replica whether it is ready. */
export interface CheckingBalancer extends ProxyProcess {
  /** Resolves when it gives callbacks to all of them: until its next check a replica that has just begun is down. */
  readonly knowsAll: () => Promise<void>;
}

/** An HAProxy in front of replicas: it gives none that is not ready any callbacks. */
export async function startCheckingBalancer(ports: readonly number[]): Promise<CheckingBalancer> {
  const proxy = await startProxy({
    program: 'haproxy',
    args: (folder) => ['-db', '-f', join(folder, 'proxy.conf')],
    config: (port) => configOf(port, ports),
  });
  const knowsAll = async (): Promise<void> => {
    await until(
      async () => (await fetch(new URL('/all', proxy.url))).ok,
      'HAProxy knows all replicas',
      60_000,
    );
  };
  return { ...proxy, knowsAll };
}

/** By default HAProxy repeats on another server only what it could not connect for: nothing is given to two replicas. */
const configOf = (port: number, ports: readonly number[]): string => `
global
  maxconn 512
defaults
  mode http
  timeout connect 1s
  timeout client 1h
  timeout http-keep-alive 1h
  timeout server 20s
  timeout check 5s
  option redispatch
frontend callbacks
  bind 127.0.0.1:${port}
  monitor-uri /all
  monitor fail if { nbsrv(replicas) lt ${ports.length} }
  default_backend replicas
backend replicas
  option httpchk GET /ready
  default-server check inter 200ms fall 1 rise 1
${ports.map((each, index) => `  server replica${index} 127.0.0.1:${each}`).join('\n')}
`;
