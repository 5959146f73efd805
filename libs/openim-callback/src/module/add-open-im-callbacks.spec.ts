import { Controller, Get, Injectable, type INestApplication } from '@nestjs/common';
import { DocumentBuilder, SwaggerModule, type OpenAPIObject } from '@nestjs/swagger';
import { Ajv, type ValidateFunction } from 'ajv';
import { readBody, sendBody } from '../../../../test/support/bodies.js';
import { closeApps, createApp, startApp } from '../../../../test/support/callback-app.js';
import { postCallback } from '../../../../test/support/http.js';
import { Command } from '../contract/commands.js';
import { allDefinitions } from '../contract/definitions.js';
import {
  BeforeMsgModify,
  BeforeSendSingleMsg,
  OnAnyCallback,
  OnSingleMsgRead,
} from '../listeners/decorators.js';
import { OpenImCallbackModule } from '../openim-callback.module.js';
import { modify, refuse } from '../replies/reply.js';
import { addOpenImCallbacks } from './add-open-im-callbacks.js';

@Injectable()
class Listeners {
  @OnSingleMsgRead()
  onRead(): void {
    // What is documented is what counts.
  }

  @BeforeSendSingleMsg()
  onSend() {
    return refuse(20001, 'no');
  }

  @BeforeMsgModify()
  onModify() {
    return modify({ senderNickname: 'Alice' });
  }
}

@Controller('own')
class OwnController {
  @Get()
  own(): string {
    return 'own';
  }
}

const documentOf = (app: INestApplication): OpenAPIObject =>
  addOpenImCallbacks(SwaggerModule.createDocument(app, new DocumentBuilder().build()), app);

/** A check by one of a document's schemas. */
function checkOf({ components }: OpenAPIObject, name: string): ValidateFunction {
  const ajv = new Ajv({ strict: true, strictTypes: false, keywords: ['components'] });
  ajv.addSchema({ $id: 'document', components }, 'document');
  return ajv.compile({ $ref: `document#/components/schemas/${name}` });
}

describe('the OpenAPI document', () => {
  afterEach(closeApps);

  it('has the callbacks that the app listens to, beside its own routes, and no others', async () => {
    const { app } = await startApp({
      options: {},
      providers: [Listeners],
      controllers: [OwnController],
      configure: (each) => each.setGlobalPrefix('api'),
    });
    const base = '/api/callbackExample';
    const { paths, components } = documentOf(app);
    expect(Object.keys(paths).sort()).toEqual(
      [
        '/api/own',
        `${base}/${Command.afterSingleMsgRead}`,
        `${base}/${Command.beforeMsgModify}`,
        `${base}/${Command.beforeSendSingleMsg}`,
      ].sort(),
    );
    expect(Object.keys(components?.schemas ?? {}).sort()).toEqual([
      'BeforeMsgModifyEvent',
      'BeforeMsgModifyReply',
      'BeforeSendSingleMsgEvent',
      'NoReplyFields',
      'OpenImCallbackAnswer',
      'SingleMsgReadEvent',
    ]);
  });

  it('describes what OpenIM sends and what it is answered', async () => {
    const { app, port } = await startApp({ options: {}, providers: [Listeners] });
    const document = documentOf(app);
    const modifyBody = { ...sendBody, callbackCommand: Command.beforeMsgModify };
    for (const [body, request, answer] of [
      [readBody, 'SingleMsgReadEvent', 'OpenImCallbackAnswer'],
      [sendBody, 'BeforeSendSingleMsgEvent', 'NoReplyFields'],
      [modifyBody, 'BeforeMsgModifyEvent', 'BeforeMsgModifyReply'],
    ] as const) {
      expect(checkOf(document, request)(body)).toBe(true);
      const said = (await postCallback(port, '/callbackExample', body)).json();
      expect(checkOf(document, answer)(said)).toBe(true);
    }
    expect(checkOf(document, 'SingleMsgReadEvent')({ ...readBody, Seqs: 'none' })).toBe(false);
    expect(checkOf(document, 'SingleMsgReadEvent')({ ...readBody, Seqs: null })).toBe(true);
    expect(checkOf(document, 'SingleMsgReadEvent')(sendBody)).toBe(false);
    expect(checkOf(document, 'BeforeMsgModifyReply')({ nextCode: 0 })).toBe(false);
  });

  it('has schemas for all commands, each of them one', async () => {
    @Injectable()
    class Everything {
      @OnAnyCallback()
      onAny(): void {
        // What is documented is what counts.
      }
    }
    const { app } = await startApp({ options: {}, providers: [Everything] });
    const document = documentOf(app);
    expect(Object.keys(document.paths)).toHaveLength(allDefinitions().length);
    for (const { command, event } of allDefinitions())
      expect(checkOf(document, event.name)({ callbackCommand: command })).toBe(true);
  });

  it('shows that a secret belongs into the path, and never which', async () => {
    const { app } = await startApp({
      options: { access: { pathSecrets: ['secret-secret'] } },
      providers: [Listeners],
    });
    const document = documentOf(app);
    expect(document.paths).toHaveProperty([`/callbackExample/{secret}/${Command.afterSingleMsgRead}`]);
    expect(JSON.stringify(document)).not.toContain('secret-secret');
  });

  it('has those of every instance', async () => {
    const { app } = await startApp({
      imports: [
        OpenImCallbackModule.forRoot(),
        OpenImCallbackModule.forRoot({ name: 'other', path: 'other' }),
      ],
      providers: [Listeners],
    });
    expect(Object.keys(documentOf(app).paths)).toHaveLength(3);
  });

  it('is served when it is made on demand, and refused before the listeners are known', async () => {
    const { app } = await createApp({ options: {}, providers: [Listeners] });
    expect(() => documentOf(app)).toThrow('needs an app that has started');
    SwaggerModule.setup('docs', app, () => documentOf(app));
    await app.listen(0, '127.0.0.1');
    const served = await fetch(`${await app.getUrl()}/docs-json`);
    expect(await served.json()).toMatchObject({
      paths: {
        [`/callbackExample/${Command.afterSingleMsgRead}`]: { post: { operationId: 'afterSingleMsgRead' } },
      },
    });
  });
});
