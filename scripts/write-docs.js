// Writes what docs/commands says of the commands, from the library's own contract.
import { mkdirSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import * as sender from '../libs/openim-sender/dist/index.js';
import * as answer from '../libs/openim-callback/dist/esm/replies/answer.js';
import * as library from '../libs/openim-callback/dist/esm/contract/index.js';
import { renderDocs } from './docs/render-docs.js';

const root = fileURLToPath(new URL('..', import.meta.url));
const texts = renderDocs({
  ...library,
  ...answer,
  ...sender,
  contract: join(root, 'libs/openim-callback/src/contract'),
});
for (const [path, text] of texts) {
  mkdirSync(dirname(join(root, path)), { recursive: true });
  writeFileSync(join(root, path), text);
}
