import { Module } from '@nestjs/common';
import { OpenImCallbackModule } from 'nestjs-openim-callback';
import { LivePageModule } from './live-page/live-page.module.js';
import { ReadReceiptsModule } from './read-receipts/read-receipts.module.js';
import { WordFilterModule } from './word-filter/word-filter.module.js';

/**
 * The example backend: who has read what, live, and a word filter. Nothing here asks who is calling; put it
 * behind something that does before anybody but you can reach it.
 */
@Module({
  imports: [
    OpenImCallbackModule.forRoot({ path: 'callbackExample' }),
    ReadReceiptsModule,
    WordFilterModule,
    LivePageModule,
  ],
})
export class AppModule {}
