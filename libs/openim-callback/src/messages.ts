/**
 * The entry point `nestjs-openim-callback/messages`: what the content of a message says, with the type of each kind of
 * content. It needs neither NestJS nor an app.
 */
export type * from './messages/content.js';
export {
  contentOf,
  mediaOf,
  mentionsOf,
  quotedOf,
  type Media,
  type Mentions,
} from './messages/message-parts.js';
export { type MessageLike, type MessageSource } from './messages/message-source.js';
export { rewriteTexts, textsOf, type MessageTexts } from './messages/message-texts.js';
