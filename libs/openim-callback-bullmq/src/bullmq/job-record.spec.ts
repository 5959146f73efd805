import { recordOf } from './job-record.js';

const DATA = { id: 'a', done: true } as const;

describe('recordOf', () => {
  const putting = (error?: Error) =>
    recordOf('a', DATA, () => (error ? Promise.reject(error) : Promise.resolve()));

  it('puts other data in its place', async () => {
    await expect(putting().update(DATA)).resolves.toBeUndefined();
  });

  it('takes it that a job is not there any more, and nothing else', async () => {
    const gone = Object.assign(new Error('Missing key for job a'), { code: -1 });
    await expect(putting(gone).update(DATA)).resolves.toBeUndefined();
    await expect(putting(new Error('OOM')).update(DATA)).rejects.toThrow('OOM');
  });
});
