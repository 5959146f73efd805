/**
 * The part of a request's url that comes after a base path, or undefined when the url lies elsewhere.
 * Repeated slashes count as one, as OpenIM makes them of a url that ends in a slash.
 */
export function targetBelow(base: string, url: string): string | undefined {
  const below = after(base, url);
  if (below !== undefined || !url.includes('//')) return below;
  const mark = url.indexOf('?');
  const path = mark < 0 ? url : url.slice(0, mark);
  return after(base, path.replace(/\/{2,}/g, '/') + (mark < 0 ? '' : url.slice(mark)));
}

function after(base: string, url: string): string | undefined {
  if (!url.startsWith(base)) return undefined;
  const next = url[base.length];
  return next === undefined || next === '/' || next === '?' ? url.slice(base.length) : undefined;
}
