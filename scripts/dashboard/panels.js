import { readFileSync } from 'node:fs';

/** The window of rates, in seconds: a few scrapes, of which there is one a second. */
const RATE_INTERVAL = '15s';

/** The panels of a dashboard file. */
export const readPanels = (file) => JSON.parse(readFileSync(file, 'utf8')).panels;

/** Asks everything that a panel asks, between two times in unix seconds. */
export async function ask(prometheus, panel, start, end) {
  const series = [];
  for (const { expr, legendFormat, instant } of panel.targets ?? []) {
    const query = expr.replaceAll('$receiver', '.*').replaceAll('$__rate_interval', RATE_INTERVAL);
    const found = instant ? await prometheus.query(query) : await prometheus.queryRange(query, start, end);
    for (const { metric, value, values = [value] } of found ?? [])
      series.push({
        name: nameOf(legendFormat, metric),
        points: values.map(([at, text]) => [at, Number(text)]),
      });
  }
  return { panel, series };
}

const nameOf = (format, metric) =>
  format.replaceAll(/\{\{(\w+)\}\}/g, (_, label) => metric[label] ?? '').trim();
