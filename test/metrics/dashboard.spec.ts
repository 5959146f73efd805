import { parser } from '@prometheus-io/lezer-promql';
import { Registry } from 'prom-client';
import { closeApps, startApp } from '../support/callback-app.js';
import { panelQueries, receiverDefinition } from './support/dashboard.js';

afterEach(closeApps);

/** The metrics that a query names, and whether Prometheus's grammar takes it. */
function readQuery(expr: string): { valid: boolean; metrics: string[]; labels: string[] } {
  const read = { valid: true, metrics: [] as string[], labels: [] as string[] };
  parser.parse(expr).iterate({
    enter({ type, from, to }) {
      if (type.isError) read.valid = false;
      if (type.name === 'Identifier') read.metrics.push(expr.slice(from, to));
      if (type.name === 'LabelName') read.labels.push(expr.slice(from, to));
    },
  });
  return read;
}

/** The names that a scrape of metrics has, without the suffixes of a histogram's series. */
const base = (metric: string): string => metric.replace(/_(bucket|sum|count)$/, '');

describe('the Grafana dashboard', () => {
  const queries = panelQueries();

  it.each(queries)('$panel: asks in the language of Prometheus', ({ expr }) => {
    const { valid, metrics } = readQuery(expr);
    expect(valid).toBe(true);
    expect(metrics.length).toBeGreaterThan(0);
  });

  it('asks for every metric that there is, and for no other, by labels that it has', async () => {
    const registry = new Registry();
    await startApp({ options: { metrics: { registry } } });
    const metrics = registry.getMetricsAsArray() as unknown as { name: string; labelNames: string[] }[];
    const names = metrics.map(({ name }) => name);
    const labels = [...metrics.flatMap(({ labelNames }) => labelNames), 'le'];
    const asked = queries.flatMap(({ expr }) => readQuery(expr).metrics.map(base));
    expect([...new Set(asked)].sort()).toEqual(names.sort());
    expect(labels).toEqual(expect.arrayContaining(queries.flatMap(({ expr }) => readQuery(expr).labels)));
    expect(receiverDefinition()).toBe('label_values(openim_callback_inbox_healthy, receiver)');
  });
});
