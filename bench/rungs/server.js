import { serve } from '../lib/child.js';
import { rungServer } from './rung-server.js';

serve(rungServer);
