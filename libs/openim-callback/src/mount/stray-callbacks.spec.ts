import { Controller, Injectable, Post } from '@nestjs/common';
import { readBody } from '../../../../test/support/bodies.js';
import { closeApps, startApp, startFastifyApp } from '../../../../test/support/callback-app.js';
import { postCallback } from '../../../../test/support/http.js';
import { until } from '../../../../test/support/until.js';
import { Command } from '../contract/commands.js';
import { OnSingleMsgRead } from '../listeners/decorators.js';
import { OpenImCallbackService } from '../module/openim-callback.service.js';

@Injectable()
class Listeners {
  @OnSingleMsgRead()
  onRead(): void {
    // That it is not called is the trouble.
  }
}

@Controller('by-hand')
class ByHand {
  @Post(Command.afterSingleMsgRead)
  receive() {
    return { errCode: 0 };
  }
}

describe.each([
  ['Express', startApp],
  ['Fastify', startFastifyApp],
] as const)('a callback that comes to another path (%s)', (_framework, start) => {
  afterEach(closeApps);

  it('is told of when nobody there knows it, without the path', async () => {
    const { app, port, log } = await start({
      options: {},
      providers: [Listeners],
      controllers: [ByHand],
      configure: (each) => each.setGlobalPrefix('api'),
    });
    await postCallback(port, '/callbackExample', readBody);
    await postCallback(port, `/callbackExample/secret/${Command.afterSingleMsgRead}`, readBody);
    await postCallback(port, '/api/by-hand', readBody);
    await postCallback(port, '/api/callbackExample', readBody);
    await postCallback(port, '/nothing', { ...readBody, callbackCommand: 'callbackOfNobody' });
    const failures = (): unknown => app.get(OpenImCallbackService).diagnosis().failures;
    await until(() => JSON.stringify(failures()) === '{"wrong-path":2}');
    expect(log.text).toContain(
      `${Command.afterSingleMsgRead} from 127.0.0.1: wrong-path: it came to another path than /api/callbackExample`,
    );
    expect(log.text).not.toContain('secret');
  });
});
