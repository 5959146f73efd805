// The specs of a room run as one suite: what they import is then loaded once and not once a spec, which is most of the
// time of a small one. `test/rooms/<folder>.suite.ts` stands for all the specs below `<folder>`; where both are asked for,
// only the suite runs. A path of a spec after `npm test --` runs that spec alone.
const { readdirSync } = require('node:fs');
const { join, relative, sep } = require('node:path');
const { fileURLToPath } = require('node:url');

const SUITE = '.suite.ts';
const ROOT = join(__dirname, '..', '..');

const folderOf = (suite) => join(ROOT, relative(__dirname, suite).slice(0, -SUITE.length));

/** Jest's filter: leaves out the specs that run in one of the suites. */
const filter = (paths) => {
  const rooms = paths.filter((path) => path.endsWith(SUITE)).map((suite) => folderOf(suite) + sep);
  return { filtered: paths.filter((path) => !rooms.some((room) => path.startsWith(room))) };
};

/** The specs of the suite whose URL is given. */
const specsOf = (suite) => {
  const folder = folderOf(fileURLToPath(suite));
  const files = readdirSync(folder, { recursive: true, encoding: 'utf8' });
  return files.filter((file) => file.endsWith('.spec.ts')).map((file) => join(folder, file));
};

module.exports = Object.assign(filter, { specsOf });
