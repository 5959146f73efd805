const TOKEN = /"[^"\\]*(?:\\.[^"\\]*)*"|[{}[\],:]|[^\s"{}[\],:]+/g;

/**
 * Valid JSON laid out for reading. Unlike JSON.stringify() it keeps every token as it is: numbers of any size,
 * escapes, and names that occur twice.
 */
export function indentJson(text: string): string {
  const tokens = text.match(TOKEN) ?? [];
  let depth = 0;
  const line = (): string => `\n${'  '.repeat(depth)}`;
  return tokens
    .map((token, index) => {
      const [before, after] = [tokens[index - 1] ?? '', tokens[index + 1] ?? ''];
      if (token === ',') return `,${line()}`;
      if (token === ':') return ': ';
      if (/^[{[]$/.test(token)) {
        depth++;
        return /^[}\]]$/.test(after) ? token : `${token}${line()}`;
      }
      if (!/^[}\]]$/.test(token)) return token;
      depth--;
      return /^[{[]$/.test(before) ? token : `${line()}${token}`;
    })
    .join('');
}
