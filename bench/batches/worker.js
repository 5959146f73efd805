import 'reflect-metadata';
import { join } from 'node:path';
import { performance } from 'node:perf_hooks';
import process from 'node:process';
import { setTimeout as sleep } from 'node:timers/promises';
import { Injectable, Module } from '@nestjs/common';
import { NestFactory } from '@nestjs/core';
import * as library from '../../libs/openim-callback/dist/esm/index.js';
import { benchTarget } from '../inbox/contenders/target.js';
import { acceptedEvent } from '../lib/callbacks.js';
import { serve } from '../lib/child.js';
import { decorate } from '../lib/nest-app.js';
import { openDatabase } from './databases.js';

/** @import { BatchContext, CallbackContext, SingleMsgReadEvent } from '../../libs/openim-callback/dist/esm/index.js' */
/** @import { Row, databases } from './databases.js' */

const PRODUCERS = 512;
/** Seconds before the clock runs, for each that is measured. */
const WARM_UP = 0.5;

const inboxIn = (/** @type {string} */ folder, /** @type {'receive' | 'both'} */ role) =>
  library.sqliteInbox({ file: join(folder, 'inbox.db'), role });

/**
 * Puts events into a durable inbox.
 *
 * @param {{ folder: string, events: number, conversations: number }} task
 */
async function fill({ folder, events, conversations }) {
  const inbox = inboxIn(folder, 'receive');
  await inbox.start(benchTarget(true));
  let number = 0;
  const produce = async () => {
    while (number < events) await inbox.append(acceptedEvent(number++ % conversations));
  };
  await Promise.all(Array.from({ length: PRODUCERS }, produce));
  await inbox.close();
}

/** @type {(event: SingleMsgReadEvent, context: CallbackContext) => Row} */
const rowOf = ({ conversationID, userID, seqs }, { eventID }) => [
  eventID,
  conversationID,
  userID,
  Math.max(0, ...seqs),
];

/**
 * Has a listener insert what is in the inbox, for so long or until all is done.
 *
 * @param {{ database: typeof databases[number], folder: string, url: string, size: number, events: number, seconds: number }} task
 * @returns {Promise<number>} rows a second
 */
async function run({ database, folder, url, size, events, seconds }) {
  const insert = await openDatabase(database, { folder, url });
  let rows = 0;
  let last = 0;
  const inserted = (/** @type {number} */ count) => {
    last = performance.now();
    rows += count;
  };
  const store = (/** @type {readonly Row[]} */ values) => {
    const inserting = insert(values);
    if (!inserting) return inserted(values.length);
    return inserting.then(() => inserted(values.length));
  };

  class Rows {
    one(/** @type {SingleMsgReadEvent} */ event, /** @type {CallbackContext} */ context) {
      return store([rowOf(event, context)]);
    }

    several(/** @type {SingleMsgReadEvent[]} */ batch, /** @type {BatchContext} */ { contexts }) {
      return store(
        batch.flatMap((event, at) => {
          const context = contexts[at];
          return context ? [rowOf(event, context)] : [];
        }),
      );
    }
  }
  Injectable()(Rows);
  if (size === 1) decorate(Rows, 'one', library.OnSingleMsgRead());
  else decorate(Rows, 'several', library.OnSingleMsgRead({ batch: { size } }));

  class AppModule {}
  const callbacks = library.OpenImCallbackModule.forRoot({ inbox: inboxIn(folder, 'both') });
  Module({ imports: [callbacks], providers: [Rows] })(AppModule);
  await NestFactory.createApplicationContext(AppModule, { logger: ['error', 'fatal'] });
  await sleep(WARM_UP * seconds * 1000);
  const before = rows;
  const start = performance.now();
  while (rows < events && performance.now() - start < seconds * 1000) await sleep(5);
  if (rows === events && rows === before) throw new Error('all was inserted before the clock ran');
  return ((rows - before) / (last - start)) * 1000;
}

process.setMaxListeners(0);
serve({ fill, run });
