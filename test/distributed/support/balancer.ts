import { startProxy, type ProxyProcess } from './proxy-process.js';

/** An nginx in front of replicas, as an operator sets it up. */
export const startBalancer = (ports: readonly number[]): Promise<ProxyProcess> =>
  startProxy({
    program: 'nginx',
    args: (folder) => ['-p', folder, '-c', 'proxy.conf', '-e', 'error.log'],
    config: (port, folder) => configOf(port, ports, folder),
  });

/**
 * A callback is not given to another replica once one has it: that one may have stored it. For the same reason there
 * are no kept connections: one that a replica closes as it ends, while a callback is on its way, could only fail.
 */
const configOf = (port: number, ports: readonly number[], folder: string): string => `
daemon off;
user root;
worker_processes 1;
pid ${folder}/nginx.pid;
events { worker_connections 512; }
http {
  access_log off;
  client_body_temp_path ${folder}/body;
  proxy_temp_path ${folder}/proxy;
  fastcgi_temp_path ${folder}/fastcgi;
  uwsgi_temp_path ${folder}/uwsgi;
  scgi_temp_path ${folder}/scgi;
  client_max_body_size 16m;
  upstream replicas {
${ports.map((each) => `    server 127.0.0.1:${each} max_fails=1 fail_timeout=1s;`).join('\n')}
  }
  server {
    listen 127.0.0.1:${port};
    keepalive_timeout 3600s;
    location / {
      proxy_pass http://replicas;
      proxy_http_version 1.1;
      proxy_connect_timeout 1s;
      proxy_next_upstream error timeout;
    }
  }
}
`;
