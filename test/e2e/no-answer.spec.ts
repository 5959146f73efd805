import type { CanActivate, NestInterceptor, Provider } from '@nestjs/common';
import { APP_GUARD, APP_INTERCEPTOR } from '@nestjs/core';
import { OpenImCallbackService, type FailurePolicy } from 'nestjs-openim-callback';
import type { FailureReason } from 'nestjs-openim-callback/operations';
import { EMPTY, NEVER } from 'rxjs';
import { startTwoCommandApp, bodyOf, BEFORE, AFTER, meaningOfFailure } from './support/two-commands.js';
import type { Platform } from './support/running-app.js';

// Whatever the app does with a request, or does not do: OpenIM gets an answer within the deadline.

const DEADLINE = 100;

class Waiting implements CanActivate {
  canActivate = (): Promise<boolean> => new Promise(() => undefined);
}
class Saying implements NestInterceptor {
  intercept = (): typeof EMPTY => EMPTY;
}
class Silent implements NestInterceptor {
  intercept = (): typeof NEVER => NEVER;
}

/** With what the module says of it: Nest ends the response of an interceptor that gives nothing. */
const hostile: readonly [string, readonly Provider[], FailureReason][] = [
  ['a guard that never ends', [{ provide: APP_GUARD, useClass: Waiting }], 'no-answer'],
  ['an interceptor that gives nothing', [{ provide: APP_INTERCEPTOR, useClass: Saying }], 'blocked-by-app'],
  ['an interceptor that never ends', [{ provide: APP_INTERCEPTOR, useClass: Silent }], 'no-answer'],
  ['a middleware that never ends', [], 'no-answer'],
];
const platforms: readonly Platform[] = ['express', 'fastify'];
const policies: readonly FailurePolicy[] = ['refuse', 'allow'];
const cases = platforms.flatMap((platform) =>
  policies.flatMap((onFailure) =>
    hostile.map(([what, providers, reason]) => ({ platform, onFailure, what, providers, reason })),
  ),
);

describe.each(cases)(
  '$what on $platform, onFailure $onFailure',
  ({ platform, onFailure, providers, reason }) => {
    it.each([BEFORE, AFTER])('does not keep OpenIM waiting for %s', async (command) => {
      const { app, ask, failures, heard, close } = await startTwoCommandApp({
        platform,
        mount: 'controller',
        options: { deadline: DEADLINE, onFailure },
        providers,
        configure: (each) => {
          if (providers.length === 0) each.use(() => undefined);
        },
      });
      const { status, meaning, text } = await ask(`/${command}`, { body: bodyOf(command) }, command);
      expect([status, meaning]).toEqual([200, meaningOfFailure(command, onFailure)]);
      if (onFailure === 'refuse' && command === BEFORE) expect(text).toContain(reason);
      expect(failures).toMatchObject([{ reason, command }]);
      expect(app.get(OpenImCallbackService).diagnosis().failures).toEqual({ [reason]: 1 });
      expect(heard.all).toEqual([]);
      await close();
    });
  },
);
