import { readFileSync } from 'node:fs';
import { Injectable } from '@nestjs/common';

/** Beside dist/ and src/ alike, from where this file lies two levels down. */
const PUBLIC = new URL('../../public/', import.meta.url);

const read = (name: string): string => readFileSync(new URL(name, PUBLIC), 'utf8');

/** The files of the live page, read once. */
@Injectable()
export class PageFiles {
  readonly html = read('index.html');
  readonly style = read('live-page.css');
  readonly boardStyle = read('board.css');
  readonly script = read('live-page.js');
  readonly boardScript = read('board.js');
  readonly icon = read('ticks.svg');
}
