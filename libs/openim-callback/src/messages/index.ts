export type * from './content.js';
export { contentOf, mediaOf, mentionsOf, quotedOf, type Media, type Mentions } from './message-parts.js';
export { type MessageLike, type MessageSource } from './message-source.js';
export { rewriteTexts, textsOf, type MessageTexts } from './message-texts.js';
