import type { allDefinitions, readEvent } from 'nestjs-openim-callback/contract';
import type { buildRequest, exampleBody, findCommand } from 'openim-sender';
import type { ALLOW_BYTES, allowBytes, refusalBytes } from '../../libs/openim-callback/src/replies/answer.js';

/** What the docs are made of. */
export interface DocsSources {
  /** The folder of the contract's TypeScript sources. */
  readonly contract: string;
  readonly allDefinitions: typeof allDefinitions;
  readonly readEvent: typeof readEvent;
  readonly ALLOW_BYTES: typeof ALLOW_BYTES;
  readonly allowBytes: typeof allowBytes;
  readonly refusalBytes: typeof refusalBytes;
  readonly buildRequest: typeof buildRequest;
  readonly exampleBody: typeof exampleBody;
  readonly findCommand: typeof findCommand;
}

/** Everything in the docs that is made from the contract: texts by their paths from the root. */
export function renderDocs(sources: DocsSources): Map<string, string>;
