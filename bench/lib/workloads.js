import { Buffer } from 'node:buffer';
import { exampleBody, marshal } from '../../libs/openim-sender/dist/index.js';
import { READ_COMMAND, readBytes } from './callbacks.js';
import { postBytes } from './connection.js';

/**
 * @typedef {object} Workload
 * @property {string} title
 * @property {string} command
 * @property {Readonly<Record<string, unknown>>} answer what every receiver has to answer
 * @property {number} different bodies that are sent in turns
 * @property {(number: number) => Buffer} body
 */

export const ALLOWED = { actionCode: 0, errCode: 0, errMsg: '', errDlt: '', nextCode: 0 };
export const REFUSED = { actionCode: 0, errCode: 20001, errMsg: 'blocked', errDlt: '', nextCode: 1 };

const MESSAGE = 'callbackAfterSendSingleMsgCommand';
const BEFORE_MESSAGE = 'callbackBeforeSendSingleMsgCommand';
const DISMISS = 'callbackAfterDisMissGroupCommand';

/** Chats: events of one are delivered one after the other. */
const CONVERSATIONS = 1000;

/** Of a megabyte, each ten digits long as OpenIM makes them. */
const MEMBERS = 2 ** 20 / '"1234567890",'.length;

const message = (/** @type {string} */ command) => (/** @type {number} */ number) =>
  Buffer.from(marshal({ ...exampleBody(command), sendID: `u${1000 + number}`, recvID: `u${2000 + number}` }));

const dismissal = () =>
  Buffer.from(
    marshal({
      ...exampleBody(DISMISS),
      membersID: Array.from({ length: MEMBERS }, (_, number) => String(1_000_000_000 + number)),
    }),
  );

/** @satisfies {Readonly<Record<string, Workload>>} */
export const workloads = {
  read: {
    title: 'a read callback, 136 bytes',
    command: READ_COMMAND,
    answer: ALLOWED,
    different: CONVERSATIONS,
    body: readBytes,
  },
  message: {
    title: `a message callback, 19 fields, ${message(MESSAGE)(0).length} bytes`,
    command: MESSAGE,
    answer: ALLOWED,
    different: CONVERSATIONS,
    body: message(MESSAGE),
  },
  refusal: {
    title: 'the same before the message is sent: a synchronous listener refuses it',
    command: BEFORE_MESSAGE,
    answer: REFUSED,
    different: CONVERSATIONS,
    body: message(BEFORE_MESSAGE),
  },
  megabyte: {
    title: 'a body of 1 MB: a group is dismissed that had 80,000 members',
    command: DISMISS,
    answer: ALLOWED,
    different: 1,
    body: dismissal,
  },
};

/**
 * @param {string} name
 * @returns {Workload}
 */
export function workloadOf(name) {
  const workload = new Map(Object.entries(workloads)).get(name);
  if (!workload) throw new RangeError(`no workload ${name}`);
  return workload;
}

/**
 * The requests that are sent in turns, made before the clock runs.
 *
 * @param {Workload} workload
 */
export const requestsOf = ({ command, body, different }) =>
  Array.from({ length: different }, (_, number) => postBytes(command, body(number)));
