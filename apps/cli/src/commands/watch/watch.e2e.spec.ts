import { createServer } from 'node:http';
import { Injectable } from '@nestjs/common';
import { BeforeSendSingleMsg, OpenImCallbackModule, refuse } from 'nestjs-openim-callback';
import { OpenImInspectorModule, type OpenImInspectorOptions } from 'nestjs-openim-callback/inspector';
import { readBody, sendBody } from '../../../../../test/support/bodies.js';
import { closeApps, startApp } from '../../../../../test/support/callback-app.js';
import { postCallback } from '../../../../../test/support/http.js';
import { portOf } from '../../../../../test/support/http-server.js';
import { until } from '../../../../../test/support/until.js';
import { runCli, startCli, TestOutput, type CliRun } from '../../testing/run-cli.js';

@Injectable()
class Listeners {
  @BeforeSendSingleMsg()
  onSend({ content }: { content: string }) {
    return content.includes('spam') ? refuse(20001, 'no spam') : undefined;
  }
}

const startInspected = (options: OpenImInspectorOptions = {}) =>
  startApp({
    imports: [OpenImCallbackModule.forRoot(), OpenImInspectorModule.forRoot(options)],
    providers: [Listeners],
  });

const spam = { ...sendBody, content: '{"content":"spam"}' };

describe('openim-callback watch', () => {
  const runs: CliRun[] = [];

  afterEach(async () => {
    for (const run of runs.splice(0)) {
      run.interrupt();
      await run.result;
    }
    await closeApps();
  });

  /** Watches, and sends callbacks until the first of them is shown: who has just come has not seen what was before. */
  async function watching(port: number, ...argv: readonly string[]) {
    const stdout = new TestOutput();
    const run = startCli(['watch', '--url', `http://127.0.0.1:${port}/openim`, ...argv], { stdout });
    runs.push(run);
    await until(async () => {
      await postCallback(port, '/callbackExample', spam);
      return stdout.text !== '';
    });
    return { run, stdout };
  }

  it('shows each callback on a line, until Ctrl-C', async () => {
    const { port } = await startInspected();
    const { run, stdout } = await watching(port);
    await postCallback(port, '/callbackExample', readBody);
    await until(() => stdout.text.includes('AfterSingleMsgRead'));
    run.interrupt();
    const { exitCode, stdout: lines } = await run.result;
    expect(exitCode).toBe(130);
    expect(lines).toMatch(/^\d\d:\d\d:\d\d\.\d{3} {2}refused {4}BeforeSendSingleMsg .* 20001 no spam/m);
    expect(lines).toMatch(/ {2}accepted {3}AfterSingleMsgRead /);
  });

  it('prints lines of JSON, and only what the filter wants', async () => {
    const { port } = await startInspected();
    const { stdout } = await watching(
      port,
      '--json',
      '--filter',
      'command=beforeSendSingleMsg,outcome=refused',
    );
    await postCallback(port, '/callbackExample', readBody);
    await postCallback(port, '/callbackExample', sendBody);
    const before = stdout.text.length;
    await until(async () => {
      await postCallback(port, '/callbackExample', spam);
      return stdout.text.length > before;
    });
    const shown = stdout.text
      .trim()
      .split('\n')
      .map((line): unknown => JSON.parse(line));
    for (const each of shown) expect(each).toMatchObject({ outcome: 'refused', detail: '20001 no spam' });
  });

  it('goes on when the app is back', async () => {
    const first = await startInspected();
    const { run, stdout } = await watching(first.port);
    await first.app.close();
    const seen = stdout.text.length;
    const { app } = await startApp({
      imports: [OpenImCallbackModule.forRoot(), OpenImInspectorModule.forRoot()],
      providers: [Listeners],
    });
    const server = createServer(app.getHttpAdapter().getInstance() as never);
    await new Promise<void>((resolve) => server.listen(first.port, '127.0.0.1', resolve));
    expect(portOf(server)).toBe(first.port);
    await until(async () => {
      await postCallback(first.port, '/callbackExample', spam);
      return stdout.text.length > seen;
    });
    run.interrupt();
    expect((await run.result).stderr).toContain('trying again');
    server.closeAllConnections();
    await new Promise((resolve) => server.close(resolve));
  });

  it('sends headers, and says why it is not let in', async () => {
    const { port } = await startInspected({ authorize: ({ headers }) => headers['x-ops'] === 'yes' });
    await watching(port, '--header', 'X-Ops: yes');
    const { exitCode, stderr } = await runCli(['watch', '--url', `http://127.0.0.1:${port}/openim`]);
    expect([exitCode, stderr]).toEqual([3, expect.stringContaining('401: the option authorize')]);
  });

  it.each([
    [['--url', 'openim'], 2, 'is no address'],
    [['--url', 'http://127.0.0.1:2/openim'], 3, 'ECONNREFUSED'],
    [['--url', 'http://127.0.0.1:2/openim', '--filter', 'color=red'], 2, 'color=red'],
    [['--url', 'http://127.0.0.1:2/openim', '--filter', 'command=none'], 2, 'OpenIM has no callback'],
    [['--url', 'http://127.0.0.1:2/openim', '--header', 'no header'], 2, '--header'],
  ])('ends with %j', async (argv, code, said) => {
    const { exitCode, stderr } = await runCli(['watch', ...argv]);
    expect([exitCode, stderr]).toEqual([code, expect.stringContaining(said)]);
  });
});
