import { setTimeout as pause } from 'node:timers/promises';
import { exampleBody } from '../../libs/openim-sender/dist/index.js';
import { SECRET } from './app.js';

/** Callbacks of a busy hour in small: those of one service, at a rate that rises and falls, and what should not come. */
export async function sendFor(seconds, port) {
  const base = `http://127.0.0.1:${port}/callbackExample`;
  const end = performance.now() + seconds * 1000;
  for (let count = 0; performance.now() < end; count++) {
    await Promise.all(requests(count).map(([key, to = SECRET]) => send(`${base}/${to}`, key, count)));
    if (count % 50 === 0) await fetch(`${base}/${SECRET}`, { method: 'POST', body: '{' });
    await pause(60 + 40 * Math.sin(performance.now() / 9000));
  }
}

/** The keys of the commands to send, some with a path secret of their own. */
const requests = (count) => [
  ['afterSingleMsgRead'],
  ...(count % 2 === 0 ? [['beforeSendSingleMsg']] : []),
  ...(count % 3 === 0 ? [['afterSendSingleMsg']] : []),
  ...(count % 12 === 0 ? [['afterRevokeMsg']] : []),
  ...(count % 30 === 0 ? [['afterSingleMsgRead', 'a-guess']] : []),
];

async function send(url, key, count) {
  const example = exampleBody(key);
  const body = { ...example, conversationID: `si_u${count % 40}_u2`, sendID: `u${count % 40}` };
  const response = await fetch(`${url}/${body.callbackCommand}`, {
    method: 'POST',
    body: JSON.stringify(body),
  });
  await response.arrayBuffer();
}
