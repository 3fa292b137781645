/** A plan carried out on a live cluster, which others change, lose and switch off meanwhile. */

import assert from 'node:assert/strict';
import { tmpdir } from 'node:os';
import { after, before, test } from 'node:test';
import { connect } from '../../pkg/cli/cluster.js';
import { push } from '../../pkg/cli/push.js';
import { Rollout } from '../../pkg/index.js';
import { protoOperation } from './protocol.mjs';
import { startProxy } from './proxy.mjs';
import { attempt, startServer, until } from './server.mjs';

/**
 * @typedef {import('../../pkg/index.js').BuildIdOperation} BuildIdOperation
 * @typedef {import('../../pkg/cli/cluster.js').ConnectOptions} ConnectOptions
 * @typedef {import('../../pkg/cli/push.js').PushEvent} PushEvent
 * @typedef {import('../../pkg/cli/push.js').Target} Target
 * @typedef {Awaited<ReturnType<typeof startProxy>>} Proxy
 */

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

/** @param {ConnectOptions} options */
function open(options) {
  return connect(options, { environment: { HOME: tmpdir() }, folder: import.meta.dirname });
}

/** @type {(buildId: string) => BuildIdOperation} */
const add = (buildId) => ({ operation: 'addNewIdInNewDefaultSet', buildId });
/** @type {(buildId: string, existingCompatibleBuildId: string) => BuildIdOperation} */
const addTo = (buildId, existingCompatibleBuildId) => ({
  operation: 'addNewCompatibleVersion',
  buildId,
  existingCompatibleBuildId,
});
/** @type {(buildId: string) => BuildIdOperation} */
const promote = (buildId) => ({ operation: 'promoteSetByBuildId', buildId });
/** @type {(primaryBuildId: string, secondaryBuildId: string) => BuildIdOperation} */
const merge = (primaryBuildId, secondaryBuildId) => ({
  operation: 'mergeSets',
  primaryBuildId,
  secondaryBuildId,
});

/**
 * A rollout with these operations, which starts from what the cluster has now.
 *
 * @param {[string, BuildIdOperation][]} operations
 */
async function rolloutOf(operations) {
  const taskQueues = [];
  for (const taskQueue of new Set(operations.map(([name]) => name))) {
    taskQueues.push({ taskQueue, versionSets: await cluster.read(taskQueue) });
  }
  const steps = operations.map(([taskQueue, operation]) => ({ taskQueue, ...operation }));
  return new Rollout({ version: 1, taskQueues, steps });
}

/**
 * Somebody who uses another client.
 *
 * @param {string} taskQueue
 * @param {BuildIdOperation[]} operations
 */
async function somebodyElse(taskQueue, ...operations) {
  for (const operation of operations) await server.update(taskQueue, protoOperation(operation));
}

/** A short word for an event. @param {PushEvent} happened */
function wordOf(happened) {
  switch (happened.event) {
    case 'checked':
    case 'alreadyDone':
      return `${happened.event} ${happened.taskQueues.join(', ')}`;
    case 'done':
      return `done ${happened.step}${happened.answer === 'lost' ? ' (answer lost)' : ''}`;
    case 'finished':
      return `finished: ${happened.done}`;
    case 'stopped':
      return `stopped: ${happened.why.reason}`;
    case 'starting':
    case 'unchanged':
    case 'wouldSend':
      return `${happened.event} ${happened.step}`;
    default:
      return happened.event;
  }
}

/**
 * All that happens, and the last of it.
 *
 * @param {Target} target
 * @param {Rollout} rollout
 * @param {import('../../pkg/cli/push.js').PushOptions} [options]
 * @param {Record<string, () => Promise<void>>} [meanwhile] what else happens, by the event after which
 */
async function run(target, rollout, options, meanwhile = {}) {
  const words = [];
  /** @type {PushEvent | undefined} */
  let last;
  for await (last of push(target, rollout, options)) {
    const word = wordOf(last);
    words.push(word);
    await meanwhile[word]?.();
  }
  return { words, stop: last?.event === 'stopped' ? last : undefined };
}

test('a plan over two task queues', async () => {
  await somebodyElse('orders', add('1.0'));
  const rollout = await rolloutOf([
    ['orders', add('2.0')],
    ['orders', addTo('1.1', '1.0')],
    ['payments', add('2.0')],
    ['orders', promote('1.0')],
  ]);
  const { words } = await run(cluster, rollout);
  assert.deepEqual(words, [
    'checked orders, payments',
    ...['starting 1', 'done 1', 'starting 2', 'done 2'],
    ...['starting 3', 'done 3', 'starting 4', 'done 4'],
    'finished: 1,2,3,4',
  ]);
  assert.deepEqual(await server.read('orders'), [['2.0'], ['1.0', '1.1']]);
  assert.deepEqual(await server.read('payments'), [['2.0']]);
});

test('a dry run sends nothing', async () => {
  const rollout = await rolloutOf([
    ['dry run', add('1.0')],
    ['dry run', add('2.0')],
  ]);
  const { words } = await run(cluster, rollout, { dryRun: true });
  assert.deepEqual(words, ['checked dry run', 'wouldSend 1', 'wouldSend 2', 'finished: ']);
  assert.deepEqual(await server.read('dry run'), []);
});

test('a step that changes nothing is not sent', async () => {
  await somebodyElse('unchanged', add('1.0'));
  const rollout = await rolloutOf([['unchanged', promote('1.0')]]);
  const update = () => assert.fail('it was sent');
  const { words } = await run({ read: (queue) => cluster.read(queue), update }, rollout);
  assert.deepEqual(words, ['checked unchanged', 'unchanged 1', 'finished: ']);
});

test('a cluster that is not what the plan starts from', async () => {
  const rollout = await rolloutOf([
    ['moved', add('1.0')],
    ['not moved', add('1.0')],
  ]);
  await somebodyElse('moved', add('a b'), addTo('0.9', 'a b'));
  const { words, stop } = await run(cluster, rollout);
  assert.deepEqual(words, ['stopped: otherStart']);
  assert.deepEqual(stop?.continueFrom, []);
  assert.equal(
    stop?.message,
    'The cluster is not what the plan expects before step 1:\n' +
      '  moved: expected no version sets, found ["a b", 0.9]\n' +
      'Nothing was sent. Pull the version sets, and make the plan anew.',
  );
  assert.deepEqual(await server.read('not moved'), []);
});

test('a plan that is carried out in part already', async () => {
  const rollout = await rolloutOf([
    ['in part', add('1.0')],
    ['in part', add('2.0')],
    ['in part', add('3.0')],
  ]);
  await somebodyElse('in part', add('1.0'), add('2.0'));
  const { stop } = await run(cluster, rollout);
  assert.equal(stop?.why.reason, 'otherStart');
  assert.deepEqual(stop?.continueFrom, [3]);
  assert.match(
    `${stop?.message}`,
    /Nothing was sent\. Steps 1 to 2 are done already: go on with --from-step 3\.$/,
  );
  const { words } = await run(cluster, rollout, { fromStep: 3 });
  assert.deepEqual(words, ['checked in part', 'starting 3', 'done 3', 'finished: 3']);
  const again = await run(cluster, rollout);
  assert.deepEqual(again.words, ['alreadyDone in part', 'finished: ']);
  const looked = await run(cluster, rollout, { fromStep: 4 });
  assert.deepEqual(looked.words, ['checked in part', 'finished: ']);
});

test('a state that the plan comes through twice', async () => {
  await somebodyElse('there and back', add('1.0'), add('2.0'));
  const rollout = await rolloutOf([
    ['there and back', promote('1.0')],
    ['there and back', promote('2.0')],
    ['there and back', promote('1.0')],
  ]);
  await somebodyElse('there and back', promote('1.0'));
  const { stop } = await run(cluster, rollout);
  assert.deepEqual(stop?.continueFrom, [2, 4]);
  assert.match(`${stop?.message}`, /more than once: go on with --from-step 2 or 4, whichever/);
});

test('a step that the plan does not have', async () => {
  const rollout = await rolloutOf([['one step', add('1.0')]]);
  for (const fromStep of [0, 3, 1.5]) {
    await assert.rejects(run(cluster, rollout, { fromStep }), {
      name: 'TypeError',
      message: `fromStep: expected integer from 1 to 2, got ${fromStep}`,
    });
  }
});

test('somebody else changes the task queue between two steps', async () => {
  const rollout = await rolloutOf([
    ['between', add('1.0')],
    ['between', add('2.0')],
  ]);
  const { words, stop } = await run(cluster, rollout, undefined, {
    'done 1': () => somebodyElse('between', add('other')),
  });
  assert.deepEqual(words, ['checked between', 'starting 1', 'done 1', 'stopped: changed']);
  assert.equal(
    stop?.message,
    'Somebody else has changed between before step 2:\n' +
      '  between: expected [1.0], found [1.0] [other]\n' +
      'It was not sent. Done before it: step 1. Pull the version sets, and make the plan anew.',
  );
  assert.deepEqual(await server.read('between'), [['1.0'], ['other']]);
});

test('somebody else does the next step', async () => {
  const rollout = await rolloutOf([
    ['helped', add('1.0')],
    ['helped', add('2.0')],
  ]);
  const { stop } = await run(cluster, rollout, undefined, {
    'done 1': () => somebodyElse('helped', add('2.0')),
  });
  assert.equal(stop?.why.reason, 'changed');
  assert.deepEqual(stop?.continueFrom, [3]);
});

test('somebody else changes the task queue while a step is sent', async () => {
  const rollout = await rolloutOf([['meanwhile', add('1.0')]]);
  const { words, stop } = await run(cluster, rollout, undefined, {
    'starting 1': () => somebodyElse('meanwhile', add('other')),
  });
  assert.deepEqual(words, ['checked meanwhile', 'starting 1', 'stopped: surprise']);
  assert.match(`${stop?.message}`, /meanwhile: expected \[1\.0\], found \[other\] \[1\.0\]/);
});

test('the server refuses a step', async () => {
  await somebodyElse('refused', add('1.0'));
  const rollout = await rolloutOf([
    ['refused', add('2.0')],
    ['refused', add('3.0')],
  ]);
  const { words, stop } = await run(cluster, rollout, undefined, {
    'starting 2': () => somebodyElse('refused', addTo('3.0', '1.0')),
  });
  assert.deepEqual(words.slice(-2), ['starting 2', 'stopped: failed']);
  assert.equal(stop?.why.reason === 'failed' && stop.why.error.kind, 'refused');
  assert.equal(
    stop?.message,
    'At step 2: the server refused it: INVALID_ARGUMENT: version 3.0 already exists\n' +
      'Done before it: step 1. Nothing was done of the rest. When that is put right, go on with --from-step 2.',
  );
});

test('a merge whose order the plan has to guess', async () => {
  await somebodyElse('guess', add('1.0'), add('2.0'), addTo('2.1', '2.0'), addTo('1.1', '1.0'));
  const rollout = await rolloutOf([
    ['guess', merge('2.0', '1.0')],
    ['guess', add('3.0')],
  ]);
  const guessed = rollout.namespaceAfter(1).getBuildIdCompatability('guess')?.versionSets[0];
  assert.equal(guessed?.orderIsGuess, true);
  const { words } = await run(cluster, rollout);
  assert.equal(words.at(-1), 'finished: 1,2');
  const [merged] = await server.read('guess');
  assert.notDeepEqual(merged, guessed.buildIds);
});

/**
 * A cluster behind a proxy that loses something of each update.
 *
 * @param {'requests' | 'answers'} what
 * @param {(updated: Promise<void>, proxy: Proxy) => Promise<unknown>} last what happens before the connection breaks
 * @param {(target: Target) => Promise<void>} use
 */
async function losing(what, last, use) {
  const proxy = await startProxy(server.address);
  // Where nothing arrives, the call is to end soon. For the rest a busy machine has time.
  const far = await open({
    address: proxy.address,
    callTimeout: what === 'requests' ? 1000 : 10_000,
  });
  const reader = await open({ address: proxy.address, callTimeout: 5000 });
  try {
    await use({
      read: (taskQueue) => reader.read(taskQueue),
      async update(taskQueue, operation) {
        proxy.lose(what);
        const updated = far.update(taskQueue, operation);
        const broken = last(updated, proxy).finally(() => proxy.cut());
        await Promise.allSettled([updated, broken]);
        return updated;
      },
    });
  } finally {
    await far.close();
    await reader.close();
    await proxy.stop();
  }
}

test('an answer is lost, and the step is done', async () => {
  const rollout = await rolloutOf([
    ['answer lost', add('1.0')],
    ['answer lost', add('2.0')],
  ]);
  let sent = 0;
  const done = () => {
    sent += 1;
    return until('the update', async () => (await server.read('answer lost')).length === sent);
  };
  await losing('answers', done, async (target) => {
    const { words } = await run(target, rollout);
    assert.deepEqual(words, [
      'checked answer lost',
      ...['starting 1', 'done 1 (answer lost)', 'starting 2', 'done 2 (answer lost)'],
      'finished: 1,2',
    ]);
  });
  assert.deepEqual(await server.read('answer lost'), [['1.0'], ['2.0']]);
});

test('an answer is lost, and the step is not done', async () => {
  const rollout = await rolloutOf([['request lost', add('1.0')]]);
  // The call ends when its time is up.
  const ended = (/** @type {Promise<void>} */ updated) => updated.catch(() => {});
  await losing('requests', ended, async (target) => {
    const { words, stop } = await run(target, rollout, { showTimeout: 100 });
    assert.deepEqual(words, ['checked request lost', 'starting 1', 'stopped: notShown']);
    assert.equal(stop?.why.reason === 'notShown' && stop.why.lost?.kind, 'answerLost');
    assert.match(
      `${stop?.message}`,
      /^Step 1 was sent, but the answer .* was lost \(DEADLINE_EXCEEDED: .*\nrequest lost still has the version sets from before it\. It most likely never arrived.*No step was done before it\. Push again, with --dry-run first/,
    );
  });
  assert.deepEqual(await server.read('request lost'), []);
});

test('an answer is lost, and the cluster with it', async () => {
  const rollout = await rolloutOf([
    ['all lost', add('1.0')],
    ['all lost', add('2.0')],
  ]);
  const gone = async (/** @type {unknown} */ _, /** @type {Proxy} */ proxy) => {
    await until('the update', async () => (await server.read('all lost')).length === 1);
    await proxy.stop();
  };
  await losing('answers', gone, async (target) => {
    const { words, stop } = await run(target, rollout);
    assert.deepEqual(words, ['checked all lost', 'starting 1', 'stopped: unknown']);
    assert.equal(stop?.why.reason === 'unknown' && stop.why.error.kind, 'unreachable');
    assert.match(
      `${stop?.message}`,
      /^Step 1 was sent, but the answer .* was lost \(UNAVAILABLE: .*\nThe version sets could not be read since: no connection to .*\nNo step was done before it\. Whether step 1 was done is not known\. Push again, with --dry-run first/,
    );
  });
  const { stop } = await run(cluster, rollout, { dryRun: true });
  assert.match(`${stop?.message}`, /Step 1 is done already: go on with --from-step 2\.$/);
});

test('a cluster over its rate limit, which then goes away', async () => {
  const names = ['rps', 'namespaceRPS', 'globalNamespaceRPS'];
  const limit = names.map((name) => [`frontend.${name}.namespaceReplicationInducingAPIs`, 2]);
  const slow = await startServer(Object.fromEntries(limit));
  const rollout = await rolloutOf([
    ['goes away', add('1.0')],
    ['goes away', add('2.0')],
    ['goes away', add('3.0')],
  ]);
  const busy = await open({ address: slow.address, callTimeout: 3000 });
  try {
    await until('the rate limit', async () => {
      const request = protoOperation(promote('unknown'));
      return (await attempt(slow.update('other', request))).refusal?.code === 'RESOURCE_EXHAUSTED';
    });
    const { words, stop } = await run(busy, rollout, undefined, {
      'starting 3': () => slow.stop(),
    });
    assert.deepEqual(words.slice(-3), ['done 2', 'starting 3', 'stopped: failed']);
    assert.equal(stop?.why.reason === 'failed' && stop.why.error.kind, 'unreachable');
    assert.match(
      `${stop?.message}`,
      /^At step 3: no connection to .*\nDone before it: steps 1, 2\. Nothing was done of the rest\. When that is put right, go on with --from-step 3\.$/,
    );
  } finally {
    await busy.close();
    await slow.stop();
  }
});
