/** What `trigger --help` says after the options. */
export const HELP = `
Setting fields:
  --set userID=u9               a field of the body, spelled as on the wire
  --set users.0.nickname=Ann    a field inside a list or an object
  --set 'Seqs=[1,2]'            JSON, where it is of the type that the field has in the example body
  --set content='{"a":1}'       text, because content is text in the example body, though this is JSON
  --set Seqs=null               null is always null; --set ex='"null"' is the text
  A field that is null in the example body, or not in it, takes any JSON: --set ex='"5"' for the text 5.
  What is not JSON of the right type is sent as text. A field that OpenIM does not have is sent all the same,
  with a warning; one that differs in letter case (seqs, as in the docs) takes the place of OpenIM's (Seqs).
  In values and in --operation-id, {n} stands for the number of the callback, from 1 on, and {uuid} for a UUID,
  the same one throughout a callback.

Bursts:
  Each OpenIM process sends its after callbacks through a queue of 100 slots and 2 workers. When it is full,
  the user's request is held for up to 3 s, then the event is dropped without a trace. --burst pushes all
  --count events at once into such a queue. Without it nothing is dropped.

Exit codes (when several apply, the highest):
  0    OpenIM goes on, or the event was delivered
  1    OpenIM refuses the operation, or panics
  2    the command line is wrong; nothing was sent
  3    no answer in time (90004), or an answer that OpenIM cannot read (90007)
  4    --burst: the queue dropped events
  130  Ctrl-C; what there is so far was printed

Examples:
  $ openim-callback trigger afterSingleMsgRead --url http://127.0.0.1:3000/callbackExample
  $ openim-callback trigger beforeSendSingleMsg --url $URL --set content='{"content":"buy now"}'
  $ openim-callback trigger afterSendSingleMsg --url $URL --count 1000 --concurrency 20 --set serverMsgID={uuid}
  $ openim-callback trigger afterUserOnline --url $URL --count 500 --burst --set userID=u{n}
  $ openim-callback trigger beforeAddFriend --url $URL --body recorded.json --json | jq .outcome`;
