/** Between a client and a server, where answers and requests can be lost. */

import { once } from 'node:events';
import { connect, createServer } from 'node:net';

/** @param {string} address of the server */
export async function startProxy(address) {
  const [host, port] = address.split(':');
  /** @type {Set<import('node:net').Socket>} */
  const sockets = new Set();
  /** @type {'none' | 'requests' | 'answers'} */
  let loses = 'none';
  const proxy = createServer((client) => {
    const server = connect(Number(port), host);
    for (const [from, to, what] of /** @type {const} */ ([
      [client, server, 'requests'],
      [server, client, 'answers'],
    ])) {
      sockets.add(from);
      from.on('data', (bytes) => {
        if (loses !== what) to.write(bytes);
      });
      from.on('error', () => {});
      from.on('close', () => {
        sockets.delete(from);
        to.destroy();
      });
    }
  });
  proxy.listen(0, '127.0.0.1');
  await once(proxy, 'listening');
  const closed = once(proxy, 'close');
  const cut = () => {
    for (const socket of sockets) socket.destroy();
  };
  return {
    address: `127.0.0.1:${/** @type {import('node:net').AddressInfo} */ (proxy.address()).port}`,
    /** From now on what is sent to the server does not arrive, or what it answers. @param {'requests' | 'answers'} what */
    lose(what) {
      loses = what;
    },
    /** Breaks the connections; new ones lose nothing. */
    cut() {
      loses = 'none';
      cut();
    },
    async stop() {
      proxy.close();
      cut();
      await closed;
    },
  };
}
