/** A server that speaks as much gRPC as it takes to answer in ways that a dev server does not: over TLS, with any status. */

import { once } from 'node:events';
import { readFileSync } from 'node:fs';
import { createSecureServer, createServer } from 'node:http2';

/**
 * A certificate or key only for these tests: made with openssl, for `cluster.test`, to last a hundred years. The key
 * of the authority was not kept.
 *
 * @param {string} name
 */
export function certificatePath(name) {
  return new URL(`certificates/${name}`, import.meta.url).pathname;
}

/**
 * @typedef {object} Request
 * @property {string} method such as `GetSystemInfo`
 * @property {string | undefined} authorization
 * @property {string | undefined} client the name in the client's certificate
 *
 * @typedef {{ status: number, message?: string }} Reply
 */

/**
 * @param {(request: Request) => Reply} reply
 * @param {'plain' | 'tls'} protocol
 */
export async function startFakeCluster(reply, protocol = 'plain') {
  const server =
    protocol === 'plain'
      ? createServer()
      : createSecureServer({
          key: readFileSync(certificatePath('server.key')),
          cert: readFileSync(certificatePath('server.pem')),
          ca: readFileSync(certificatePath('authority.pem')),
          requestCert: true,
          rejectUnauthorized: true,
        });
  /** @type {Request[]} */
  const requests = [];
  /** @type {Set<import('node:http2').ServerHttp2Session>} */
  const sessions = new Set();
  server.on('session', (session) => sessions.add(session));
  server.on('stream', (stream, headers) => {
    const socket = /** @type {import('node:tls').TLSSocket} */ (stream.session?.socket);
    const request = {
      method: `${headers[':path']}`.split('/').at(-1) ?? '',
      authorization: headers.authorization,
      client:
        protocol === 'tls'
          ? /** @type {any} */ (socket.getPeerCertificate().subject).CN
          : undefined,
    };
    requests.push(request);
    const { status, message = '' } = reply(request);
    stream.respond(
      { ':status': 200, 'content-type': 'application/grpc' },
      { waitForTrailers: true },
    );
    stream.on('wantTrailers', () =>
      stream.sendTrailers({ 'grpc-status': `${status}`, 'grpc-message': message }),
    );
    // An empty message: no compression, no bytes.
    stream.end(status === 0 ? Buffer.alloc(5) : undefined);
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = /** @type {import('node:net').AddressInfo} */ (server.address());
  return {
    address: `127.0.0.1:${port}`,
    requests,
    async stop() {
      for (const session of sessions) session.destroy();
      server.close();
      await once(server, 'close');
    },
  };
}
