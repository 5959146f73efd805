import { createServer } from 'node:https';
import type { AddressInfo } from 'node:net';
import { OpenImSender } from './openim-sender.js';
import { cert, key } from '../../../../test/support/self-signed.js';

describe('OpenImSender over TLS', () => {
  const server = createServer({ key, cert }, (_request, response) => response.end('{}'));
  let url: string;

  beforeAll(async () => {
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    url = `https://127.0.0.1:${String((server.address() as AddressInfo).port)}/cb`;
  });

  afterAll(async () => {
    server.closeAllConnections();
    await new Promise((resolve) => server.close(resolve));
  });

  it('trusts the given authority', async () => {
    const sender = new OpenImSender({ url, ca: cert });
    expect(await sender.send('beforeAddFriend')).toMatchObject({ status: 200, outcome: { kind: 'allowed' } });
    await sender.close();
  });

  it('takes any certificate when it is told not to verify it', async () => {
    const sender = new OpenImSender({ url, insecureSkipVerify: true });
    expect(await sender.send('beforeAddFriend')).toMatchObject({ status: 200, outcome: { kind: 'allowed' } });
    await sender.close();
  });

  it('verifies certificates; one that nobody vouches for is a dead network', async () => {
    const sender = new OpenImSender({ url });
    expect((await sender.send('beforeAddFriend')).outcome).toMatchObject({
      code: 90004,
      detail: expect.stringContaining('self-signed certificate'),
    });
    await sender.close();
  });
});
