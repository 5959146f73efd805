import { createHash } from 'node:crypto';
import type { IncomingMessage, ServerResponse } from 'node:http';
import { promisify } from 'node:util';
import { gzip } from 'node:zlib';
import { pageFiles } from '../page-bundle.js';
import { Problem } from './problem.js';
import { begin } from './responses.js';

const TYPES: Readonly<Record<string, string>> = {
  html: 'text/html; charset=utf-8',
  js: 'text/javascript; charset=utf-8',
  css: 'text/css; charset=utf-8',
  svg: 'image/svg+xml',
};

/** What the build has put a hash of the content into. */
const HASHED = /[-.][\w-]{8,}\.\w+$/;

interface PageFile {
  readonly bytes: Buffer;
  readonly zipped: Promise<Buffer>;
  readonly etag: string;
}

/** Serves the files of the page. */
export class PageServer {
  private readonly prepared = new Map<string, PageFile>();

  constructor(private readonly files: Readonly<Record<string, string>> = pageFiles) {}

  /**
   * Answers with a file.
   *
   * @throws {Problem} when there is no such
   */
  async serve(name: string, request: IncomingMessage, response: ServerResponse): Promise<void> {
    const { bytes, zipped, etag } = this.fileOf(name);
    const headers = {
      'Cache-Control': HASHED.test(name) ? 'private, max-age=31536000, immutable' : 'no-cache',
      ETag: etag,
      Vary: 'Accept-Encoding',
    };
    if (request.headers['if-none-match'] === etag) {
      begin(response, 304, headers);
      response.end();
      return;
    }
    const isZipped = /\bgzip\b/.test([request.headers['accept-encoding']].flat().join());
    const body = isZipped ? await zipped : bytes;
    begin(response, 200, {
      ...headers,
      'Content-Type': TYPES[name.slice(name.lastIndexOf('.') + 1)] ?? 'application/octet-stream',
      'Content-Length': body.length,
      ...(isZipped && { 'Content-Encoding': 'gzip' }),
    });
    response.end(body);
  }

  private fileOf(name: string): PageFile {
    const known = this.prepared.get(name);
    if (known) return known;
    const text = Object.hasOwn(this.files, name) ? this.files[name] : undefined;
    if (text === undefined) {
      throw Object.keys(this.files).length === 0
        ? new Problem(404, 'the page of the inspector is not built, only its API is here: npm run build')
        : new Problem(404, `the inspector has no ${name}`);
    }
    const bytes = Buffer.from(text);
    const etag = `"${createHash('sha256').update(bytes).digest('base64url')}"`;
    const file = { bytes, zipped: promisify(gzip)(bytes), etag };
    this.prepared.set(name, file);
    return file;
  }
}
