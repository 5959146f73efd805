import { profiler } from './profiler.js';
import { serve } from '../lib/child.js';
import { rungServer } from '../rungs/rung-server.js';

serve({ ...rungServer, ...profiler });
