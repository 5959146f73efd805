// Draws deploy/grafana/openim-callbacks.json as it looks over an app under callbacks, with the numbers of a real Prometheus.
import { writeFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { draw } from './dashboard/draw.js';
import { record } from './dashboard/record.js';

const SECONDS = 120;

const pathOf = (path) => fileURLToPath(new URL(`../${path}`, import.meta.url));

const recording = await record(pathOf('deploy/grafana/openim-callbacks.json'), SECONDS);
writeFileSync(pathOf('docs/dashboard.svg'), draw(recording));
