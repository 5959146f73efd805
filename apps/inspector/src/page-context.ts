import type { InspectorClient } from './api/client.js';
import type { LiveFeed } from './api/live-feed.js';
import type { InspectorInfo } from './api/types.js';
import type { Route } from './routing/route.js';

/** What every view is given. */
export interface ViewProps {
  readonly client: InspectorClient;
  readonly feed: LiveFeed;
  readonly info: InspectorInfo;
  /** The module instance that is looked at. */
  readonly instance: string;
  readonly route: Route;
}
