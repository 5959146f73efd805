import {
  BeforeOfflinePushReply,
  BeforeUpdateUserInfoReply,
  BeforeUserRegisterReply,
  OfflinePushInfo,
  SingleMsgReadEvent,
  UserInfo,
} from '../contract/index.js';
import { BeforeMsgModifyReply } from '../contract/index.js';
import { toWire } from './answer.js';

describe('toWire', () => {
  it("uses OpenIM's spelling of a field", () => {
    expect(toWire(BeforeUpdateUserInfoReply, { nickname: 'Al', faceURL: 'f' })).toEqual({
      nickName: 'Al',
      faceURL: 'f',
    });
  });

  it('writes the first spelling of several', () => {
    expect(toWire(SingleMsgReadEvent, { seqs: [1, 2] })).toEqual({ Seqs: [1, 2] });
  });

  it('spells the objects in a list too, instances and plain ones alike', () => {
    const user = Object.assign(new UserInfo(), { userID: 'u1', appManagerLevel: 2 });
    const wire = toWire(BeforeUserRegisterReply, { users: [user, { userID: 'u2', appManagerLevel: 1 }] });
    expect(wire).toEqual({
      users: [
        {
          userID: 'u1',
          nickname: '',
          faceURL: '',
          ex: '',
          createTime: 0,
          appMangerLevel: 2,
          globalRecvMsgOpt: 0,
        },
        { userID: 'u2', appMangerLevel: 1 },
      ],
    });
  });

  it('keeps a single object an object', () => {
    const info = Object.assign(new OfflinePushInfo(), { title: 't', iOSBadgeCount: true });
    expect(toWire(BeforeOfflinePushReply, { offlinePushInfo: info })).toEqual({
      offlinePushInfo: {
        title: 't',
        desc: '',
        ex: '',
        iOSPushSound: '',
        iOSBadgeCount: true,
        signalInfo: '',
      },
    });
  });

  it('leaves what no class describes as it is', () => {
    const options: unknown = Object.assign(Object.create(null), { constructor: true, nickname: false });
    const wire = toWire(BeforeMsgModifyReply, { options, unknown: { nickname: 1 }, atUserIDList: [] });
    expect(wire).toEqual({ options, unknown: { nickname: 1 }, atUserIDList: [] });
    expect(wire['options']).toBe(options);
  });

  it('keeps null, and no fields at all', () => {
    expect(toWire(BeforeUserRegisterReply, { users: null })).toEqual({ users: null });
    expect(toWire(BeforeUserRegisterReply, {})).toEqual({});
  });
});
