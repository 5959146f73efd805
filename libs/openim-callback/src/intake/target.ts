/** The parts of a request's target below the module's base. */
export interface Target {
  /** The path's segments, decoded; empty ones (`//`, a trailing slash) are left out. */
  readonly segments: readonly string[];
  /** The query string, without `?`. */
  readonly query: string;
}

/** Takes a target apart. OpenIM's `{url}/{command}` makes `//` of a url that ends in a slash. */
export function parseTarget(target: string): Target {
  const mark = target.indexOf('?');
  const path = mark < 0 ? target : target.slice(0, mark);
  const segments: string[] = [];
  // Every callback comes along here: `split` and `filter` make two lists, and take twice as long.
  let start = 0;
  while (start < path.length) {
    const slash = path.indexOf('/', start);
    const end = slash < 0 ? path.length : slash;
    if (end > start) segments.push(path.slice(start, end));
    start = end + 1;
  }
  return {
    segments: path.includes('%') ? segments.map(decode) : segments,
    query: mark < 0 ? '' : target.slice(mark + 1),
  };
}

/** Tells the segment that names a command from a secret, which must not get into logs. */
export const looksLikeCommand = (segment: string): boolean => /^callback\w{1,80}$/i.test(segment);

function decode(segment: string): string {
  try {
    return decodeURIComponent(segment);
  } catch {
    return segment;
  }
}
