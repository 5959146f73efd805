// An operator's program: sends the dead letters of an inbox file again while apps run on it.
// node operator.js <inbox file>
import { sqliteInbox } from '../../../libs/openim-callback/src/index.js';

const [, , file = ''] = process.argv;
const inbox = sqliteInbox({ file });
const redriven = await inbox.deadLetters.redrive();
await inbox.close();
console.log(redriven);
