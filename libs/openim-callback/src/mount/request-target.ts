/**
 * The part of a request's url that comes after a base path, or undefined when the url lies elsewhere. Repeated
 * slashes count as one, as OpenIM makes them of a url that ends in a slash; letter case and percent signs in
 * the base do not count, since to Express or to Fastify they do not either.
 */
export function targetBelow(base: string, url: string): string | undefined {
  if (url.startsWith(base)) {
    const next = url[base.length];
    if (next === undefined || next === '/' || next === '?') return url.slice(base.length);
  }
  return mayBeSpelledOtherwise(base, url) ? below(segmentsOf(base), url) : undefined;
}

/** Most requests are for other parts of the app, and cost no more than this look. */
const mayBeSpelledOtherwise = (base: string, url: string): boolean =>
  url.includes('%') || url.includes('//') || url.slice(0, base.length).toLowerCase() === base.toLowerCase();

function below(base: readonly string[], url: string): string | undefined {
  const mark = url.indexOf('?');
  const path = mark < 0 ? url : url.slice(0, mark);
  const query = mark < 0 ? '' : url.slice(mark);
  const segments = segmentsOf(path);
  if (!path.startsWith('/') || !base.every((segment, at) => isSame(segment, segments[at]))) return undefined;
  return (
    segments
      .slice(base.length)
      .map((segment) => `/${segment}`)
      .join('') + query
  );
}

const segmentsOf = (path: string): string[] => path.split('/').filter(Boolean);

function isSame(segment: string, sent: string | undefined): boolean {
  try {
    return sent !== undefined && decodeURIComponent(sent).toLowerCase() === segment.toLowerCase();
  } catch {
    return false;
  }
}
