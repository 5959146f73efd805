import fc from 'fast-check';

const PATH = '/callbackExample/callbackBeforeAddFriendCommand';
const BODY = '{"callbackCommand":"callbackBeforeAddFriendCommand"}';

const line = fc.oneof(
  fc.constantFrom(
    `POST ${PATH} HTTP/1.1`,
    `POST ${PATH} HTTP/1.0`,
    `POST ${PATH} HTTP/9.9`,
    `POST ${PATH}`,
    `POST http://127.0.0.1${PATH} HTTP/1.1`,
    `POST //callbackExample HTTP/1.1`,
    'POST * HTTP/1.1',
    'OPTIONS * HTTP/1.1',
    'CONNECT 127.0.0.1:80 HTTP/1.1',
    'PRI * HTTP/2.0',
    `post ${PATH} HTTP/1.1`,
    `POST ${PATH}\u0000 HTTP/1.1`,
    `POST ${PATH}/%\u00ff HTTP/1.1`,
    `POST ${PATH}${'/a'.repeat(9000)} HTTP/1.1`,
  ),
  fc.string({ maxLength: 30 }),
);

const header = fc.oneof(
  fc.constantFrom(
    'Host: h',
    `Content-Length: ${BODY.length}`,
    'Content-Length: 0',
    'Content-Length: 99999',
    'Content-Length: -1',
    'Content-Length: 1e3',
    'Content-Length: 99999999999999999999',
    'Transfer-Encoding: chunked',
    'Transfer-Encoding: chunked, identity',
    'Transfer-Encoding: gzip',
    'Content-Encoding: gzip',
    'Expect: 100-continue',
    'Expect: 200-ok',
    'Connection: close',
    'Connection: keep-alive, Upgrade',
    'Upgrade: websocket',
    'Upgrade: h2c',
    'Operationid: ',
    'Operationid: \u00e9\u0001',
    ': no name',
    ' folded',
    `X-Long: ${'x'.repeat(20_000)}`,
  ),
  fc.string({ maxLength: 20 }),
);

const body = fc.oneof(
  fc.constantFrom(
    BODY,
    '',
    '{',
    `${BODY.length.toString(16)}\r\n${BODY}\r\n0\r\n\r\n`,
    'zz\r\n',
    'ffffffff\r\n{',
    '0\r\n',
  ),
  fc.string({ unit: 'binary', maxLength: 40 }),
);

const request = fc
  .record({
    line,
    headers: fc.array(header, { maxLength: 5 }),
    body,
    end: fc.constantFrom('\r\n', '\r\n', '\n', '\r'),
  })
  .map(({ line: first, headers, body: last, end }) => [first, ...headers, '', last].join(end));

/** Bytes that are nearly HTTP, several requests at once, and bytes that are nothing. */
export const malformedRequests: fc.Arbitrary<Buffer> = fc.oneof(
  { arbitrary: request.map((text) => Buffer.from(text, 'latin1')), weight: 6 },
  {
    arbitrary: fc
      .array(request, { minLength: 2, maxLength: 4 })
      .map((all) => Buffer.from(all.join(''), 'latin1')),
    weight: 2,
  },
  { arbitrary: fc.uint8Array({ maxLength: 300 }).map((bytes) => Buffer.from(bytes)), weight: 1 },
);
