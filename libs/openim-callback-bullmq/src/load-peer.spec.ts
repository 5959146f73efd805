import { loadPeer } from './load-peer.js';

describe('loadPeer', () => {
  it('gives the package', async () => {
    await expect(loadPeer(() => Promise.resolve('it'), 'it')).resolves.toBe('it');
  });

  it('names the command that installs what is missing', async () => {
    const missing = 'a-package-that-nobody-has';
    await expect(loadPeer(() => import(missing), 'a b')).rejects.toThrow('npm install a b');
  });

  it('does not hide what else is wrong with a package', async () => {
    const broken = new Error('its binary is for another system');
    await expect(loadPeer(() => Promise.reject(broken), 'it')).rejects.toBe(broken);
  });
});
