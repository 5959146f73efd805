import { Module } from '@nestjs/common';
import { OpenImCallbackModule } from 'nestjs-openim-callback';
import { OpenImInspectorModule } from 'nestjs-openim-callback/inspector';
import { HealthController } from './health/health.controller.js';
import { LivePageController } from './live-page/live-page.controller.js';
import { PageFiles } from './live-page/page-files.js';
import { ReadReceiptsModule } from './read-receipts/read-receipts.module.js';
import { inboxOf } from './settings.js';
import { WordFilterModule } from './word-filter/word-filter.module.js';

/**
 * The example backend: who has read what, live, and a word filter. A receipt that was acknowledged survives
 * kill -9: it is in the inbox before OpenIM gets its answer, and in the journal before it leaves that. Both are files,
 * or in the Redis that REDIS_URL names, for several replicas. Nothing here asks who is calling; put it behind
 * something that does before anybody but you can reach it.
 */
@Module({
  imports: [
    OpenImCallbackModule.forRootAsync({
      path: 'callbackExample',
      useFactory: () => ({
        inbox: inboxOf(process.env),
        // Milliseconds in which a balancer sees that this replica is about to end.
        shutdownDelay: Number(process.env['SHUTDOWN_DELAY'] ?? 0),
      }),
    }),
    // At /openim, for this machine only.
    OpenImInspectorModule.forRoot(),
    ReadReceiptsModule,
    WordFilterModule,
  ],
  controllers: [HealthController, LivePageController],
  providers: [PageFiles],
})
export class AppModule {}
