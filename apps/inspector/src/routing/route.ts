/** The views, by the word in the address. */
export const VIEWS = ['live', 'callback', 'inbox', 'dead-letters', 'setup', 'send'] as const;
export type View = (typeof VIEWS)[number];

/** Where the page is: `#/dead-letters?command=...`, `#/callback/<id>`. */
export interface Route {
  readonly view: View;
  /** What is looked at; `''` for none. */
  readonly id: string;
  readonly query: Readonly<Record<string, string>>;
}

/** Reads the hash of an address; what it does not know is the live view. */
export function parseRoute(hash: string): Route {
  const [path = '', search = ''] = hash.replace(/^#\/?/, '').split('?', 2);
  const [name = '', id = ''] = path.split('/');
  const view = VIEWS.find((known) => known === name) ?? 'live';
  return { view, id: decode(id), query: Object.fromEntries(new URLSearchParams(search)) };
}

/** The hash of a route; what is empty is left out. */
export function hashOf(view: View, id = '', query: Readonly<Record<string, string>> = {}): string {
  const given = Object.entries(query).filter(([, value]) => value !== '');
  const search = given.length === 0 ? '' : `?${new URLSearchParams(given)}`;
  return `#/${view}${id === '' ? '' : `/${encodeURIComponent(id)}`}${search}`;
}

function decode(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}
