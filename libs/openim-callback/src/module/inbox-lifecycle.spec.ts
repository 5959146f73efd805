import { NestFactory } from '@nestjs/core';
import { Injectable, Module } from '@nestjs/common';
import { ALLOWED, readBody } from '../../../../test/support/bodies.js';
import { closeApps, createApp, startApp } from '../../../../test/support/callback-app.js';
import { postCallback } from '../../../../test/support/http.js';
import { until } from '../../../../test/support/until.js';
import type { StartOptions } from '../delivery/inbox.js';
import type { DeliveryTarget } from '../delivery/delivery-target.js';
import { memoryInbox, MemoryInbox } from '../delivery/inboxes/memory/memory-inbox.js';
import { OnSingleMsgRead } from '../listeners/decorators.js';
import { OpenImCallbackModule } from '../openim-callback.module.js';

const heard: unknown[] = [];

@Injectable()
class Listeners {
  @OnSingleMsgRead()
  onRead(event: unknown): void {
    heard.push(event);
  }
}

/** An inbox that keeps how it was started. */
class TellingInbox extends MemoryInbox {
  readonly starts: (StartOptions | undefined)[] = [];

  override start(target: DeliveryTarget, options?: StartOptions): void | Promise<void> {
    this.starts.push(options);
    return super.start(target, options);
  }
}

const providers = [Listeners];

describe('an inbox that is given to two apps', () => {
  afterEach(closeApps);
  beforeEach(() => void heard.splice(0));

  it('does not start the second, which says what to do, and the first goes on', async () => {
    const inbox = memoryInbox();
    const { port } = await startApp({ options: { inbox }, providers });
    const second = await createApp({ options: { inbox }, providers });
    await expect(second.app.init()).rejects.toThrow(
      'this memoryInbox is in use by another app: give each app one of its own, with inbox: () => memoryInbox(...)',
    );
    expect((await postCallback(port, '/callbackExample', readBody)).json()).toEqual(ALLOWED);
    await until(() => heard.length === 1);
  });

  it('does not start one that is made again after the first was closed', async () => {
    const inbox = memoryInbox();
    const { app } = await startApp({ options: { inbox }, providers });
    await app.close();
    const again = await createApp({ options: { inbox }, providers });
    await expect(again.app.init()).rejects.toThrow(
      'this memoryInbox was closed, with the app that used it: give each app one of its own',
    );
  });

  it('is one for each where the option is a function, also when the app is made again', async () => {
    const options = { inbox: () => memoryInbox() };
    const first = await startApp({ options, providers });
    await startApp({ options, providers });
    await first.app.close();
    const { port } = await startApp({ options, providers });
    expect((await postCallback(port, '/callbackExample', readBody)).json()).toEqual(ALLOWED);
    await until(() => heard.length === 1);
  });
});

describe('an app tells its inbox', () => {
  afterEach(closeApps);
  beforeEach(() => void heard.splice(0));

  it('that it serves requests', async () => {
    const inbox = new TellingInbox();
    await startApp({ options: { inbox }, providers });
    expect(inbox.starts).toEqual([{ serving: true }]);
  });

  it('that it does not, as a script', async () => {
    const inbox = new TellingInbox();

    @Module({ imports: [OpenImCallbackModule.forRoot({ inbox })], providers })
    class Script {}

    const context = await NestFactory.createApplicationContext(Script, { logger: false });
    expect(inbox.starts).toEqual([{ serving: false }]);
    await context.close();
  });
});
