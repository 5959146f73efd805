import { readFileSync } from 'node:fs';
import { join } from 'node:path';

const FILE = join(import.meta.dirname, '..', '..', '..', 'deploy', 'grafana', 'openim-callbacks.json');

/** One query of the dashboard, with what Grafana would put in place of its variables. */
export interface PanelQuery {
  readonly panel: string;
  readonly expr: string;
}

interface Panel {
  readonly title: string;
  readonly targets?: readonly { readonly expr: string }[];
}

interface Dashboard {
  readonly panels: readonly Panel[];
  readonly templating: { readonly list: readonly { readonly name: string; readonly definition?: string }[] };
}

const dashboard = (): Dashboard => JSON.parse(readFileSync(FILE, 'utf8'));

/** Every query of every panel. */
export const panelQueries = (): PanelQuery[] =>
  dashboard().panels.flatMap(({ title, targets = [] }) =>
    targets.map(({ expr }) => ({
      panel: title,
      expr: expr.replaceAll('$receiver', '.*').replaceAll('$__rate_interval', '1m'),
    })),
  );

/** What the choice of the module instance is made of. */
export const receiverDefinition = (): string | undefined =>
  dashboard().templating.list.find(({ name }) => name === 'receiver')?.definition;
