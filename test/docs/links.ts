import { proseOf } from './documents.js';

/** Where the links and pictures of a text lead. */
export const linksOf = (text: string): string[] =>
  [...text.replace(/`[^`\n]*`/g, 'code').matchAll(/\]\(([^()\s]+)\)/g)].map(([, link = '']) => link);

/** The anchors that GitHub gives to the headings of a text. */
export function anchorsOf(text: string): string[] {
  const seen = new Map<string, number>();
  return [...proseOf(text).matchAll(/^#{1,6} +(.+)$/gm)].map(([, heading = '']) => {
    const slug = heading
      .toLowerCase()
      .replace(/\[([^\]]*)\]\([^)]*\)/g, '$1')
      .replace(/[^\p{L}\p{N}\s_-]/gu, '')
      .trim()
      .replaceAll(' ', '-');
    const times = seen.get(slug) ?? 0;
    seen.set(slug, times + 1);
    return times === 0 ? slug : `${slug}-${String(times)}`;
  });
}
