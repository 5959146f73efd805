import { readsVariable, statusOf } from './support/app.js';
import { typeProblems } from './support/excess-properties.js';
import { manifests, textOf, type Container, type Manifest } from './support/manifests.js';

/** Throws when an object is not as the schema of Kubernetes has it. */
async function validate(manifest: Manifest): Promise<void> {
  const { apiVersion, kind } = manifest;
  const models = (await import(`kubernetes-models/${apiVersion}`)) as Record<
    string,
    new (data: Manifest) => { validate(): void }
  >;
  const Model = models[kind];
  if (!Model) throw new Error(`there is no ${kind} in ${apiVersion}`);
  new Model(manifest).validate();
}

const find = (kind: string, name: string): Manifest => {
  const found = manifests().find((manifest) => manifest.kind === kind && manifest.metadata.name === name);
  if (!found) throw new Error(`there is no ${kind} ${name}`);
  return found;
};

const workloads = (): Manifest[] => manifests().filter(({ spec }) => spec?.template !== undefined);

const containersOf = (workload: Manifest): readonly Container[] =>
  workload.spec?.template?.spec.containers ?? [];

const probesOf = ({ startupProbe, readinessProbe, livenessProbe }: Container) =>
  [startupProbe, readinessProbe, livenessProbe].flatMap((probe) => probe ?? []);

describe('deploy/kubernetes', () => {
  it.each(manifests().map((manifest) => [manifest.kind, manifest.metadata.name, manifest] as const))(
    '%s %s is valid against the schema of Kubernetes',
    async (_kind, _name, manifest) => {
      await expect(validate(manifest)).resolves.toBeUndefined();
    },
  );

  it('would not be with a number that is text', async () => {
    const app = find('Deployment', 'read-receipts');
    const wrong = { ...app, spec: { ...app.spec, replicas: '3' } } as unknown as Manifest;
    await expect(validate(wrong)).rejects.toThrow('replicas must be integer');
  });

  it('has no property that Kubernetes does not know', () => {
    const app = find('Deployment', 'read-receipts');
    const wrong = { ...app, spec: { ...app.spec, replica: 3 } };
    const right = manifests();
    const problems = typeProblems([...right, wrong]);
    expect(problems.slice(0, -1)).toEqual(right.map(() => []));
    expect(problems.at(-1)?.join()).toContain('replica');
  }, 60_000);

  it.each(workloads().map((workload) => [workload.metadata.name, workload] as const))(
    '%s: selectors, services, ports, probes and secrets fit together',
    (name, workload) => {
      const labels = workload.spec?.template?.metadata.labels;
      const containers = containersOf(workload);
      const ports = containers.flatMap((container) => container.ports);
      const services = manifests().filter(
        ({ kind, spec }) => kind === 'Service' && JSON.stringify(spec?.selector) === JSON.stringify(labels),
      );
      expect(workload.spec?.selector).toEqual({ matchLabels: labels });
      expect([name, services.length]).toEqual([name, 1]);
      for (const { port, name: portName, targetPort = portName } of services[0]?.spec?.ports ?? [])
        expect(ports).toContainEqual({ name: targetPort, containerPort: port });
      for (const { httpGet, tcpSocket } of containers.flatMap(probesOf)) {
        const port = httpGet?.port ?? tcpSocket?.port;
        if (port !== undefined) expect(ports.map((known) => known.name)).toContain(port);
      }
      const secrets = Object.keys(find('Secret', 'passwords').stringData ?? {});
      for (const { valueFrom } of containers.flatMap(({ env = [] }) => env))
        if (valueFrom) expect(secrets).toContain(valueFrom.secretKeyRef.key);
    },
  );

  it('sets what the app reads, and asks it where it answers', async () => {
    const [container] = containersOf(find('Deployment', 'read-receipts'));
    const env = container?.env ?? [];
    const given = env.flatMap(({ value }) => value ?? []).join();
    for (const { name } of env)
      expect([name, readsVariable(name) || given.includes(`$(${name})`)]).toEqual([name, true]);
    const paths = (container ? probesOf(container) : []).flatMap(({ httpGet }) => httpGet?.path ?? []);
    expect(paths).toEqual(['/health/ready', '/health/ready', '/health/live']);
    expect(Object.values(await statusOf(paths))).toEqual([200, 200]);
  });

  it('takes no replica away before there is another, and gives it the time it takes to end', () => {
    const { spec } = find('Deployment', 'read-receipts');
    const [container] = spec?.template?.spec.containers ?? [];
    const delay = Number(container?.env?.find(({ name }) => name === 'SHUTDOWN_DELAY')?.value);
    expect(spec?.strategy?.rollingUpdate?.maxUnavailable).toBe(0);
    expect((spec?.template?.spec.terminationGracePeriodSeconds ?? 0) * 1000).toBeGreaterThan(delay + 10_000);
    expect(find('PodDisruptionBudget', 'read-receipts').spec?.minAvailable).toBe((spec?.replicas ?? 0) - 1);
  });

  it('has the files of the compose file in its config maps', () => {
    expect(find('ConfigMap', 'openim-webhooks').data).toEqual({ 'webhooks.yml': textOf('webhooks.yml') });
    expect(find('ConfigMap', 'inbox-redis').data).toEqual({ 'redis.conf': textOf('redis.conf') });
    expect(find('Service', 'callbacks').spec?.ports?.map(({ port }) => port)).toEqual([10006]);
  });
});
