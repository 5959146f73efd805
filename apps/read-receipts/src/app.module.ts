import { join } from 'node:path';
import { Module } from '@nestjs/common';
import { dataFolder } from './settings/data-folder.js';
import { OpenImCallbackModule, sqliteInbox } from 'nestjs-openim-callback';
import { LivePageModule } from './live-page/live-page.module.js';
import { ReadReceiptsModule } from './read-receipts/read-receipts.module.js';
import { WordFilterModule } from './word-filter/word-filter.module.js';

/**
 * The example backend: who has read what, live, and a word filter. A receipt that was acknowledged survives
 * kill -9: it is in the inbox's file before OpenIM gets its answer, and in the journal before it leaves that. Nothing here asks who is calling; put it
 * behind something that does before anybody but you can reach it.
 */
@Module({
  imports: [
    OpenImCallbackModule.forRootAsync({
      path: 'callbackExample',
      useFactory: () => ({
        // After a kill the next process waits this long for the dead one's share: short, for trying it out.
        inbox: sqliteInbox({ file: join(dataFolder(process.env['DATA_DIR']), 'inbox.db'), lease: 3000 }),
      }),
    }),
    ReadReceiptsModule,
    WordFilterModule,
    LivePageModule,
  ],
})
export class AppModule {}
