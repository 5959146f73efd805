import { readPort } from './read-port.js';

describe('readPort', () => {
  it.each([undefined, ''])('is the port of the stock webhooks.yml when %p is set', (text) => {
    expect(readPort(text)).toBe(10006);
  });

  it.each([
    ['0', 0],
    ['8080', 8080],
    ['65535', 65535],
  ])('reads %p', (text, port) => {
    expect(readPort(text)).toBe(port);
  });

  it.each(['65536', '-1', '1.5', '1e3', '0x50', ' 80', 'http'])('does not read %p', (text) => {
    expect(() => readPort(text)).toThrow(`PORT must be a number from 0 to 65535, not "${text}"`);
  });
});
