import { createServer } from 'node:https';
import type { AddressInfo } from 'node:net';
import { OpenImSender } from './openim-sender.js';

// Made for this test alone: 127.0.0.1, valid for a hundred years, known to everybody.
const key = `-----BEGIN PRIVATE KEY-----
MIGHAgEAMBMGByqGSM49AgEGCCqGSM49AwEHBG0wawIBAQQg2PbcGIpq50aA6Baa
i2pGUS5JjlpzJxkc5YiYz0lLFhahRANCAATP3niP0cExZAGqmzYedR10TFy3A9N5
JohISkzJ6ap+Nh+THkCvTT4Vh10RIeDDh8wo0ngYSgnsDlNth7sURNOl
-----END PRIVATE KEY-----`;
const cert = `-----BEGIN CERTIFICATE-----
MIIBojCCAUigAwIBAgIUDpn2J28CaBRFQPUoRDmL/HyoBS0wCgYIKoZIzj0EAwIw
HTEbMBkGA1UEAwwSb3BlbmltLXNlbmRlci10ZXN0MCAXDTI2MTEyMzAzMzQwNFoY
DzIxMjYxMDMwMDMzNDA0WjAdMRswGQYDVQQDDBJvcGVuaW0tc2VuZGVyLXRlc3Qw
WTATBgcqhkjOPQIBBggqhkjOPQMBBwNCAATP3niP0cExZAGqmzYedR10TFy3A9N5
JohISkzJ6ap+Nh+THkCvTT4Vh10RIeDDh8wo0ngYSgnsDlNth7sURNOlo2QwYjAd
BgNVHQ4EFgQUvgXrZTRyBDvechf5/7NL+iD1vfAwHwYDVR0jBBgwFoAUvgXrZTRy
BDvechf5/7NL+iD1vfAwDwYDVR0TAQH/BAUwAwEB/zAPBgNVHREECDAGhwR/AAAB
MAoGCCqGSM49BAMCA0gAMEUCIQCLk93KcSVTBUsuLCes+ajrdBxyndBAMQKMViAe
h/eeswIgeORr+Lt5OFGxQ+pUVBiRs9cwx6YANQoSDyrxNAzn87M=
-----END CERTIFICATE-----`;

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

  it('verifies certificates; one that nobody vouches for is a dead network', async () => {
    const sender = new OpenImSender({ url });
    expect((await sender.send('beforeAddFriend')).outcome).toMatchObject({
      code: 90004,
      detail: expect.stringContaining('self-signed certificate'),
    });
    await sender.close();
  });
});
