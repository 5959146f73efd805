import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { BullmqInbox } from 'nestjs-openim-callback-bullmq';
import { dataFolder, inboxOf, readPort, readWords } from './settings.js';

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

describe('dataFolder', () => {
  it('is what DATA_DIR says, or data', () => {
    expect(dataFolder('/var/lib/app')).toBe('/var/lib/app');
    expect(dataFolder(undefined)).toBe(join(process.cwd(), 'data'));
    expect(dataFolder('')).toBe(join(process.cwd(), 'data'));
  });
});

describe('inboxOf', () => {
  it('is in Redis when there is one', () => {
    expect(inboxOf({ REDIS_URL: 'redis://127.0.0.1:6379/0' })).toBeInstanceOf(BullmqInbox);
  });

  it.each([undefined, ''])('is a file when REDIS_URL is %p', async (url) => {
    const folder = await mkdtemp(join(tmpdir(), 'inbox-of-'));
    const inbox = inboxOf({ ...(url === undefined ? {} : { REDIS_URL: url }), DATA_DIR: folder });
    expect(inbox).not.toBeInstanceOf(BullmqInbox);
    await inbox.close();
    await rm(folder, { recursive: true });
  });
});

describe('readWords', () => {
  it('takes the defaults when nothing is set', () => {
    expect(readWords(undefined, ['spam'])).toEqual(['spam']);
  });

  it.each(['', ' ', ',', ' , ,'])('has no words in %p', (text) => {
    expect(readWords(text, ['spam'])).toEqual([]);
  });

  it('splits at commas and keeps spaces inside', () => {
    expect(readWords(' spam, free money ,垃圾', [])).toEqual(['spam', 'free money', '垃圾']);
  });
});
