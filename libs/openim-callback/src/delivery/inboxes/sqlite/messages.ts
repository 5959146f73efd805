/** Every text of the SQLite inbox that users see; each says what to do. */

export const CLOSED = 'the inbox is closed';
export const NOT_STARTED = 'the inbox has not been started';
export const ONLY_DELIVERS = 'sqliteInbox only delivers, by its option role';
export const ONLY_EVENTS_HELD = 'the storage fails: only events are held meanwhile';
export const FILE_OPTION = 'file must be the path of the database';
export const DRIVER_OPTION =
  "driver must be the name of a package, or the path or file: URL of its module, such as import.meta.resolve('libsql'): " +
  'the SQLite thread loads it for itself';

/** Why an event is not taken. */
export const noRoom = (held: number): string =>
  `no room to hold more than ${held} events while the storage does not keep up`;

/** Why an event that was read back is not delivered. */
export const DAMAGED_EVENT = 'it is not what was written: the file is damaged';

export const noSuchFile = (file: string): string => `${file}: there is no such file`;

export const noNodeSqlite = (node: string): string =>
  `sqliteInbox: Node ${node} has no node:sqlite: use 22.13 or later, or npm install libsql`;

export const noDriver = (name: string, node: string): string =>
  `sqliteInbox needs the package ${name} on Node ${node}: npm install ${name}, or give its module's path as driver`;

export const noDriverFile = (driver: string): string =>
  `sqliteInbox: there is no module ${driver}: give driver the path or the file: URL of one`;

export const brokenDriver = (driver: string, error: string): string =>
  `sqliteInbox cannot load ${driver}: ${error}. Install it on this machine, for the Node that runs ` +
  'the app: binaries of another platform, or a node_modules that was copied, do not do';

export const brokenThread = (error: string): string =>
  `sqliteInbox cannot run its SQLite thread, whose code was changed by a transpiler, a bundler or a coverage tool ` +
  `(${error}). Leave the package nestjs-openim-callback as it is: external to the bundle, and neither ` +
  'transpiled nor instrumented';

export const otherVersion = (file: string, version: number, wanted: number): string =>
  `${file} has schema version ${version}, this tool works on ${wanted}: start the app with this version first`;

export const newerVersion = (file: string, version: number, newest: number): string =>
  `${file} has schema version ${version}, this package knows up to ${newest}: ` +
  'install the version of nestjs-openim-callback that wrote it, or a later one';

export const foreignFile = (file: string): string =>
  `${file} is another program's database: give sqliteInbox a file of its own`;

export const wrongPragma = (sql: string, got: string, wanted: string | number): string =>
  `${sql} gave ${got} instead of ${wanted}`;

/** What to do about SQLite's primary result codes that are about the storage. */
export const FIXES: ReadonlyMap<number, string> = new Map([
  [5, 'another program holds its write lock: close it (a sqlite3 shell with an open transaction?)'],
  [6, 'another program holds its write lock: close it (a sqlite3 shell with an open transaction?)'],
  [8, 'it or its folder is read-only: give the app write access, or remount the file system'],
  [10, 'the disk reports errors or has become read-only: look into the system log'],
  [
    11,
    'it is damaged: when the app uses it, it is set aside and a new one is begun; recover it with `sqlite3 <file> .recover`',
  ],
  [13, 'the disk is full: make room'],
  [14, 'it cannot be opened or made: look at its folder and the permissions'],
  [23, 'the app may not open it: look at the permissions'],
  [26, 'it is no SQLite database: when the app uses it, it is set aside and a new one is begun'],
]);

/** The same for what the file system says before SQLite is asked. */
export const FILE_FIXES: ReadonlyMap<unknown, string> = new Map([
  ['EACCES', 'the app may not write there: look at the permissions'],
  ['EPERM', 'the app may not write there: look at the permissions'],
  ['EROFS', 'the file system is read-only: remount it'],
  ['ENOSPC', 'the disk is full: make room'],
  ['ENOTDIR', 'a part of the path is a file: choose another path'],
  ['EEXIST', 'a part of the path is a file: choose another path'],
  // What Node says of a folder on a read-only file system.
  ['ENOENT', 'its folder cannot be made: make it, or remount the file system if that is read-only'],
]);

export const storageProblem = (file: string, fix: string | undefined, error: string): string =>
  `${file}: ${fix ?? 'unexpected failure'} (${error})`;

/** Says that a new file is in use in place of the one that was damaged, or deleted or replaced. */
export const describeLoss = (file: string, setAside: string | undefined): string =>
  setAside === undefined
    ? `${file} was deleted or replaced while the app ran; the file that is there now is in use. ` +
      'What was still to be read from the other one is delivered only if it is put back while the app is stopped'
    : `${file} was damaged and is now ${setAside}; a new file is in use. ` +
      `Recover events with: sqlite3 ${setAside} .recover`;
