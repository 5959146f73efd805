import { get } from 'node:http';
import { serve } from '../lib/child.js';

let seen = 0;
let shown = 0;

/** What the process that stands for an open page is asked: it reads the live stream, as the page does. */
serve({
  /** @param {{ port: number }} task */
  open: ({ port }) =>
    new Promise((resolve, reject) => {
      get({ host: '127.0.0.1', port, path: '/openim/api/live' }, (response) => {
        let text = '';
        response.setEncoding('utf8');
        response.on('data', (/** @type {string} */ chunk) => {
          const events = (text + chunk).split('\n\n');
          text = events.pop() ?? '';
          for (const event of events) take(event);
        });
        resolve(response.statusCode);
      }).on('error', reject);
    }),
  totals: () => ({ seen, shown }),
});

/** @param {string} event */
function take(event) {
  const data = /^event: callbacks\ndata: (.*)$/m.exec(event)?.[1];
  if (data === undefined) return;
  /** @type {{ seen: number, callbacks: unknown[] }} */
  const batch = JSON.parse(data);
  seen += batch.seen;
  shown += batch.callbacks.length;
}
