import { Injectable } from '@nestjs/common';
import { ALLOWED, readBody, sendBody } from '../../../../test/support/bodies.js';
import { closeApps, startApp } from '../../../../test/support/callback-app.js';
import { postCallback, send } from '../../../../test/support/http.js';
import { until } from '../../../../test/support/until.js';
import { Command } from '../contract/commands.js';
import { BeforeSendSingleMsg } from '../listeners/decorators.js';
import { refuse } from '../replies/reply.js';
import { OpenImCallbackService } from './openim-callback.service.js';

@Injectable()
class Refusing {
  @BeforeSendSingleMsg()
  onSend() {
    return refuse(20001, 'no');
  }
}

describe.each(['controller', 'direct'] as const)('the streams of the service (%s mount)', (mount) => {
  afterEach(closeApps);

  const start = () => startApp({ options: { mount }, providers: [Refusing] });

  it('show every usable callback, and nothing else', async () => {
    const { app, port } = await start();
    const service = app.get(OpenImCallbackService);
    const [all, reads]: string[][] = [[], []];
    service.events$.subscribe(({ event, context }) => all?.push(`${context.phase} ${event.callbackCommand}`));
    service.on(Command.afterSingleMsgRead).subscribe(({ event }) => reads?.push(event.conversationID));
    await postCallback(port, '/callbackExample', sendBody);
    await postCallback(port, '/callbackExample', { ...sendBody, sendID: 5 });
    await send(port, '/callbackExample', '{');
    await postCallback(port, '/callbackExample', { callbackCommand: 'callbackX' });
    await postCallback(port, '/callbackExample', readBody);
    await until(() => reads?.length === 1);
    expect(all).toEqual([
      `before ${sendBody.callbackCommand}`,
      'after callbackX',
      `after ${readBody.callbackCommand}`,
    ]);
    expect(reads).toEqual(['si_u1_u2']);
  });

  it('delay no answer: they emit when it has been written', async () => {
    const { app, port } = await start();
    const written: boolean[] = [];
    app
      .getHttpServer()
      .prependListener('request', (_request: unknown, response: { writableEnded: boolean }) => {
        app.get(OpenImCallbackService).events$.subscribe(() => written.push(response.writableEnded));
      });
    expect((await postCallback(port, '/callbackExample', readBody)).json()).toEqual(ALLOWED);
    await until(() => written.length > 0);
    expect(written).toEqual([true]);
  });

  it('complete when the app closes', async () => {
    const { app } = await start();
    let completed = false;
    app.get(OpenImCallbackService).events$.subscribe({ complete: () => void (completed = true) });
    await app.close();
    expect(completed).toBe(true);
  });
});
