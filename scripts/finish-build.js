// What tsc cannot say: that the files below dist/cjs are CommonJS although the packages are `type: module`.
import { existsSync, writeFileSync } from 'node:fs';

for (const library of ['openim-callback', 'openim-callback-bullmq']) {
  const build = new URL(`../libs/${library}/dist/cjs/`, import.meta.url);
  if (existsSync(build)) writeFileSync(new URL('package.json', build), '{ "type": "commonjs" }\n');
}
