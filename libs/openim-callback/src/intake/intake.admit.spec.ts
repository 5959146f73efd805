import { ALLOWED, notAccepted, readBody, refused, sendBody } from '../../../../test/support/bodies.js';
import { headWith, intakeWith, said } from '../../../../test/support/intake-fixture.js';
import { Command } from '../contract/commands.js';
import { allow } from '../replies/reply.js';

const refusing = { on: Command.beforeSendSingleMsg, call: () => allow() };
const secret = { pathSecrets: ['path-secret'] };

describe('admitting a request', () => {
  it.each([
    ['/callbackX', 'callbackX', ''],
    ['//callbackX/', 'callbackX', ''],
    ['/callbackX?contenttype=json', 'callbackX', 'contenttype=json'],
    ['?token=abc/callbackX', undefined, 'token=abc/callbackX'],
    ['', undefined, ''],
    ['/not-a-command', 'not-a-command', ''],
  ])('goes on with what %j says', (target, pathCommand, query) => {
    const head = headWith({ target });
    expect(intakeWith().intake.admit(head)).toEqual({ ok: true, request: { head, pathCommand, query } });
  });

  it('goes on without the secret', () => {
    const admission = intakeWith({ access: secret }).intake.admit(
      headWith({ target: '/path-secret/callbackX' }),
    );
    expect(admission).toMatchObject({ ok: true, request: { pathCommand: 'callbackX' } });
  });

  it('turns strangers down, by the command that the path names', async () => {
    const { post, failures } = intakeWith({ access: secret, listeners: [refusing], onFailure: 'allow' });
    expect(said(await post(sendBody))).toEqual(ALLOWED);
    expect(said(await post(readBody))).toEqual(
      notAccepted('unauthorised: the path secret is missing or wrong'),
    );
    expect(said(await post({}, { target: '/wrong-secret' }))).toEqual(ALLOWED);
    expect(failures).toEqual(
      [Command.beforeSendSingleMsg, Command.afterSingleMsgRead, undefined].map((command) => ({
        reason: 'unauthorised',
        detail: 'the path secret is missing or wrong',
        instance: 'default',
        command,
        operationID: 'op-1',
        remoteAddress: '127.0.0.1',
      })),
    );
  });

  it('never tells of a secret', async () => {
    const { post, failures } = intakeWith({ access: secret });
    await post(sendBody, { target: '/path-secrex/callbackX' });
    await post(sendBody, { target: '/path-secret/callbackX/more' });
    await post(sendBody, { target: '/path-secret/callbackX', method: 'GET' });
    expect(failures.map(({ reason, command }) => [reason, command])).toEqual([
      ['unauthorised', 'callbackX'],
      ['wrong-path', 'callbackX'],
      ['wrong-method', 'callbackX'],
    ]);
    expect(JSON.stringify(failures)).not.toContain('path-secre');
  });

  it('turns a path down that goes on after the command', async () => {
    const { post, failures } = intakeWith({ listeners: [refusing] });
    const answer = await post(sendBody, { target: `/${sendBody.callbackCommand}/more` });
    expect(answer.status).toBe(200);
    expect(said(answer)).toEqual(refused('wrong-path'));
    expect(failures).toMatchObject([{ reason: 'wrong-path', command: sendBody.callbackCommand }]);
  });

  it.each(['GET', 'HEAD', 'PUT', 'PATCH', 'DELETE', 'OPTIONS', ''])(
    'explains itself to %s',
    async (method) => {
      const { post, failures } = intakeWith();
      const answer = await post('', { target: '/', method });
      expect(answer.status).toBe(405);
      expect(said(answer)).toEqual(
        refused(
          'wrong-method',
          20500,
          `this is where an OpenIM server POSTs its callbacks, one JSON object each; ${method} is not understood. ` +
            'If OpenIM is behind this, a redirect in between has turned its POST into a GET: give webhooks.yml the final url',
        ),
      );
      expect(failures).toMatchObject([{ reason: 'wrong-method' }]);
    },
  );

  it('refuses the callback that a redirect made a GET, unless its listeners would allow', async () => {
    const get = { method: 'GET' };
    const { post } = intakeWith({
      listeners: [
        refusing,
        { on: Command.beforeAddFriend, call: () => allow(), options: { onFailure: 'allow' } },
      ],
    });
    expect(said(await post(sendBody, get))).toMatchObject({ nextCode: 1, errDlt: 'wrong-method' });
    expect(said(await post({ callbackCommand: Command.beforeAddFriend }, get))).toEqual(ALLOWED);
    expect(said(await post(readBody, get))).toMatchObject({ actionCode: 0, nextCode: 1 });
  });

  it('shows a sender as far as proxies are trusted', async () => {
    const { post, failures } = intakeWith({ access: { trustedProxies: ['127.0.0.1'] } });
    await post('', { method: 'GET', headers: { 'x-forwarded-for': '10.0.0.1, 10.0.0.2' } });
    await post('', { method: 'GET', remoteAddress: undefined });
    expect(failures.map(({ remoteAddress }) => remoteAddress)).toEqual(['10.0.0.2', undefined]);
  });
});
