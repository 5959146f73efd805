import { join } from 'node:path';
import { isBuiltin } from 'node:module';
import { mkdtempSync, rmSync, mkdirSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { findDriver } from './sqlite-driver.js';
import { UnusableStorageError } from './storage-problem.js';

describe('findDriver', () => {
  const real = process.versions.node;
  const pretend = (node: string): void => {
    Object.defineProperty(process.versions, 'node', { value: node, configurable: true, enumerable: true });
  };

  afterEach(() => pretend(real));

  it("takes Node's own where it has one, libsql otherwise", () => {
    const found = findDriver(undefined);
    if (isBuiltin('node:sqlite') && !real.startsWith('22.5')) {
      expect(found).toEqual({ driver: 'node:sqlite', className: 'DatabaseSync' });
    } else {
      expect(found).toEqual({ driver: expect.stringMatching(/node_modules.libsql/), className: null });
    }
  });

  it.each(['20.19.0', '22.12.0'])(
    'takes libsql on Node %s, where node:sqlite is missing or behind a flag',
    (node) => {
      pretend(node);
      expect(findDriver(undefined).driver).toMatch(/node_modules.libsql/);
      expect(() => findDriver('node:sqlite')).toThrow(UnusableStorageError);
      expect(() => findDriver('node:sqlite')).toThrow(
        `sqliteInbox: Node ${node} has no node:sqlite: use 22.13 or later, or npm install libsql`,
      );
    },
  );

  it.each(['22.13.0', '23.4.0', '24.0.0'])('takes node:sqlite on Node %s when it is asked for', (node) => {
    pretend(node);
    expect(findDriver('node:sqlite')).toEqual({ driver: 'node:sqlite', className: 'DatabaseSync' });
  });

  it('takes libsql when it is asked for', () => {
    pretend('24.0.0');
    expect(findDriver('libsql')).toEqual({
      driver: expect.stringMatching(/node_modules.libsql/),
      className: null,
    });
  });

  it('finds packages from the app’s entry file, then from the working directory', () => {
    const folder = mkdtempSync(join(tmpdir(), 'driver-'));
    const entry = process.argv[1];
    try {
      const home = join(folder, 'node_modules', 'better-sqlite3');
      mkdirSync(home, { recursive: true });
      writeFileSync(join(home, 'package.json'), '{"name":"better-sqlite3","main":"index.js"}');
      writeFileSync(join(home, 'index.js'), '');
      process.argv[1] = join(folder, 'main.js');
      expect(findDriver('better-sqlite3').driver).toContain(join('better-sqlite3', 'index.js'));
      expect(findDriver('libsql').driver).toMatch(/node_modules.libsql/);
    } finally {
      process.argv[1] = entry ?? '';
      rmSync(folder, { recursive: true });
    }
  });

  it('names the command that installs what is missing', () => {
    const cwd = process.cwd();
    const entry = process.argv[1];
    try {
      process.chdir('/');
      process.argv[1] = '/main.js';
      expect(() => findDriver('better-sqlite3')).toThrow(UnusableStorageError);
      expect(() => findDriver('libsql')).toThrow(
        `sqliteInbox needs the package libsql on Node ${real}: npm install libsql`,
      );
    } finally {
      process.chdir(cwd);
      process.argv[1] = entry ?? '';
    }
  });
});
