import {
  Inject,
  Injectable,
  Module,
  SetMetadata,
  type CanActivate,
  type ExecutionContext,
} from '@nestjs/common';
import { APP_GUARD, Reflector } from '@nestjs/core';
import { ALLOWED, readBody, refused, sendBody } from '../../../../test/support/bodies.js';
import { closeApps, createApp, startApp } from '../../../../test/support/callback-app.js';
import { postCallback } from '../../../../test/support/http.js';
import { until } from '../../../../test/support/until.js';
import { BeforeSendSingleMsg, OnSingleMsgRead } from '../listeners/decorators.js';
import type { CallbackContext } from '../listeners/callback-context.js';
import { OpenImCallbackModule } from '../openim-callback.module.js';
import { refuse } from '../replies/reply.js';
import { OpenImCallbackService } from './openim-callback.service.js';
import { getOpenImCallbackToken, InjectOpenImCallback } from './tokens.js';

const heard: string[] = [];

@Injectable()
class Listeners {
  @BeforeSendSingleMsg()
  onSend() {
    return refuse(20001, 'by default');
  }

  @BeforeSendSingleMsg({ instance: 'eu' })
  onSendInEurope() {
    return refuse(20002, 'in Europe');
  }

  @OnSingleMsgRead({ instance: 'eu' })
  onRead(_event: unknown, { instance }: CallbackContext): void {
    heard.push(instance);
  }
}

const two = [
  OpenImCallbackModule.forRoot({ path: 'im' }),
  OpenImCallbackModule.forRoot({
    name: 'eu',
    path: 'eu/im',
    mount: 'direct',
    access: { pathSecrets: ['eu-secret'] },
  }),
];

describe('several instances', () => {
  afterEach(closeApps);
  beforeEach(() => void heard.splice(0));

  describe('two instances side by side', () => {
    it('have their own paths, listeners, access and mounts', async () => {
      const { port } = await startApp({ imports: two, providers: [Listeners] });
      expect((await postCallback(port, '/im', sendBody)).json()).toEqual(refused('', 20001, 'by default'));
      expect((await postCallback(port, '/eu/im/eu-secret', sendBody)).json()).toEqual(
        refused('', 20002, 'in Europe'),
      );
      expect((await postCallback(port, '/eu/im', sendBody)).json()).toEqual(refused('unauthorised'));
      for (const base of ['/im', '/eu/im/eu-secret']) {
        expect((await postCallback(port, base, readBody)).json()).toEqual(ALLOWED);
      }
      await until(() => heard.length > 0);
      expect(heard).toEqual(['eu']);
    });

    it('have a service each', async () => {
      @Injectable()
      class Both {
        constructor(
          @InjectOpenImCallback() readonly one: OpenImCallbackService,
          @InjectOpenImCallback('eu') readonly eu: OpenImCallbackService,
          @Inject(getOpenImCallbackToken('eu')) readonly same: OpenImCallbackService,
        ) {}
      }
      const { app, port } = await startApp({ imports: two, providers: [Listeners, Both] });
      const { one, eu, same } = app.get(Both);
      expect(same).toBe(eu);
      expect(eu).not.toBe(one);
      const seen: string[] = [];
      one.events$.subscribe(({ context }) => seen.push(`one ${context.instance}`));
      eu.events$.subscribe(({ context }) => seen.push(`eu ${context.instance}`));
      await postCallback(port, '/im', readBody);
      await postCallback(port, '/eu/im/eu-secret', sendBody);
      await until(() => seen.length === 2);
      expect(seen).toEqual(['one default', 'eu eu']);
    });

    it('tell their keys and urls apart in the log', async () => {
      const { log, port } = await startApp({ imports: two, providers: [Listeners] });
      expect(log.lines).toEqual(
        expect.arrayContaining([
          'log [OpenImCallback] Enable in webhooks.yml: beforeSendSingleMsg',
          'log [OpenImCallback:eu] Enable in webhooks.yml: beforeSendSingleMsg, afterSingleMsgRead',
          `log [OpenImCallback] Receiving callbacks (controller mount). In webhooks.yml: url: http://127.0.0.1:${port}/im`,
          `log [OpenImCallback:eu] Receiving callbacks (direct mount). In webhooks.yml: url: http://127.0.0.1:${port}/eu/im/<one of access.pathSecrets>`,
        ]),
      );
    });
  });

  describe('instances that cannot be', () => {
    const bootError = async (
      ...options: Parameters<typeof OpenImCallbackModule.forRoot>[]
    ): Promise<string> => {
      const { app } = await createApp({
        imports: options.map((each) => OpenImCallbackModule.forRoot(...each)),
      });
      return app.init().then(String, String);
    };

    it('share a name', async () => {
      expect(await bootError([{ path: 'a' }], [{ path: 'b' }])).toContain(
        "two OpenImCallbackModule instances are named 'default': give one of them another { name }",
      );
    });

    it('share a path', async () => {
      expect(await bootError([{ name: 'a' }], [{ name: 'b' }])).toContain("share the path 'callbackExample'");
    });

    it('lie one below the other', async () => {
      expect(await bootError([{ name: 'a' }], [{ name: 'b', path: 'callbackExample/b' }])).toContain(
        "the path of OpenImCallbackModule instance 'b', 'callbackExample/b', lies below that of 'a'",
      );
    });

    it('are missing to a listener', async () => {
      const { app } = await createApp({ options: {}, providers: [Listeners] });
      await expect(app.init()).rejects.toThrow(
        "Listeners.onSendInEurope listens on the module instance 'eu', which does not exist: " +
          "give its decorator { instance } with one of 'default', or import OpenImCallbackModule.forRoot({ name: 'eu' })",
      );
    });
  });

  describe('the decorators of a controller', () => {
    const Public = () => SetMetadata('public', true);

    @Injectable()
    class OnlyPublic implements CanActivate {
      constructor(@Inject(Reflector) private readonly reflector: Reflector) {}

      canActivate(context: ExecutionContext): boolean {
        heard.push(context.getClass().name);
        const isPublic: unknown = this.reflector.getAllAndOverride('public', [
          context.getHandler(),
          context.getClass(),
        ]);
        return isPublic === true;
      }
    }

    @Module({ providers: [{ provide: APP_GUARD, useClass: OnlyPublic }] })
    class GuardModule {}

    it("let one instance past the app's global guard, and not the other", async () => {
      const { port } = await startApp({
        imports: [
          GuardModule,
          OpenImCallbackModule.forRoot({ path: 'open', controllerDecorators: [Public()] }),
          OpenImCallbackModule.forRoot({ name: 'eu', path: 'closed' }),
        ],
        providers: [Listeners],
      });
      expect((await postCallback(port, '/open', sendBody)).json()).toEqual(refused('', 20001, 'by default'));
      expect((await postCallback(port, '/closed', sendBody)).json()).toEqual(refused('blocked-by-app'));
      expect(heard).toEqual(['OpenImCallbackController', 'OpenImCallbackController']);
    });

    it('are not asked on the direct mount', async () => {
      const { port } = await startApp({
        imports: [
          GuardModule,
          OpenImCallbackModule.forRoot({ mount: 'direct' }),
          OpenImCallbackModule.forRoot({ name: 'eu', path: 'eu' }),
        ],
        providers: [Listeners],
      });
      expect((await postCallback(port, '/callbackExample', sendBody)).json()).toEqual(
        refused('', 20001, 'by default'),
      );
      expect(heard).toEqual([]);
    });
  });

  describe("the token of an instance's service", () => {
    it('is the class for the default one', () => {
      expect(getOpenImCallbackToken()).toBe(OpenImCallbackService);
      expect(getOpenImCallbackToken('default')).toBe(OpenImCallbackService);
    });

    it('is a text for another', () => {
      expect(getOpenImCallbackToken('eu')).toBe('OpenImCallbackService:eu');
    });
  });
});
