import { loadPeer } from './load-peer.js';

describe('a package that only some install', () => {
  it('is loaded', async () => {
    const loaded = await loadPeer('prom-client', 'the option metrics', () => import('prom-client'));
    expect(loaded.Counter).toBeInstanceOf(Function);
  });

  it('is asked for with the command that installs it', async () => {
    const name = 'no-such-package-anywhere';
    await expect(loadPeer(name, 'the option metrics', () => import(name))).rejects.toThrow(
      `the option metrics needs the package ${name}: npm install ${name}`,
    );
  });

  it('says what is wrong with it when it is there and broken', async () => {
    const broken = Object.assign(new Error(`Cannot find module 'inner'`), { code: 'MODULE_NOT_FOUND' });
    await expect(loadPeer('outer', 'the option metrics', () => Promise.reject(broken))).rejects.toBe(broken);
  });
});
