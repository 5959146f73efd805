import { spawnSync } from 'node:child_process';

/** What Prometheus's own linter says of a scrape; nothing when all is well. */
export function lint(scrape: string): string {
  const { error, stdout, stderr } = spawnSync('promtool', ['check', 'metrics'], {
    input: scrape,
    encoding: 'utf8',
  });
  if (error) throw new Error('this test needs promtool: apt-get install -y prometheus', { cause: error });
  return stdout + stderr;
}
