import { Inject, Injectable } from '@nestjs/common';
import {
  OnSingleMsgRead,
  type BatchContext,
  type SingleMsgReadEvent,
} from '../../../libs/openim-callback/src/index.js';
import type { AppOptions } from './app-options.js';
import { OPTIONS } from './noting-listeners.js';
import { openRows, type Row, type Rows } from './rows.js';

/** Events of a batch. */
const SIZE = 20;

/** Inserts what it gets, in batches. */
@Injectable()
export class RowsListener {
  private readonly rows: Promise<Rows>;

  constructor(@Inject(OPTIONS) { rows }: AppOptions) {
    if (!rows) throw new Error('there is no database for the rows');
    this.rows = openRows(rows);
  }

  @OnSingleMsgRead({ batch: { size: SIZE, within: 20 } })
  async store(events: SingleMsgReadEvent[], { contexts }: BatchContext): Promise<void> {
    const rows = events.map(({ conversationID, seqs }, at): Row => {
      return { event: contexts[at]?.eventID ?? '', conversation: conversationID, number: seqs[0] ?? -1 };
    });
    await (await this.rows).insert(rows);
  }
}
