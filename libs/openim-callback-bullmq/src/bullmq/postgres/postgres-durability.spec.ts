import { judgePostgres } from './postgres-durability.js';

const SAFE = { version: '15.4', fsync: 'on', synchronous_commit: 'on', full_page_writes: 'on' };

describe('judgePostgres', () => {
  it('finds nothing wrong with the defaults', () => {
    expect(judgePostgres(SAFE)).toEqual({
      settings: 'PostgreSQL 15.4: fsync on, synchronous_commit on, full_page_writes on',
      risks: [],
    });
  });

  it.each(['local', 'remote_write', 'remote_apply'])('takes synchronous_commit %s for safe', (commit) => {
    expect(judgePostgres({ ...SAFE, synchronous_commit: commit }).risks).toEqual([]);
  });

  it.each(['fsync', 'synchronous_commit', 'full_page_writes'])('says what to set without %s', (name) => {
    const { risks } = judgePostgres({ ...SAFE, [name]: 'off' });
    expect(risks).toEqual([expect.stringContaining(`set ${name} on`)]);
  });

  it('takes what it is not told for unsafe', () => {
    expect(judgePostgres({}).risks).toHaveLength(3);
  });
});
