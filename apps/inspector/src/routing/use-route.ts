import { useEffect, useState } from 'preact/hooks';
import { parseRoute, type Route } from './route.js';

/** Where the page is, now and when that changes. */
export function useRoute(): Route {
  const [route, setRoute] = useState(() => parseRoute(location.hash));
  useEffect(() => {
    const follow = (): void => setRoute(parseRoute(location.hash));
    addEventListener('hashchange', follow);
    return () => removeEventListener('hashchange', follow);
  }, []);
  return route;
}

/** Changes what is looked at without another entry in the history: filters. */
export function replaceRoute(hash: string): void {
  history.replaceState(null, '', hash);
  dispatchEvent(new HashChangeEvent('hashchange'));
}
