import { intakeWith } from '../../../../test/support/intake-fixture.js';
import { CallbackEndpoint } from './callback-endpoint.js';
import { EndpointHolder } from './endpoint-holder.js';

describe('the endpoint holder', () => {
  it('says what to do when there is nothing in it yet', () => {
    expect(() => new EndpointHolder().endpoint).toThrow(
      'the OpenIM callback module has not bootstrapped: call app.init() or app.listen()',
    );
  });

  it('gives what it was given', () => {
    const holder = new EndpointHolder();
    const { intake } = intakeWith();
    const endpoint = new CallbackEndpoint({
      intake,
      base: '/cb',
      bodyLimit: 1,
      throughFramework: false,
      closing: () => false,
    });
    holder.set(endpoint);
    expect(holder.endpoint).toBe(endpoint);
  });
});
