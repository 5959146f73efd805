import { TurnWrites } from './turn-writes.js';

describe('TurnWrites', () => {
  let said: string[];
  let writes: TurnWrites;

  beforeEach(() => {
    said = [];
    writes = new TurnWrites({
      onFailed: (error) => said.push(`failed: ${String(error)}`),
      onWorked: () => said.push('worked'),
    });
  });

  const note = (what: string) => (): Promise<void> => {
    said.push(what);
    return Promise.resolve();
  };

  /** Fails so often, then works. */
  const failing = (times: number, what: string) => {
    let left = times;
    return (): Promise<void> => (left-- > 0 ? Promise.reject(new Error('away')) : note(what)());
  };

  it('stores one after the other', async () => {
    let end: () => void = () => undefined;
    writes.write(async () => {
      await new Promise<void>((resolve) => (end = resolve));
      said.push('one');
    });
    writes.write(note('two'));
    await new Promise(setImmediate);
    expect(said).toEqual([]);
    end();
    await writes.flush();
    expect(said).toEqual(['one', 'two']);
  });

  it('repeats what fails before anything else, and tells of it from the second time on', async () => {
    writes.write(failing(3, 'one'));
    writes.write(note('two'));
    await writes.flush();
    expect(said).toEqual(['failed: Error: away', 'failed: Error: away', 'one', 'worked', 'two']);
    expect(writes).toMatchObject({ isFailing: false, isIncomplete: false });
  });

  it('tells nobody of what fails once', async () => {
    writes.write(failing(1, 'one'));
    await writes.flush();
    expect(said).toEqual(['one']);
  });

  it('does something exclusively once: between two writes, and it may fail', async () => {
    writes.write(note('one'));
    const failed = writes.exclusively(failing(1, 'never'));
    const given = writes.exclusively(() => Promise.resolve('given'));
    writes.write(note('two'));
    await expect(failed).rejects.toThrow('away');
    expect(await given).toBe('given');
    await writes.flush();
    expect(said).toEqual(['one', 'two']);
  });

  it('gives up what fails, and what comes after it, once it is abandoned', async () => {
    writes.write(failing(Infinity, 'one'));
    writes.write(note('two'));
    await new Promise(setImmediate);
    expect(writes).toMatchObject({ isFailing: true, isIncomplete: false });
    writes.abandon();
    await writes.flush();
    expect(said).toEqual([]);
    expect(writes.isIncomplete).toBe(true);
  });
});
