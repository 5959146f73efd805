import {
  BeforeSendSingleMsgEvent,
  BeforeSetGroupInfoExEvent,
  BeforeUserRegisterEvent,
  SingleMsgReadEvent,
} from '../../libs/openim-callback/dist/esm/index.js';
import { readBody } from '../lib/callbacks.js';

/** @import { OpenImEvent } from '../../libs/openim-callback/dist/esm/index.js' */

/**
 * @typedef {object} Sample
 * @property {string} title
 * @property {new () => OpenImEvent} type
 * @property {Readonly<Record<string, unknown>>} body
 */

const message = {
  sendID: '8821394765',
  callbackCommand: 'callbackBeforeSendSingleMsgCommand',
  serverMsgID: '0a4b6a1f2f0d9c8e7b6a5d4c3b2a1f00',
  clientMsgID: '5f4dcc3b5aa765d61d8327deb882cf99',
  operationID: '1753081234567',
  senderPlatformID: 2,
  senderNickname: 'Alice',
  sessionType: 1,
  msgFrom: 100,
  contentType: 101,
  status: 1,
  sendTime: 1753081234567,
  createTime: 1753081234321,
  content: JSON.stringify({ content: 'See you at the station at eight?' }),
  seq: 0,
  atUserList: null,
  faceURL: 'https://example.com/avatars/8821394765.png',
  ex: '',
  recvID: '4710293857',
};

const user = {
  userID: '8821394765',
  nickname: 'Alice',
  faceURL: 'https://example.com/avatars/8821394765.png',
  ex: '',
  createTime: 0,
  appMangerLevel: 1,
  globalRecvMsgOpt: 0,
};

/** Callbacks as OpenIM sends them: small, wide, nested, and with values that may be null. @type {readonly Sample[]} */
export const samples = [
  { title: 'read receipt, 4 fields', type: SingleMsgReadEvent, body: readBody(1) },
  { title: 'message, 19 fields', type: BeforeSendSingleMsgEvent, body: message },
  {
    title: 'registration of 10 users, 7 fields each',
    type: BeforeUserRegisterEvent,
    body: {
      callbackCommand: 'callbackBeforeUserRegisterCommand',
      users: Array.from({ length: 10 }, () => user),
    },
  },
  {
    title: 'change of a group, fields that may be null',
    type: BeforeSetGroupInfoExEvent,
    body: {
      callbackCommand: 'callbackBeforeSetGroupInfoExCommand',
      groupID: '3145926535',
      groupName: 'Travellers',
      notification: null,
      introduction: null,
      faceURL: null,
      ex: null,
      needVerification: 1,
      lookMemberInfo: null,
      applyMemberFriend: null,
    },
  },
  {
    title: 'read receipt that names 1,000 messages',
    type: SingleMsgReadEvent,
    body: { ...readBody(1), Seqs: Array.from({ length: 1000 }, (_, seq) => seq) },
  },
];
