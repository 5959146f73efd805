import { mkdirSync, mkdtempSync, realpathSync, rmSync, writeFileSync } from 'node:fs';
import { createRequire, isBuiltin } from 'node:module';
import { tmpdir } from 'node:os';
import { join, relative } from 'node:path';
import { pathToFileURL } from 'node:url';
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

  /** As a process manager starts an app, or `node -e`: nothing leads to its packages. */
  const elsewhere = <T>(work: () => T): T => {
    const cwd = process.cwd();
    const entry = process.argv[1];
    try {
      process.chdir('/');
      process.argv[1] = '/main.js';
      return work();
    } finally {
      process.chdir(cwd);
      process.argv[1] = entry ?? '';
    }
  };

  it('finds packages from where the library is, wherever the app was started', () => {
    expect(elsewhere(() => findDriver('libsql'))).toEqual({
      driver: expect.stringMatching(/node_modules.libsql/),
      className: null,
    });
  });

  it('takes the path or the URL of a module', () => {
    const path = createRequire(import.meta.url).resolve('libsql');
    const found = { driver: path, className: null };
    expect(elsewhere(() => findDriver(path))).toEqual(found);
    expect(elsewhere(() => findDriver(pathToFileURL(path).href))).toEqual(found);
    expect(findDriver(`./${relative(process.cwd(), path)}`)).toEqual(found);
  });

  it('says what is wrong with a path where no module is', () => {
    expect(() => findDriver('/nowhere/driver.js')).toThrow(UnusableStorageError);
    expect(() => findDriver('/nowhere/driver.js')).toThrow(
      'sqliteInbox: there is no module /nowhere/driver.js: give driver the path or the file: URL of one',
    );
  });

  it('takes better-sqlite3 when it is the only one there', () => {
    pretend('20.19.0');
    const folder = realpathSync(mkdtempSync(join(tmpdir(), 'driver-')));
    try {
      const home = join(folder, 'node_modules', 'better-sqlite3');
      mkdirSync(home, { recursive: true });
      writeFileSync(join(home, 'index.js'), '');
      const from = [join(folder, 'main.js')];
      expect(findDriver(undefined, from).driver).toBe(join(home, 'index.js'));
      expect(() => findDriver('libsql', from)).toThrow('npm install libsql');
    } finally {
      rmSync(folder, { recursive: true });
    }
  });

  it('names the command that installs what is missing', () => {
    pretend('20.19.0');
    expect(() => findDriver('better-sqlite3', ['/main.js'])).toThrow(UnusableStorageError);
    expect(() => findDriver(undefined, ['/main.js'])).toThrow(
      'sqliteInbox needs the package libsql on Node 20.19.0: npm install libsql',
    );
  });
});
