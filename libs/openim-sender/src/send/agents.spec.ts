import { Agent as HttpAgent } from 'node:http';
import { Agent as HttpsAgent } from 'node:https';
import { parseGoUrl } from '../request/go-url.js';
import { Agents } from './agents.js';

describe('Agents', () => {
  const agents = new Agents();

  afterAll(() => {
    agents.destroy();
  });

  it.each(['http://h', 'https://h'])('for %s keeps connections as Go does', (url) => {
    const agent = agents.for(parseGoUrl(url));
    expect(agent.maxSockets).toBe(100);
    expect(agent.maxFreeSockets).toBe(2);
    expect(agent).toMatchObject({ options: { keepAlive: true, scheduling: 'lifo' } });
    expect(agent).not.toHaveProperty('options.timeout');
  });

  it('chooses by scheme', () => {
    expect(agents.for(parseGoUrl('https://h'))).toBeInstanceOf(HttpsAgent);
    expect(agents.for(parseGoUrl('http://h'))).toBeInstanceOf(HttpAgent);
    expect(agents.for(parseGoUrl('http://h'))).not.toBeInstanceOf(HttpsAgent);
  });

  it('trusts the given authority over TLS only', () => {
    const trusting = new Agents({ ca: 'PEM' });
    expect(trusting.for(parseGoUrl('https://h'))).toHaveProperty('options.ca', 'PEM');
    expect(trusting.for(parseGoUrl('http://h'))).not.toHaveProperty('options.ca');
    trusting.destroy();
  });
});
