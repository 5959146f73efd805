import { Module } from '@nestjs/common';
import { readWords } from '../settings.js';
import { BLOCKED_WORDS, MASKED_WORDS, WordFilter } from './word-filter.js';
import { WordList } from './word-list.js';

/** Words that stop a message when BLOCKED_WORDS is not set. */
const DEFAULT_BLOCKED = ['spam', 'scam', '垃圾广告'];

/** Words that are masked when MASKED_WORDS is not set. */
const DEFAULT_MASKED = ['damn', 'heck'];

/** The word filter, with the words of the environment variables BLOCKED_WORDS and MASKED_WORDS. */
@Module({
  providers: [
    WordFilter,
    {
      provide: BLOCKED_WORDS,
      useFactory: () => new WordList(readWords(process.env['BLOCKED_WORDS'], DEFAULT_BLOCKED)),
    },
    {
      provide: MASKED_WORDS,
      useFactory: () => new WordList(readWords(process.env['MASKED_WORDS'], DEFAULT_MASKED)),
    },
  ],
})
export class WordFilterModule {}
