import { render } from 'preact';
import { InspectorClient } from './api/client.js';
import { LiveFeed } from './api/live-feed.js';
import { App } from './app.js';

const root = document.getElementById('page');
if (!root) throw new Error('index.html has no #page');
const client = new InspectorClient();
render(<App client={client} feed={new LiveFeed(client)} />, root);
