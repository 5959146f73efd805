import { cp, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { NestFactory } from '@nestjs/core';
import { describeWebhooks } from 'nestjs-openim-callback';
import { parse } from 'yaml';
import { runCli } from '../../apps/cli/src/testing/run-cli.js';
import { AppModule } from '../../apps/read-receipts/src/app.module.js';

const MISTAKES = join(import.meta.dirname, 'ten-mistakes.yml');
const URL = 'http://openim:p%2Fss@10.0.0.5:10006/callbackExample/abc';

interface Found {
  readonly code: string;
  readonly place: { readonly line: number };
  readonly setting: string;
  readonly reason: string;
  readonly fix: string;
}

describe('a webhooks.yml with ten mistakes', () => {
  let folder: string;
  /** What the example app listens to. */
  let app: readonly string[];

  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), 'ten-mistakes-'));
    const preview = await NestFactory.create(AppModule, {
      preview: true,
      logger: false,
      abortOnError: false,
    });
    const plans = join(folder, 'plans.json');
    await writeFile(plans, JSON.stringify(describeWebhooks(preview)));
    app = ['--app', plans, '--deadline', '4000'];
  });

  afterAll(() => rm(folder, { recursive: true }));

  it('has all ten named, each with its place and fix', async () => {
    const { exitCode, stdout, stderr } = await runCli(['doctor', '--config', MISTAKES, ...app, '--json']);
    expect([exitCode, stderr]).toEqual([1, '']);
    const { findings } = JSON.parse(stdout) as { findings: readonly Found[] };
    const lines = (await readFile(MISTAKES, 'utf8')).split('\n');
    expect(
      findings.map(({ code, place, setting }) => [
        code,
        setting,
        lines[place.line - 1]?.trim().split(':')[0],
      ]),
    ).toEqual([
      ['url-userinfo', 'url', 'url'],
      ['url-query', 'url', 'url'],
      ['timeout-under-deadline', 'beforeSendSingleMsg.timeout', 'timeout'],
      ['failed-continue', 'beforeSendSingleMsg.failedContinue', 'failedContinue'],
      ['not-enabled', 'beforeSendGroupMsg', 'beforeSendGroupMsg'],
      ['timeout-too-long', 'afterSingleMsgRead.timeout', 'timeout'],
      ['before-without-listener', 'beforeAddFriend', 'beforeAddFriend'],
      ['dead-key', 'afterGroupMsgRevoke', 'afterGroupMsgRevoke'],
      ['old-key', 'quitGroup', 'quitGroup'],
      ['old-section', 'callback', 'callback'],
    ]);
    for (const { reason, fix } of findings)
      expect([reason.length > 20, fix.length > 5]).toEqual([true, true]);
    expect(stdout).not.toContain('p/ss');
  });

  it('is repaired by config, which keeps its comments and order, and then has none', async () => {
    const file = join(folder, 'webhooks.yml');
    await cp(MISTAKES, file);
    const written = await runCli(['config', ...app, '--merge', file, '--url', URL, '--write']);
    expect([written.exitCode, written.stdout]).toEqual([0, '']);
    const { exitCode, stdout } = await runCli(['doctor', '--config', file, ...app]);
    expect(stdout).toContain('nothing is wrong');
    expect(exitCode).toBe(0);
    const [before, after] = [await readFile(MISTAKES, 'utf8'), await readFile(file, 'utf8')];
    const keys = (text: string): string[] => text.match(/^\w+(?=:)/gm) ?? [];
    expect(keys(after)).toEqual(keys(before).filter((key) => key !== 'callback'));
    const comments = (text: string): string[] => text.match(/# .*/g) ?? [];
    expect(comments(after)).toEqual(comments(before).slice(0, -1));
    expect(parse(after)).toMatchObject({
      url: URL,
      beforeSendSingleMsg: { enable: true, timeout: 5 },
      beforeSendGroupMsg: { enable: true, timeout: 5 },
      beforeMsgModify: { enable: true, timeout: 5 },
      afterSingleMsgRead: { enable: true, timeout: 5 },
      beforeAddFriend: { enable: false },
      afterGroupMsgRevoke: { enable: false },
      quitGroup: { enable: false },
    });
  });
});
