import { BadRequestOptionsError, parseGoUrl } from './go-url.js';
import { goHeaders } from './headers.js';

const url = parseGoUrl('http://h:3000/cb');

describe('goHeaders', () => {
  // Recorded from Go 1.26: the caller's headers are sorted, Accept-Encoding comes last.
  it('gives a POST its headers in Go order', () => {
    expect(goHeaders({ url, operationID: 'op-1', contentLength: 15 })).toEqual([
      ['Host', 'h:3000'],
      ['User-Agent', 'Go-http-client/1.1'],
      ['Content-Length', '15'],
      ['Content-Type', 'application/json; charset=utf-8'],
      ['Operationid', 'op-1'],
      ['Accept-Encoding', 'gzip'],
    ]);
  });

  it('puts Authorization and Referer where their names sort', () => {
    const withUser = parseGoUrl('http://user:p%40ss@h/cb');
    const headers = goHeaders({ url: withUser, operationID: '', contentLength: 0, referer: 'http://r/' });
    expect(headers.map(([name]) => name)).toEqual([
      'Host',
      'User-Agent',
      'Content-Length',
      'Authorization',
      'Content-Type',
      'Operationid',
      'Referer',
      'Accept-Encoding',
    ]);
    expect(headers).toContainEqual(['Authorization', 'Basic dXNlcjpwQHNz']);
    expect(headers).toContainEqual(['Operationid', '']);
  });

  it('gives a GET no body headers', () => {
    const names = goHeaders({ url, operationID: 'x', contentLength: undefined }).map(([name]) => name);
    expect(names).toEqual(['Host', 'User-Agent', 'Operationid', 'Accept-Encoding']);
  });

  it('trims the operation id', () => {
    expect(goHeaders({ url, operationID: ' \ta b\t ', contentLength: 1 })).toContainEqual([
      'Operationid',
      'a b',
    ]);
  });

  it.each(['a\r\nX: y', '\n', '\u0000', '\u007f'])('refuses the operation id %j', (operationID) => {
    expect(() => goHeaders({ url, operationID, contentLength: 1 })).toThrow(BadRequestOptionsError);
  });
});
