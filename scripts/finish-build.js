// What tsc cannot say: that the files below dist/cjs are CommonJS although the package is `type: module`.
import { writeFileSync } from 'node:fs';

writeFileSync(
  new URL('../libs/openim-callback/dist/cjs/package.json', import.meta.url),
  '{ "type": "commonjs" }\n',
);
