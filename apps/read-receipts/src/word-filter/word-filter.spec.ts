import { BeforeMsgModifyEvent, BeforeSendSingleMsgEvent, modify, refuse } from 'nestjs-openim-callback';
import { WordFilter } from './word-filter.js';
import { WordList } from './word-list.js';

const filter = new WordFilter(new WordList(['spam']), new WordList(['damn']));
const sent = (contentType: number, content: string) =>
  Object.assign(new BeforeSendSingleMsgEvent(), { contentType, content });
const passing = (contentType: number, content: string) =>
  Object.assign(new BeforeMsgModifyEvent(), { contentType, content });

describe('WordFilter', () => {
  it.each([
    [101, '{"content":"Spam!"}'],
    [106, '{"text":"@u1 spam","atUserList":["u1"]}'],
    [114, '{"text":"spam","quoteMessage":{}}'],
    [114, '{"text":"yes","quoteMessage":{"contentType":101,"textElem":{"content":"spam"}}}'],
    [118, '{"content":"**spam**"}'],
  ])('refuses a blocked word in a message of type %i, without saying which: %j', (contentType, content) => {
    expect(filter.stop(sent(contentType, content))).toEqual(
      refuse(20001, 'the message contains a blocked word'),
    );
  });

  it.each([
    [101, '{"content":"hello, damn"}'],
    [102, '{"sourcePath":"spam"}'],
    [101, 'spam'],
    [101, ''],
  ])('lets a message of type %i pass: %j', (contentType, content) => {
    expect(filter.stop(sent(contentType, content))).toBeUndefined();
  });

  it('masks a milder word', () => {
    expect(filter.mask(passing(106, '{"text":"Damn @u1","atUserList":["u1"]}'))).toEqual(
      modify({ content: '{"text":"**** @u1","atUserList":["u1"]}' }),
    );
  });

  it.each([
    [101, '{"content":"hello"}'],
    [110, '{"data":"damn"}'],
    [101, 'damn'],
  ])('leaves a message of type %i as it is: %j', (contentType, content) => {
    expect(filter.mask(passing(contentType, content))).toEqual(modify({ content }));
  });
});
