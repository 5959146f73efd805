import 'reflect-metadata';
import { Injectable, type INestApplication } from '@nestjs/common';
import { NestFactory } from '@nestjs/core';
import type { Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import {
  BeforeAddFriend,
  BeforeSetFriendRemark,
  modify,
  OnSingleMsgRead,
  OpenImCallbackModule,
  refuse,
  type BeforeAddFriendEvent,
  type Refuse,
  type SingleMsgReadEvent,
} from 'nestjs-openim-callback';
import { runCli, type CliResult } from '../../testing/run-cli.js';

const read: SingleMsgReadEvent[] = [];

@Injectable()
class Listeners {
  @BeforeAddFriend()
  addFriend(event: BeforeAddFriendEvent): Refuse | undefined {
    return event.toUserID === 'banned' ? refuse(20001, 'not him') : undefined;
  }

  @BeforeSetFriendRemark()
  setRemark(): ReturnType<typeof modify<{ remark: string }>> {
    return modify({ remark: 'Robert' });
  }

  @OnSingleMsgRead()
  readMessages(event: SingleMsgReadEvent): void {
    read.push(event);
  }
}

describe('openim-callback trigger, to an app with nestjs-openim-callback', () => {
  let app: INestApplication<Server>;
  let url = '';

  beforeAll(async () => {
    const module = {
      module: class App {},
      imports: [OpenImCallbackModule.forRoot()],
      providers: [Listeners],
    };
    app = await NestFactory.create(module, { logger: false });
    await app.listen(0, '127.0.0.1');
    url = `http://127.0.0.1:${String((app.getHttpServer().address() as AddressInfo).port)}/callbackExample`;
  });

  afterAll(() => app.close());

  const trigger = (...argv: string[]): Promise<CliResult> => runCli(['trigger', ...argv, '--url', url]);

  it('is refused', async () => {
    const { exitCode, stdout } = await trigger('beforeAddFriend', '--set', 'toUserID=banned');
    expect(exitCode).toBe(1);
    expect(stdout).toContain('REFUSED with 20001 not him');
    expect((await trigger('beforeAddFriend')).exitCode).toBe(0);
  });

  it('is changed', async () => {
    const { exitCode, stdout } = await trigger('beforeSetFriendRemark');
    expect(exitCode).toBe(0);
    expect(stdout).toContain('applied: remark = "Robert"');
  });

  it('is heard, in the spelling of OpenIM and in that of the docs', async () => {
    const seqs = ['--count', '5', '--concurrency', '5', '--set'];
    expect((await trigger('afterSingleMsgRead', ...seqs, 'Seqs=[{n}]')).exitCode).toBe(0);
    expect((await trigger('afterSingleMsgRead', ...seqs, 'seqs=[1{n}]')).exitCode).toBe(0);
    await app.close();
    expect(read.flatMap((event) => event.seqs).sort((a, b) => a - b)).toEqual([
      1, 2, 3, 4, 5, 11, 12, 13, 14, 15,
    ]);
  });
});
