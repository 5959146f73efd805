import { Body, Controller, HttpCode, Injectable, Post } from '@nestjs/common';
import { createServer } from 'node:http';
import { setTimeout as sleep } from 'node:timers/promises';
import {
  OnSingleMsgRead,
  OpenImCallbackModule,
  sqliteInbox,
} from '../../libs/openim-callback/dist/esm/index.js';
import { decorate, listen } from '../lib/nest-app.js';
import { inboxFile } from '../lib/transactions.js';

/** @import { Mount } from '../../libs/openim-callback/dist/esm/index.js' */

/** A query or two, or a call of another service. */
const WORK = 20;

/**
 * Listeners that run side by side. Inline it is the sender that decides how many: two. The work only waits, so
 * that more of it at a time takes nothing from the server's core.
 */
const CONCURRENCY = 64;

/** @typedef {(number: number) => void} Done told of each event whose work is done */

/**
 * What everybody writes first: a route that does the work and then answers.
 *
 * @param {Done} done
 */
function inline(done) {
  class WebhookController {
    /** @param {{ Seqs: number[] }} body */
    async receive(body) {
      await sleep(WORK);
      done(Number(body.Seqs[0]));
      return { actionCode: 0, errCode: 0, errMsg: '', errDlt: '', nextCode: 0 };
    }
  }
  Body()(WebhookController.prototype, 'receive', 0);
  decorate(WebhookController, 'receive', Post('callbackExample/:command'), HttpCode(200));
  Controller()(WebhookController);
  return listen({ controllers: [WebhookController] });
}

/**
 * The module with the durable inbox: the same work, after the answer.
 *
 * @param {Mount} mount
 * @param {Done} done
 * @param {string} folder
 */
function module(mount, done, folder) {
  class ReadReceipts {
    /** @param {{ seqs: number[] }} event */
    async take(event) {
      await sleep(WORK);
      done(Number(event.seqs[0]));
    }
  }
  Injectable()(ReadReceipts);
  decorate(ReadReceipts, 'take', OnSingleMsgRead());
  const inbox = sqliteInbox({ file: inboxFile(folder), concurrency: CONCURRENCY });
  return listen({ imports: [OpenImCallbackModule.forRoot({ mount, inbox })], providers: [ReadReceipts] });
}

/**
 * Answers at once and does nothing: what is lost with it is lost by the sender's own pace.
 *
 * @param {Done} done
 * @returns {Promise<number>}
 */
function bare(done) {
  const server = createServer(async (request, response) => {
    const chunks = await request.toArray();
    done(JSON.parse(chunks.join('')).Seqs[0]);
    response.setHeader('content-type', 'application/json').end('{}');
  });
  return new Promise((resolve) => {
    server.listen(0, '127.0.0.1', () => {
      const address = server.address();
      resolve(typeof address === 'object' && address ? address.port : 0);
    });
  });
}

/** The receivers that store before they answer. */
export const DURABLE = ['ours, direct mount', 'ours, controller mount'];

/** @type {Record<string, (done: Done, folder: string) => Promise<number>>} */
export const receivers = {
  'plain controller, work inline': inline,
  'ours, direct mount': (done, folder) => module('direct', done, folder),
  'ours, controller mount': (done, folder) => module('controller', done, folder),
  'answers at once, does nothing': bare,
};
