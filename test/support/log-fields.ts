/** Reads the fields that a line ends in: logfmt whose quoted values are JSON strings. */
export function readFields(line: string): Record<string, string> {
  const text = line.slice(line.lastIndexOf(' command='));
  const pair = / (\w+)=(?:("(?:[^"\\]|\\.)*")|([^\s"]+))/uy;
  const fields: Record<string, string> = {};
  while (pair.lastIndex < text.length) {
    const found = pair.exec(text);
    if (!found) throw new Error(`not logfmt: ${text}`);
    const [, key = '', quoted, bare = ''] = found;
    fields[key] = quoted === undefined ? bare : String(JSON.parse(quoted));
  }
  return fields;
}
