/**
 * Has a plain server listen on a free port of this machine.
 *
 * @param {import('node:net').Server} server
 * @returns {Promise<number>} the port
 */
export function listenOn(server) {
  return new Promise((resolve, reject) => {
    server.once('error', reject);
    server.listen(0, '127.0.0.1', () => {
      const address = server.address();
      resolve(typeof address === 'object' && address ? address.port : 0);
    });
  });
}
