import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { startApp } from './app.js';
import { ask, readPanels } from './panels.js';
import { Prometheus } from './prometheus.js';
import { sendFor } from './traffic.js';

/** Seconds before the picture begins: until every rate has its window. */
const WARM_UP = 15;

/** Runs an app under callbacks, scraped by Prometheus, and asks what the panels of a dashboard show of those seconds. */
export async function record(dashboard, seconds) {
  const folder = await mkdtemp(join(tmpdir(), 'dashboard-'));
  const { app, port } = await startApp(folder);
  const prometheus = await Prometheus.scraping(port);
  try {
    await sendFor(WARM_UP + seconds, port);
    const end = Math.floor(Date.now() / 1000);
    const answers = [];
    for (const panel of readPanels(dashboard)) answers.push(await ask(prometheus, panel, end - seconds, end));
    return { start: end - seconds, end, answers };
  } finally {
    await prometheus.stop();
    await app.close();
    await rm(folder, { recursive: true });
  }
}
