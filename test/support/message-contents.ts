/**
 * A content of each type as OpenIM's client SDK writes it (open-im-sdk-core, 2026-06): what is empty is left out,
 * and `<`, `>`, `&` are escaped inside the text.
 */
export const messageContents: Readonly<Record<number, string>> = {
  101: String.raw`{"content":"hi \u003cb\u003e\u0026\u003c/b\u003e 你好"}`,
  102: '{"sourcePath":"/data/p.png","sourcePicture":{"uuid":"p1","type":"image/png","size":12345,"width":800,"height":600,"url":"https://f/p.png"},"bigPicture":{"uuid":"p1","type":"image/png","size":12345,"width":800,"height":600,"url":"https://f/p.png"},"snapshotPicture":{"size":0,"width":640,"height":640,"url":"https://f/p.png?w=640"}}',
  103: '{"uuid":"v1","soundPath":"/data/v.m4a","sourceUrl":"https://f/v.m4a","dataSize":4096,"duration":12,"soundType":"audio/mp4"}',
  104: '{"videoPath":"/data/c.mp4","videoUUID":"c1","videoUrl":"https://f/c.mp4","videoType":"video/mp4","videoSize":1048576,"duration":30,"snapshotPath":"/data/c.jpg","snapshotUUID":"c2","snapshotSize":2048,"snapshotUrl":"https://f/c.jpg","snapshotWidth":320,"snapshotHeight":180,"snapshotType":"image/jpeg"}',
  105: '{"filePath":"/data/r.pdf","uuid":"f1","sourceUrl":"https://f/r.pdf","fileName":"report.pdf","fileSize":99,"fileType":"application/pdf"}',
  106: '{"text":"@u2 look","atUserList":["u2","AtAllTag"],"atUsersInfo":[{"atUserID":"u2","groupNickname":"Bob"}],"quoteMessage":{"clientMsgID":"c0","serverMsgID":"s0","createTime":1,"sendTime":2,"sessionType":3,"sendID":"u2","groupID":"g1","senderNickname":"Bob","msgFrom":100,"contentType":101,"senderPlatformID":1,"seq":7,"isRead":false,"status":2,"textElem":{"content":"before"}},"isAtSelf":false}',
  107: '{"title":"Chat of Alice","abstractList":["Alice: one","Bob: [Picture]"],"multiMessage":[{"sendID":"u1","createTime":1,"sendTime":2,"sessionType":1,"msgFrom":100,"contentType":101,"senderPlatformID":1,"seq":1,"isRead":true,"status":2,"textElem":{"content":"one"}},{"sendID":"u2","createTime":3,"sendTime":4,"sessionType":1,"msgFrom":100,"contentType":102,"senderPlatformID":1,"seq":2,"isRead":true,"status":2,"pictureElem":{"sourcePicture":{"size":5,"width":1,"height":1,"url":"https://f/q.png"}}}]}',
  108: '{"userID":"u3","nickname":"Carol","faceURL":"https://f/u3.png","ex":"x"}',
  109: '{"description":"Harbour","longitude":8.68,"latitude":50.11}',
  110: '{"data":"{\\"order\\":1}","description":"An order","extension":"e"}',
  114: '{"text":"I agree","quoteMessage":{"clientMsgID":"c0","createTime":1,"sendTime":2,"sessionType":1,"sendID":"u2","recvID":"u1","msgFrom":100,"contentType":101,"senderPlatformID":1,"seq":7,"isRead":false,"status":2,"textElem":{"content":"let us go"}}}',
  115: '{"index":3,"data":"smile"}',
  117: '{"text":"see here","messageEntityList":[{"type":"url","offset":4,"length":4,"url":"https://e","ex":""}]}',
  118: '{"content":"**bold** [link](https://e)"}',
  1400: '{"detail":"{\\"notificationName\\":\\"News\\",\\"notificationFaceURL\\":\\"https://f/n.png\\",\\"notificationType\\":1,\\"text\\":\\"Read this\\",\\"url\\":\\"https://e/1\\",\\"mixType\\":1,\\"pictureElem\\":{\\"sourcePicture\\":{\\"url\\":\\"https://f/o.png\\",\\"size\\":6}},\\"ex\\":\\"\\"}"}',
  1501: '{"group":{"groupID":"g1","groupName":"Readers"},"memberList":[]}',
  2001: '{"key":"order","data":"{\\"id\\":1}"}',
  2200: '{"markAsReadUserID":"u2","conversationID":"si_u1_u2","seqs":[3],"hasReadSeq":3}',
};
