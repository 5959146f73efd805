import { Controller, Get, Module, Query, type DynamicModule, type INestApplication } from '@nestjs/common';
import { NestFactory, type AbstractHttpAdapter } from '@nestjs/core';
import { IsOptional, IsString } from 'class-validator';
import { describeWebhooks, OpenImCallbackModule, type OpenImCallbackOptions } from 'nestjs-openim-callback';
import type { WebhooksPlan } from 'nestjs-openim-callback/webhooks';
import { Chat } from './chat.js';
import type { Hostile } from './hostile.js';

/** An app that is up. */
export interface RunningApp {
  readonly url: string;
  readonly chat: Chat;
  readonly close: () => Promise<void>;
}

class HealthQuery {
  @IsOptional()
  @IsString()
  verbose?: string;
}

/** A route of the app's own, to see what the app's guards and the like make of it. */
@Controller('health')
class HealthController {
  @Get()
  health(@Query() _query: HealthQuery): { up: boolean } {
    return { up: true };
  }
}

@Module({})
class AppModule {
  static with(options: OpenImCallbackOptions, hostile: Partial<Hostile>): DynamicModule {
    return {
      module: AppModule,
      imports: [OpenImCallbackModule.forRoot(options), ...(hostile.imports ?? [])],
      controllers: [HealthController],
      providers: [Chat, ...(hostile.providers ?? [])],
    };
  }
}

/** Starts the app on a free port. */
export async function start(
  adapter: AbstractHttpAdapter,
  options: OpenImCallbackOptions,
  hostile: Partial<Hostile> = {},
): Promise<RunningApp> {
  const app: INestApplication = await NestFactory.create(AppModule.with(options, hostile), adapter, {
    logger: false,
    abortOnError: false,
  });
  if (hostile.middleware) app.use(hostile.middleware);
  await app.listen(0, '127.0.0.1');
  return { url: await app.getUrl(), chat: app.get(Chat), close: () => app.close() };
}

/** What the app needs of webhooks.yml, told without making any of its providers. */
export async function webhooksOf(options: OpenImCallbackOptions): Promise<readonly WebhooksPlan[]> {
  const made = {
    provide: 'never',
    useFactory: () => {
      throw new Error('a provider was made');
    },
  };
  const app = await NestFactory.createApplicationContext(AppModule.with(options, { providers: [made] }), {
    preview: true,
    logger: false,
    abortOnError: false,
  });
  return describeWebhooks(app);
}
