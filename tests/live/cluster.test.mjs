/** A live cluster, as the command line reads and updates it: what it does, and how it fails. */

import assert from 'node:assert/strict';
import { once } from 'node:events';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { after, before, test } from 'node:test';
import { inspect } from 'node:util';
import { connect } from '../../pkg/cli/cluster.js';
import { otherGenerations } from '../../pkg/cli/generations.js';
import { pull } from '../../pkg/cli/pull.js';
import { Namespace } from '../../pkg/index.js';
import { certificatePath, startFakeCluster } from './fake-cluster.mjs';
import { startServer } from './server.mjs';

/**
 * @typedef {import('../../pkg/index.js').BuildIdOperation} BuildIdOperation
 * @typedef {import('../../pkg/cli/cluster.js').ConnectOptions} ConnectOptions
 * @typedef {import('../../pkg/cli/cluster-error.js').ClusterError} ClusterError
 */

/** @type {BuildIdOperation} */
const ADD = { operation: 'addNewIdInNewDefaultSet', buildId: '1.0' };
const API_KEY = 'an-api-key-that-nobody-may-see';

/** No variable and no file of whoever runs the tests. */
const surroundings = { environment: { HOME: tmpdir() }, folder: import.meta.dirname };

/** @param {ConnectOptions} options */
const open = (options) => connect(options, surroundings);

/** @type {import('./server.mjs').Server} */
let server;
/** @type {import('../../pkg/cli/cluster.js').Cluster} */
let cluster;
before(async () => {
  server = await startServer();
  cluster = await open({ address: server.address });
});
after(async () => {
  await cluster?.close();
  await server?.stop();
});

/**
 * The error of a call, which shows the API key nowhere.
 *
 * @param {Promise<unknown>} call
 * @returns {Promise<ClusterError>}
 */
async function errorOf(call) {
  const error = /** @type {ClusterError} */ (
    await call.then(
      () => assert.fail('it did not fail'),
      (thrown) => thrown,
    )
  );
  assert.equal(error.name, 'ClusterError', error.stack);
  const shown = inspect(error, { depth: Infinity, showHidden: true });
  assert.ok(!shown.includes(API_KEY), shown);
  return error;
}

/**
 * Why a connection cannot be made.
 *
 * @param {ConnectOptions} options
 */
async function refusal(options) {
  const { kind, message } = await errorOf(open(options));
  return `${kind}: ${message}`;
}

test('it tells people where it is', () => {
  assert.equal(cluster.description, `namespace default at ${server.address}`);
});

test('an unversioned task queue has no version sets', async () => {
  assert.deepEqual(await cluster.read('unversioned'), []);
});

test('task queues are pulled in the order asked', async () => {
  await server.update('later', { addNewBuildIdInNewDefaultSet: '1.0' });
  const now = new Date('2026-11-28T08:00:00Z');
  const complete = {
    completeFor: { workflows: true, workers: true },
    lookedAt: '2026-11-28T08:00:00.000Z',
  };
  const nothingRuns = { workers: [], workflows: [], notes: [] };
  assert.deepEqual(await pull(cluster, ['later', 'earlier'], now), [
    {
      queue: { taskQueue: 'later', versionSets: [{ buildIds: ['1.0'] }], ...complete },
      ...nothingRuns,
    },
    { queue: { taskQueue: 'earlier', versionSets: [], ...complete }, ...nothingRuns },
  ]);
});

test('every operation does on the cluster what it does in the engine', async () => {
  const namespace = new Namespace();
  /** @type {BuildIdOperation[]} */
  const operations = [
    { operation: 'addNewIdInNewDefaultSet', buildId: '1.0' },
    { operation: 'addNewIdInNewDefaultSet', buildId: '2.0' },
    { operation: 'addNewCompatibleVersion', buildId: '1.1', existingCompatibleBuildId: '1.0' },
    {
      operation: 'addNewCompatibleVersion',
      buildId: '1.2',
      existingCompatibleBuildId: '1.0',
      promoteSet: true,
    },
    { operation: 'promoteSetByBuildId', buildId: '2.0' },
    { operation: 'promoteBuildIdWithinSet', buildId: '1.1' },
    { operation: 'mergeSets', primaryBuildId: '2.0', secondaryBuildId: '1.0' },
  ];
  for (const operation of operations) {
    await cluster.update('operations', operation);
    namespace.updateBuildIdCompatibility('operations', operation);
    const sets = namespace.getBuildIdCompatability('operations')?.versionSets;
    const expected = sets?.map(({ buildIds }) => ({ buildIds }));
    assert.deepEqual(await cluster.read('operations'), expected, operation.operation);
  }
});

test('a refused operation comes with the status and the text of the server', async () => {
  await cluster.update('refused', ADD);
  const namespace = new Namespace();
  namespace.updateBuildIdCompatibility('refused', ADD);
  for (const [taskQueue, operation] of /** @type {[string, BuildIdOperation][]} */ ([
    ['refused', { operation: 'promoteSetByBuildId', buildId: '9.9' }],
    [
      'refused',
      { operation: 'addNewCompatibleVersion', buildId: '2', existingCompatibleBuildId: '' },
    ],
    ['/_sys/refused', ADD],
    ['', ADD],
  ])) {
    const { kind, answer } = await errorOf(cluster.update(taskQueue, operation));
    assert.equal(kind, 'refused');
    const { code, text } = answer ?? {};
    assert.throws(() => namespace.updateBuildIdCompatibility(taskQueue, operation), {
      code,
      message: text,
    });
  }
  assert.deepEqual(await cluster.read('refused'), [{ buildIds: ['1.0'] }]);
});

test('a namespace that is not there', async () => {
  const elsewhere = await open({ address: server.address, namespace: 'elsewhere' });
  try {
    for (const call of [() => elsewhere.read('queue'), () => elsewhere.update('queue', ADD)]) {
      const { kind, message } = await errorOf(call());
      assert.equal(kind, 'namespaceNotFound');
      assert.equal(
        message,
        `there is no namespace elsewhere at ${server.address}. Check --namespace (or TEMPORAL_NAMESPACE).`,
      );
    }
  } finally {
    await elsewhere.close();
  }
});

test('a cluster on which version sets are switched off', async () => {
  const off = await startServer({ 'frontend.workerVersioningDataAPIs': false });
  try {
    const old = await open({ address: off.address });
    for (const call of [() => old.read('queue'), () => old.update('queue', ADD)]) {
      const { kind, message } = await errorOf(call());
      assert.equal(kind, 'versionSetsDisabled');
      assert.match(message, /frontend\.workerVersioningDataAPIs/);
    }
    await old.close();
  } finally {
    await off.stop();
  }
});

test('nobody listens', async () => {
  const closed = createServer().listen(0, '127.0.0.1');
  await once(closed, 'listening');
  const { port } = /** @type {import('node:net').AddressInfo} */ (closed.address());
  closed.close();
  await once(closed, 'close');
  assert.equal(
    await refusal({ address: `127.0.0.1:${port}` }),
    `unreachable: no connection to 127.0.0.1:${port}: connect ECONNREFUSED 127.0.0.1:${port}. ` +
      'Check --address (or TEMPORAL_ADDRESS), and that the cluster is running.',
  );
});

test('somebody listens and never answers', async () => {
  /** @type {import('node:net').Socket[]} */
  const sockets = [];
  const silent = createServer((socket) => sockets.push(socket)).listen(0, '127.0.0.1');
  await once(silent, 'listening');
  const { port } = /** @type {import('node:net').AddressInfo} */ (silent.address());
  const said = await refusal({ address: `127.0.0.1:${port}`, connectTimeout: 100 });
  assert.match(said, /^timeout: no answer in time from 127\.0\.0\.1:\d+\. Check --address/);
  for (const socket of sockets) socket.destroy();
  silent.close();
});

test('an address that is none', async () => {
  assert.match(
    await refusal({ address: 'http://somewhere:7233' }),
    /^configuration: the connection to http:\/\/somewhere:7233 cannot be set up: Invalid address/,
  );
});

test('a cluster that does not let you in, and repeats the API key', async () => {
  for (const status of [7, 16]) {
    const fake = await startFakeCluster(({ authorization }) => ({
      status,
      message: `Request unauthorized: ${authorization}`,
    }));
    try {
      const said = await refusal({ address: fake.address, apiKey: API_KEY, tls: false });
      assert.match(said, /^unauthorized: .*Request unauthorized: .*\*\*\*.*Check --api-key/);
      assert.equal(fake.requests[0].authorization, `Bearer ${API_KEY}`);
    } finally {
      await fake.stop();
    }
  }
});

test('a server that does not know version sets', async () => {
  const fake = await startFakeCluster(() => ({ status: 12, message: 'unknown method' }));
  try {
    const older = await open({ address: fake.address });
    assert.equal((await errorOf(older.read('queue'))).kind, 'versionSetsDisabled');
    await older.close();
  } finally {
    await fake.stop();
  }
});

test('rules that a cluster does not show are not known, and a server without the call has none', async () => {
  for (const [status, expected] of /** @type {const} */ ([
    [12, { assignment: 0, redirect: 0 }],
    [
      7,
      {
        assignment: 0,
        redirect: 0,
        notShown: { kind: 'unauthorized', message: 'PERMISSION_DENIED: not for you' },
      },
    ],
  ])) {
    const fake = await startFakeCluster(({ method }) => ({
      status: method === 'GetWorkerVersioningRules' ? status : 0,
      message: 'not for you',
    }));
    const hiding = await open({ address: fake.address });
    try {
      assert.deepEqual(await hiding.rules('queue'), expected);
      const notKnown = status === 7 ? ['one', 'two'] : [];
      const others = await otherGenerations(hiding, ['one', 'two']);
      assert.deepEqual([others.generations, others.rulesNotKnown], [[], notKnown]);
    } finally {
      await hiding.close();
      await fake.stop();
    }
  }
});

/**
 * A cluster that answers with these statuses, one call after the other, then always with OK.
 *
 * @param {number[]} statuses
 * @param {(cluster: import('../../pkg/cli/cluster.js').Cluster) => Promise<unknown>} use
 * @returns {Promise<number>} how many calls were made
 */
async function callsAfter(statuses, use) {
  const left = [0, ...statuses];
  const fake = await startFakeCluster(() => ({ status: left.shift() ?? 0 }));
  try {
    const busy = await open({ address: fake.address, callTimeout: 2000 });
    await use(busy).finally(() => busy.close());
    return fake.requests.length - 1;
  } finally {
    await fake.stop();
  }
}

const [RESOURCE_EXHAUSTED, UNAVAILABLE] = [8, 14];

test('over a rate limit it waits, and asks again', async () => {
  const busy = [RESOURCE_EXHAUSTED, RESOURCE_EXHAUSTED];
  assert.equal(await callsAfter(busy, (to) => to.update('queue', ADD)), 3);
  assert.equal(await callsAfter(busy, (to) => to.read('queue')), 3);
});

test('a rate limit that does not end', async () => {
  const busy = Array(100).fill(RESOURCE_EXHAUSTED);
  await callsAfter(busy, async (to) => {
    const { kind, message } = await errorOf(to.update('queue', ADD));
    assert.equal(kind, 'rateLimited');
    assert.match(message, /Nothing was done\. Try again later\.$/);
  });
});

test('a look is taken again after a broken connection, but no update is sent again', async () => {
  assert.equal(await callsAfter([UNAVAILABLE], (to) => to.read('queue')), 2);
  const sent = await callsAfter([UNAVAILABLE], async (to) => {
    assert.equal((await errorOf(to.update('queue', ADD))).kind, 'answerLost');
  });
  assert.equal(sent, 1);
});

/** What the cluster over TLS below wants. */
const TLS = {
  tlsCaPath: certificatePath('authority.pem'),
  tlsCertPath: certificatePath('client.pem'),
  tlsKeyPath: certificatePath('client.key'),
  tlsServerName: 'cluster.test',
  apiKey: API_KEY,
};

test('a cluster over TLS gets the certificate of the client, and the API key', async () => {
  const fake = await startFakeCluster(() => ({ status: 0 }), 'tls');
  try {
    const secure = await open({ address: fake.address, ...TLS });
    await secure.update('queue', ADD);
    await secure.close();
    const { tlsCaPath, tlsServerName, ...unverified } = TLS;
    const trusting = await open({
      address: fake.address,
      ...unverified,
      tlsDisableHostVerification: true,
    });
    await trusting.close();
    const from = { authorization: `Bearer ${API_KEY}`, client: 'client' };
    assert.deepEqual(fake.requests, [
      { method: 'GetSystemInfo', ...from },
      { method: 'UpdateWorkerBuildIdCompatibility', ...from },
      { method: 'GetSystemInfo', ...from },
    ]);
  } finally {
    await fake.stop();
  }
});

test('what is wrong with the TLS settings', async () => {
  const fake = await startFakeCluster(() => ({ status: 0 }), 'tls');
  const client = [TLS.tlsCertPath, TLS.tlsKeyPath];
  /** @type {[string, ConnectOptions, RegExp][]} */
  const cases = [
    ['no TLS', { tls: false }, /^unreachable: .*does not speak gRPC without TLS: is --tls missing/],
    ['no authority', { tlsCaPath: '' }, /^unreachable: .*not trusted: .*--tls-ca-path/],
    ['no name', { tlsServerName: '' }, /^unreachable: .*for another name: .*--tls-server-name/],
    [
      'no certificate',
      { tlsCertPath: '', tlsKeyPath: '' },
      /^unreachable: .*wants a client certificate.*--tls-cert-path/,
    ],
    ['no key', { tlsKeyPath: '' }, /^configuration: a client certificate without its key/],
    ['no certificate for the key', { tlsCertPath: '' }, /^configuration: a client key without its/],
    [
      'key of another',
      { tlsKeyPath: certificatePath('server.key') },
      /^configuration: the client key .*expected the private key of the client certificate/,
    ],
    [
      'not a key',
      { tlsKeyPath: import.meta.filename },
      /^configuration: the client key .*expected the private key of the client certificate/,
    ],
    [
      'not a certificate',
      { tlsCertPath: client[1] },
      /^configuration: the client certificate .*client\.key: expected a certificate, PEM/,
    ],
    [
      'not an authority',
      { tlsCaPath: import.meta.filename },
      /^configuration: the certificate of the authority .*: expected a certificate, PEM/,
    ],
    [
      'no such file',
      { tlsCaPath: '/no/such/file' },
      /^configuration: the certificate of the authority .*: there is no such file/,
    ],
  ];
  try {
    for (const [what, wrong, expected] of cases) {
      assert.match(await refusal({ address: fake.address, ...TLS, ...wrong }), expected, what);
    }
  } finally {
    await fake.stop();
  }
});

test('TLS to a cluster that does not speak it', async () => {
  assert.match(
    await refusal({ address: server.address, apiKey: API_KEY }),
    /^unreachable: .*does not speak TLS there: leave --tls out/,
  );
});
