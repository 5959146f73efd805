/** Only compiled: what compiles as a listener of before callbacks, and what does not. */
import {
  allow,
  BeforeCreateGroup,
  BeforeMemberJoinGroup,
  BeforeMsgModify,
  BeforeOfflinePush,
  BeforeSendGroupMsg,
  BeforeSendSingleMsg,
  BeforeSetFriendRemark,
  BeforeUserRegister,
  modify,
  refuse,
  type Allow,
  type BeforeMsgModifyEvent,
  type BeforeMsgModifyReply,
  type BeforeSendGroupMsgEvent,
  type BeforeSendSingleMsgEvent,
  type BeforeSetFriendRemarkEvent,
  type BeforeUserRegisterEvent,
  type CallbackContext,
  type Modify,
  type Refuse,
} from 'nestjs-openim-callback';
import { EMPTY, of, type Observable } from 'rxjs';

export class Works {
  @BeforeMsgModify()
  allThree(event: BeforeMsgModifyEvent) {
    if (event.content === '') return refuse(20001, 'empty');
    if (event.contentType !== 101) return allow();
    return modify({ content: '{"content":"***"}', atUserIDList: [], options: { history: false } });
  }

  @BeforeMsgModify()
  async allThreeLater(event: BeforeMsgModifyEvent, context: CallbackContext) {
    await Promise.resolve(context.signal.aborted);
    if (event.content === '') return refuse(20001, 'empty', 'detail');
    return event.contentType === 101 ? modify({ content: '{}' }) : allow();
  }

  @BeforeMsgModify()
  sometimesNothing(event: BeforeMsgModifyEvent) {
    if (event.content === '') return refuse(20001, 'empty');
    return undefined;
  }

  @BeforeMsgModify()
  declared(): Allow | Refuse | Modify<BeforeMsgModifyReply> {
    return modify({ content: '{}' });
  }

  @BeforeMsgModify()
  differentFields(event: BeforeMsgModifyEvent) {
    return event.contentType === 101 ? modify({ content: '{}' }) : modify({ ex: 'e' });
  }

  @BeforeMsgModify({ onFailure: 'allow', order: 1, instance: 'second' })
  nothing(): void {}

  @BeforeMsgModify()
  async nothingLater(): Promise<void> {
    await Promise.resolve();
  }

  @BeforeMsgModify()
  observable(): Observable<Allow | Refuse> {
    return of(allow(), refuse(20001, 'no'));
  }

  @BeforeMsgModify()
  emptyObservable(): Observable<never> {
    return EMPTY;
  }

  @BeforeSendSingleMsg()
  @BeforeSendGroupMsg()
  union(event: BeforeSendSingleMsgEvent | BeforeSendGroupMsgEvent) {
    return event.content.includes('spam') ? refuse(20001, 'no spam') : allow();
  }

  @BeforeMemberJoinGroup()
  members() {
    return modify({ memberCallbackList: [{ userID: 'u1', roleLevel: 20 }] });
  }

  @BeforeUserRegister()
  users(event: BeforeUserRegisterEvent) {
    return modify({ users: event.users.map((user) => ({ ...user, ex: 'new' })) });
  }

  @BeforeSendSingleMsg()
  modifyNothing() {
    return modify({});
  }
}

export class DoesNotWork {
  // @ts-expect-error -- another event's type
  @BeforeSendSingleMsg()
  otherEvent(_event: BeforeSetFriendRemarkEvent): void {}

  // @ts-expect-error -- a field of another command
  @BeforeSetFriendRemark()
  otherField() {
    return modify({ content: '{}' });
  }

  // @ts-expect-error -- a field of another command, later
  @BeforeSetFriendRemark()
  async otherFieldLater() {
    return modify({ content: '{}' });
  }

  // @ts-expect-error -- a field of another command, observed
  @BeforeSetFriendRemark()
  otherFieldObserved() {
    return of(modify({ content: '{}' }));
  }

  // @ts-expect-error -- a field of another command beside one of its own
  @BeforeSetFriendRemark()
  ownAndOther() {
    return modify({ remark: 'Bob', content: '{}' });
  }

  // @ts-expect-error -- beforeSendSingleMsg cannot change the message; beforeMsgModify can
  @BeforeSendSingleMsg()
  content() {
    return modify({ content: '{}' });
  }

  // @ts-expect-error -- a field that would make OpenIM crash
  @BeforeMsgModify()
  crashes() {
    return modify({ offlinePushInfo: { title: 't' } });
  }

  // @ts-expect-error -- a field that OpenIM ignores
  @BeforeCreateGroup()
  ignored() {
    return modify({ applyMemberFriend: 1 });
  }

  // @ts-expect-error -- a value of a wrong type
  @BeforeSetFriendRemark()
  wrongType() {
    return modify({ remark: 5 });
  }

  // @ts-expect-error -- a list of a wrong type
  @BeforeOfflinePush()
  wrongList() {
    return modify({ userIDList: [1, 2] });
  }

  // @ts-expect-error -- a member without its user
  @BeforeMemberJoinGroup()
  withoutUser() {
    return modify({ memberCallbackList: [{ roleLevel: 20 }] });
  }

  // @ts-expect-error -- one of the two decorators cannot modify
  @BeforeSendGroupMsg()
  @BeforeMsgModify()
  oneCannot() {
    return modify({ content: '{}' });
  }

  // @ts-expect-error -- true means nothing
  @BeforeSendSingleMsg()
  returnsTrue(): boolean {
    return true;
  }

  // @ts-expect-error -- true means nothing, now or later
  @BeforeSendSingleMsg()
  async returnsTrueLater(): Promise<boolean> {
    return true;
  }

  // @ts-expect-error -- replies are made by allow(), refuse() and modify()
  @BeforeSendSingleMsg()
  handMade() {
    return { kind: 'refuse', errCode: 20001, errMsg: 'no', errDlt: '' } as const;
  }

  // @ts-expect-error -- replies are made by allow(), refuse() and modify()
  @BeforeSendSingleMsg()
  asOnTheWire() {
    return { actionCode: 0, errCode: 20001, errMsg: 'no', errDlt: '', nextCode: 1 };
  }

  // @ts-expect-error -- the functions must be called
  @BeforeSendSingleMsg()
  notCalled() {
    return allow;
  }

  // @ts-expect-error -- there are two policies
  @BeforeSendSingleMsg({ onFailure: 'ignore' })
  otherPolicy(): void {}

  // @ts-expect-error -- OpenIM waits for the answer: nobody could be called again
  @BeforeMsgModify({ retry: { maxAttempts: 3 } })
  withRetry(): void {}

  // @ts-expect-error -- no such option
  @BeforeSendSingleMsg({ deadline: 100 })
  unknownOption(): void {}
}
