import { OpenImCallbackService } from './openim-callback.service.js';
import { getOpenImCallbackToken } from './tokens.js';

describe("the token of an instance's service", () => {
  it('is the class for the default one', () => {
    expect(getOpenImCallbackToken()).toBe(OpenImCallbackService);
    expect(getOpenImCallbackToken('default')).toBe(OpenImCallbackService);
  });

  it('is a text for another', () => {
    expect(getOpenImCallbackToken('eu')).toBe('OpenImCallbackService:eu');
  });
});
