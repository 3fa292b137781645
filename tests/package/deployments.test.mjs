import assert from 'node:assert/strict';
import { test } from 'node:test';
import { explain, Namespace, VersioningError, words } from '../../pkg/index.js';
import { refusalOf } from './support/refusal.mjs';

/** @typedef {import('../../pkg/index.js').VersioningErrorFacts} Facts */

/** @param {string} buildId */
function version(buildId) {
  return { deploymentName: 'shop', buildId };
}

/**
 * A worker of a version of the deployment `shop`.
 *
 * @param {string} buildId
 */
function worker(buildId) {
  return /** @type {const} */ ({
    deploymentOptions: { ...version(buildId), workerVersioningMode: 'VERSIONED' },
  });
}

/**
 * A namespace in which workers of these versions poll the task queue `orders`, for workflow tasks and activities. The
 * first is current.
 *
 * @param {string[]} buildIds
 */
function polled(...buildIds) {
  const namespace = new Namespace();
  for (const buildId of buildIds) {
    for (const taskQueueType of /** @type {const} */ (['WORKFLOW', 'ACTIVITY'])) {
      const { deploymentOptions } = worker(buildId);
      const poll = { taskQueue: 'orders', taskQueueType, deploymentOptions };
      assert.equal(namespace.observe({ happening: 'workerPolls', ...poll }).changed, true);
    }
  }
  const first = version(buildIds[0]);
  namespace.apply({ operation: 'setWorkerDeploymentCurrentVersion', ...first });
  return namespace;
}

test('a rollout: a ramp, then the new version becomes current', () => {
  const namespace = polled('1.0', '2.0');
  const task = /** @type {const} */ ({ task: 'newWorkflow', taskQueue: 'orders' });
  assert.deepEqual(
    namespace.apply(
      { operation: 'setWorkerDeploymentRampingVersion', ...version('2.0'), percentage: 30 },
      { backlog: [] },
    ).changed,
    true,
  );
  const landings = Array.from({ length: 1000 }, (_, place) => {
    const landing = namespace.resolve({ ...task, workflowId: `order-${place}` });
    assert.ok(landing.outcome === 'deploymentVersion', landing.outcome);
    assert.ok(explain(landing).length > 0);
    return landing.deploymentVersion.buildId;
  });
  const ramped = landings.filter((buildId) => buildId === '2.0').length;
  assert.ok(ramped > 250 && ramped < 350, `${ramped}`);

  const result = namespace.apply(
    { operation: 'setWorkerDeploymentCurrentVersion', ...version('2.0') },
    { backlog: [] },
  );
  assert.deepEqual(result.previousDeploymentVersion, version('1.0'));
  const landing = namespace.resolve({ ...task, workflowId: 'order-1' });
  assert.ok(landing.outcome === 'deploymentVersion');
  assert.deepEqual(landing.deploymentVersion, version('2.0'));
  const { workerDeploymentInfo: info, conflictToken } = namespace.describeWorkerDeployment('shop');
  assert.equal(conflictToken, result.conflictToken);
  assert.deepEqual(
    info.versionSummaries.map(({ deploymentVersion, status }) => [
      deploymentVersion.buildId,
      status,
    ]),
    [
      ['2.0', 'CURRENT'],
      ['1.0', 'DRAINING'],
    ],
  );
});

test('a run that follows its deployment moves with its next workflow task', () => {
  const namespace = polled('1.0', '2.0');
  const task = /** @type {const} */ ({
    task: 'newWorkflow',
    taskQueue: 'orders',
    workflowId: 'order-1',
  });
  let run = namespace.begin(task);
  assert.deepEqual(run, {
    taskQueue: 'orders',
    hasCompletedWorkflowTask: false,
    workflowId: 'order-1',
  });
  const on = { deploymentVersion: version('1.0') };
  run = namespace.progress(run, { event: 'workflowTaskStarted', ...on, revisionNumber: 1 });
  run = namespace.progress(run, {
    event: 'workflowTaskCompleted',
    ...on,
    behavior: 'AUTO_UPGRADE',
  });
  assert.equal(run.versioningInfo?.behavior, 'AUTO_UPGRADE');
  assert.deepEqual(run.versioningInfo.deploymentVersion, version('1.0'));
  namespace.apply(
    { operation: 'setWorkerDeploymentCurrentVersion', ...version('2.0') },
    { backlog: [] },
  );
  const landing = namespace.resolve({ task: 'workflowTask', workflow: run });
  assert.ok(landing.outcome === 'deploymentVersion');
  assert.deepEqual(landing.deploymentVersion, version('2.0'));
  const pinned = namespace.progress(run, {
    event: 'overrideSet',
    versioningOverride: { pinned: { version: version('1.0') } },
  });
  const stays = namespace.resolve({ task: 'workflowTask', workflow: pinned });
  assert.ok(stays.outcome === 'deploymentVersion');
  assert.deepEqual(stays.deploymentVersion, version('1.0'));
  const elsewhere = refusalOf(() =>
    namespace.progress(run, {
      event: 'overrideSet',
      versioningOverride: { pinned: { version: version('3.0') } },
    }),
  );
  assert.equal(
    elsewhere.message,
    "Pinned version 'shop:3.0' is not present in task queue 'orders' of type 'Workflow'",
  );
  assert.equal(elsewhere.code, 'FAILED_PRECONDITION');
  assert.match(refusalOf(() => namespace.begin({ task: 'query', workflow: run })).message, /^task/);
});

test('a refusal has the status, the message and the advice', () => {
  const namespace = polled('1.0');
  const before = namespace.toJSON();
  const error = refusalOf(() =>
    namespace.apply({ operation: 'setWorkerDeploymentCurrentVersion', ...version('2.0') }),
  );
  assert.equal(error.code, 'NOT_FOUND');
  assert.equal(error.message, "build ID '2.0' not found in Worker Deployment 'shop'");
  assert.ok(error.reason && error.advice?.cause && error.advice.instead);
  assert.deepEqual(namespace.toJSON(), before);
});

test('what the server would look up is asked for, and decides', () => {
  const namespace = polled('1.0', '2.0');
  const operation = /** @type {const} */ ({
    operation: 'deleteWorkerDeploymentVersion',
    deploymentVersion: version('2.0'),
  });
  const error = refusalOf(() => namespace.apply(operation));
  assert.equal(error.dependsOn, 'pollers');
  assert.equal(Object.hasOwn(error, 'code'), false);
  assert.match(error.message, /depends/);
  const polling = refusalOf(() => namespace.apply(operation, { pollers: [version('2.0')] }));
  assert.equal(polling.code, 'FAILED_PRECONDITION');
  assert.equal(namespace.apply(operation, { pollers: [] }).changed, true);
  assert.deepEqual(
    namespace
      .describeWorkerDeployment('shop')
      .workerDeploymentInfo.versionSummaries.map((it) => it.deploymentVersion.buildId),
    ['1.0'],
  );
});

test('a version drains once it is demoted, and again when it is pinned to', () => {
  const namespace = polled('1.0', '2.0');
  namespace.apply(
    { operation: 'setWorkerDeploymentCurrentVersion', ...version('2.0') },
    { backlog: [] },
  );
  const deploymentVersion = version('1.0');
  const check = (/** @type {number} */ openPinnedWorkflows) =>
    namespace.observe({ happening: 'drainageCheck', deploymentVersion, openPinnedWorkflows });
  assert.deepEqual(check(1), { changed: true, status: 'DRAINING' });
  assert.deepEqual(check(0), { changed: true, status: 'DRAINED' });
  assert.deepEqual(check(0), { changed: false, status: 'DRAINED' });
  const set = /** @type {const} */ ({ happening: 'overrideSet', deploymentVersion });
  assert.deepEqual(namespace.observe(set), { changed: true, status: 'DRAINING' });
  const { workerDeploymentVersionInfo: info } =
    namespace.describeWorkerDeploymentVersion(deploymentVersion);
  assert.equal(info.drainageInfo?.status, 'DRAINING');
});

test('a worker of a version receives what goes to that version', () => {
  const namespace = polled('1.0', '2.0');
  const outcomes = ['1.0', '2.0'].map((buildId) => namespace.poll('orders', worker(buildId)));
  assert.deepEqual(
    outcomes.map(({ outcome }) => outcome),
    ['receives', 'receives'],
  );
  for (const outcome of outcomes) assert.ok(explain(outcome).length > 0);
  assert.notEqual(outcomes[0].reason, undefined);
  const nexus = namespace.poll('orders', worker('1.0'), 'NEXUS');
  assert.ok(explain(nexus).length > 0);
});

test('a snapshot and a copy hold the deployments too', () => {
  const namespace = polled('1.0', '2.0');
  namespace.apply({
    operation: 'updateWorkerDeploymentVersionMetadata',
    deploymentVersion: version('1.0'),
    upsertEntries: JSON.parse('{ "__proto__": "1", "commit": "2" }'),
  });
  const restored = Namespace.fromJSON(JSON.parse(JSON.stringify(namespace)));
  const copy = namespace.clone();
  for (const same of [restored, copy]) {
    assert.deepEqual(same.toJSON(), namespace.toJSON());
    assert.deepEqual(same.workerDeployments(), ['shop']);
  }
  const { metadata } = restored.describeWorkerDeploymentVersion(
    version('1.0'),
  ).workerDeploymentVersionInfo;
  assert.deepEqual(Object.entries(metadata).sort(), [
    ['__proto__', '1'],
    ['commit', '2'],
  ]);
  copy.apply({ operation: 'setWorkerDeploymentCurrentVersion', deploymentName: 'shop' });
  assert.notDeepEqual(copy.toJSON(), namespace.toJSON());
});

test('numbers at the end of their range are refused before they overflow', () => {
  const snapshot = JSON.parse(JSON.stringify(polled('1.0')));
  snapshot.deployments.now = Number.MAX_SAFE_INTEGER;
  assert.match(
    refusalOfType(() => Namespace.fromJSON(snapshot)),
    /deployments\.now: expected/,
  );
});

/** @param {() => unknown} call */
function refusalOfType(call) {
  try {
    call();
  } catch (error) {
    if (error instanceof TypeError || error instanceof VersioningError) return error.message;
    throw error;
  }
  return assert.fail('it is not refused');
}

test('limits are options', () => {
  const namespace = new Namespace({ deploymentLimits: { versions: 1 } });
  const poll = (/** @type {string} */ buildId) =>
    namespace.observe(
      { happening: 'workerPolls', taskQueue: 'orders', ...worker(buildId) },
      { pollers: [version('1.0')] },
    );
  poll('1.0');
  const error = refusalOf(() => poll('2.0'));
  assert.equal(error.code, 'RESOURCE_EXHAUSTED');
  assert.equal(
    error.message,
    'cannot add version shop.2.0 since maximum number of versions (1) have been registered in the deployment',
  );
});

test('the version of a workflow in words', () => {
  const deploymentVersion = { deploymentName: 'shop', buildId: '1.0' };
  const versioningOverride = { pinned: { version: { ...deploymentVersion, buildId: '2.0' } } };
  /** @type {[string, import('../../pkg/index.js').VersioningInfo][]} */
  const rows = [
    ['pinned to shop:1.0', { behavior: 'PINNED', deploymentVersion }],
    ['on shop:1.0, auto-upgrade', { behavior: 'AUTO_UPGRADE', deploymentVersion }],
    ['pinned to shop:2.0', { behavior: 'AUTO_UPGRADE', deploymentVersion, versioningOverride }],
    ['unversioned, auto-upgrade', { versioningOverride: { autoUpgrade: true } }],
    ['unversioned', {}],
  ];
  for (const [phrase, versioningInfo] of rows) {
    assert.equal(words.workflowVersion({ versioningInfo }), phrase);
  }
});
