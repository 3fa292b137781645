import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import {
  explain,
  Namespace,
  snippet,
  UnversionedBuildId,
  VersioningError,
  WorkflowLandings,
} from '../../pkg/index.js';

/** Anything at all, and things that are nearly right. */
const anything = fc.anything({
  withBigInt: true,
  withNullPrototype: true,
  withSparseArray: true,
  withTypedArray: true,
  stringUnit: 'binary',
});
const text = fc.oneof(
  fc.constantFrom('a', 'b', 'c', 'q', '__proto__', '', '\ud800', '\u{1f980}'.repeat(70)),
  fc.string({ unit: 'binary' }),
);
const nearly = fc.oneof({ weight: 4, arbitrary: text }, { weight: 1, arbitrary: anything });
const operation = fc.record(
  {
    operation: fc.oneof(
      fc.constantFrom(
        'addNewIdInNewDefaultSet',
        'addNewCompatibleVersion',
        'promoteSetByBuildId',
        'promoteBuildIdWithinSet',
        'mergeSets',
      ),
      anything,
    ),
    buildId: nearly,
    existingCompatibleBuildId: nearly,
    promoteSet: fc.oneof(fc.boolean(), anything),
    primaryBuildId: nearly,
    secondaryBuildId: nearly,
  },
  { requiredKeys: ['operation'] },
);
const identity = fc.oneof(fc.constantFrom('', 'ann', 'ben'), anything);
const flag = fc.oneof({ weight: 4, arbitrary: fc.boolean() }, { weight: 1, arbitrary: anything });
const deploymentVersion = fc.oneof(
  {
    weight: 9,
    arbitrary: fc.record({
      deploymentName: fc.oneof(
        { weight: 4, arbitrary: fc.constantFrom('d', 'e', '') },
        { weight: 1, arbitrary: nearly },
      ),
      buildId: fc.oneof(
        { weight: 4, arbitrary: fc.constantFrom('v1', 'v2', 'v3', '') },
        { weight: 1, arbitrary: nearly },
      ),
    }),
  },
  { weight: 1, arbitrary: anything },
);
const percentage = fc.oneof(
  fc.constantFrom(0, 30, 100, -0, -1, 100.1, 1e39, Number.NaN),
  fc.double(),
  anything,
);

/**
 * An operation on deployments that has only fields of its own, most of the time.
 *
 * @param {string} name
 * @param {Record<string, fc.Arbitrary<unknown>>} required
 * @param {Record<string, fc.Arbitrary<unknown>>} others
 */
function onDeployments(name, required, others) {
  /** @type {Record<string, fc.Arbitrary<unknown>>} */
  const model = { operation: fc.constant(name), ...required, ...others, identity };
  return fc.record(model, { requiredKeys: ['operation', ...Object.keys(required)] });
}

const deploymentName = fc.oneof({ weight: 4, arbitrary: fc.constantFrom('d', 'e', '') }, nearly);
const conflictToken = fc.oneof(fc.integer({ min: 0, max: 20 }), anything);
const routingChange = {
  buildId: fc.oneof(fc.constantFrom('', 'v1', 'v2', 'v3', 'v4'), nearly),
  conflictToken,
  ignoreMissingTaskQueues: flag,
  allowNoPollers: flag,
};
const requestId = fc.oneof(fc.constantFrom('', 'r'), anything);
const deploymentOperation = fc.oneof(
  onDeployments('setWorkerDeploymentCurrentVersion', { deploymentName }, routingChange),
  onDeployments(
    'setWorkerDeploymentRampingVersion',
    { deploymentName },
    { ...routingChange, percentage },
  ),
  onDeployments(
    'setWorkerDeploymentManager',
    { deploymentName },
    { managerIdentity: identity, self: flag, conflictToken },
  ),
  onDeployments('deleteWorkerDeploymentVersion', { deploymentVersion }, { skipDrainage: flag }),
  onDeployments('deleteWorkerDeployment', { deploymentName }, {}),
  onDeployments('createWorkerDeployment', { deploymentName }, { requestId }),
  onDeployments('createWorkerDeploymentVersion', { deploymentVersion }, { requestId }),
  onDeployments(
    'updateWorkerDeploymentVersionMetadata',
    { deploymentVersion },
    {
      upsertEntries: fc.oneof(
        fc.dictionary(fc.oneof(fc.constant('__proto__'), text), fc.string()),
        anything,
      ),
      removeEntries: fc.oneof(fc.array(text), anything),
    },
  ),
);
const taskQueueType = fc.oneof(fc.constantFrom('WORKFLOW', 'ACTIVITY', 'NEXUS'), anything);
const queue = fc.record({ taskQueue: fc.constantFrom('q', 'r'), taskQueueType });
const lookups = fc.oneof(
  fc.constant(undefined),
  fc.record({ pollers: fc.array(deploymentVersion), backlog: fc.array(queue) }),
  fc.record({ pollers: fc.constant([]), backlog: fc.constant([]) }),
  anything,
);
const deploymentOptions = fc.oneof(
  fc.record({
    deploymentName,
    buildId: fc.oneof(fc.constantFrom('v1', 'v2', 'v3'), nearly),
    workerVersioningMode: fc.oneof(
      { weight: 9, arbitrary: fc.constantFrom('VERSIONED', 'UNVERSIONED') },
      { weight: 1, arbitrary: anything },
    ),
  }),
  anything,
);
const happening = fc.oneof(
  fc.record({
    happening: fc.constant('workerPolls'),
    taskQueue: fc.oneof(fc.constantFrom('q', 'r'), nearly),
    taskQueueType,
    deploymentOptions,
  }),
  fc.record({
    happening: fc.constant('drainageCheck'),
    deploymentVersion,
    openPinnedWorkflows: fc.oneof(fc.nat(2), anything),
  }),
  fc.record({ happening: fc.constant('overrideSet'), deploymentVersion }),
);
const language = fc.oneof(
  fc.constantFrom('cli', 'go', 'python', 'typescript', 'java', 'dotnet'),
  anything,
);
const versioningOverride = fc.oneof(
  fc.constant({ autoUpgrade: true }),
  fc.record({ pinned: fc.record({ version: deploymentVersion }) }),
  fc.record({ oneTime: fc.record({ targetDeploymentVersion: deploymentVersion }) }),
  anything,
);
const behavior = fc.oneof(fc.constantFrom('PINNED', 'AUTO_UPGRADE'), anything);
const revisionNumber = fc.oneof(fc.nat(5), fc.constant(Number.MAX_SAFE_INTEGER), anything);
const versioningInfo = fc.oneof(
  fc.record(
    {
      behavior,
      deploymentVersion,
      versioningOverride,
      versionTransition: fc.oneof(fc.record({ deploymentVersion }, { requiredKeys: [] }), anything),
      revisionNumber,
      startsOnRampingVersion: flag,
      inheritedPinnedVersion: deploymentVersion,
    },
    { requiredKeys: [] },
  ),
  anything,
);
const workflow = fc.record(
  {
    taskQueue: nearly,
    buildId: nearly,
    hasCompletedWorkflowTask: fc.oneof(fc.boolean(), anything),
    workflowId: nearly,
    versioningInfo,
  },
  { requiredKeys: ['taskQueue'] },
);
const event = fc.record(
  {
    event: fc.oneof(
      fc.constantFrom(
        'workflowTaskStarted',
        'workflowTaskCompleted',
        'activityTaskStarted',
        'overrideSet',
      ),
      anything,
    ),
    buildId: nearly,
    deploymentVersion,
    revisionNumber,
    behavior,
    versioningOverride,
  },
  { requiredKeys: ['event'] },
);
const task = fc.record(
  {
    task: fc.oneof(
      fc.constantFrom(
        'newWorkflow',
        'eagerNewWorkflow',
        'workflowTask',
        'reset',
        'query',
        'workflowRetry',
        'cronRun',
        'activity',
        'childWorkflow',
        'continueAsNew',
        'update',
        'nexusTask',
        'standaloneActivity',
      ),
      anything,
    ),
    workflow: fc.oneof({ weight: 4, arbitrary: workflow }, { weight: 1, arbitrary: anything }),
    taskQueue: nearly,
    buildId: nearly,
    to: fc.oneof(fc.constantFrom('firstWorkflowTask', 'laterWorkflowTask'), anything),
    inheritedBuildId: nearly,
    versioningIntent: fc.oneof(fc.constantFrom('COMPATIBLE', 'DEFAULT'), anything),
    useLatestBuildId: fc.oneof(fc.boolean(), anything),
    sdk: fc.oneof(fc.constantFrom('go', 'java'), anything),
    requestEagerExecution: fc.oneof(fc.boolean(), anything),
    workflowId: nearly,
    versioningOverride,
    initialVersioningBehavior: fc.oneof(
      fc.constantFrom('AUTO_UPGRADE', 'USE_RAMPING_VERSION'),
      anything,
    ),
  },
  { requiredKeys: ['task'] },
);
const worker = fc.record(
  { buildId: nearly, useVersioning: fc.oneof(fc.boolean(), anything), deploymentOptions },
  { requiredKeys: [] },
);
const version = fc.oneof({ weight: 9, arbitrary: nearly }, fc.constant(UnversionedBuildId));
const reachability = fc.record(
  {
    buildIds: fc.oneof({ weight: 9, arbitrary: fc.array(version, { maxLength: 6 }) }, anything),
    taskQueues: fc.oneof({ weight: 9, arbitrary: fc.array(nearly) }, anything),
    reachability: fc.oneof(fc.constantFrom('OPEN_WORKFLOWS', 'CLOSED_WORKFLOWS'), anything),
    workflows: fc.array(
      fc.record({
        taskQueue: nearly,
        status: fc.oneof({ weight: 9, arbitrary: fc.constantFrom('OPEN', 'CLOSED') }, anything),
        buildIds: fc.array(version),
      }),
    ),
  },
  { requiredKeys: ['buildIds'] },
);
const number = fc.oneof(fc.integer({ min: -1, max: 20 }), fc.double(), anything);
const snapshot = fc.record({
  version: fc.oneof({ weight: 9, arbitrary: fc.constant(1) }, { weight: 1, arbitrary: anything }),
  taskQueues: fc.array(
    fc.record({
      taskQueue: nearly,
      versionSets: fc.array(
        fc.record({
          buildIds: fc.array(fc.record({ buildId: nearly, becameSetDefault: number })),
          becameQueueDefault: number,
        }),
      ),
    }),
  ),
});

const namespace = new Namespace();
namespace.importBuildIds('q', '{"majorVersionSets":[{"buildIds":["a","b"]},{"buildIds":["c"]}]}');
for (const [buildId, taskQueueType] of /** @type {const} */ ([
  ['v1', 'WORKFLOW'],
  ['v1', 'ACTIVITY'],
  ['v2', 'WORKFLOW'],
])) {
  const deploymentOptions = /** @type {const} */ ({
    deploymentName: 'd',
    buildId,
    workerVersioningMode: 'VERSIONED',
  });
  namespace.observe({ happening: 'workerPolls', taskQueue: 'q', taskQueueType, deploymentOptions });
}
const inD = { deploymentName: 'd', identity: 'ann' };
namespace.apply({ operation: 'setWorkerDeploymentCurrentVersion', ...inD, buildId: 'v1' });
namespace.apply(
  { operation: 'setWorkerDeploymentRampingVersion', ...inD, buildId: 'v2', percentage: 30 },
  { backlog: [], pollers: [] },
);

/**
 * A call answers, or throws an error that says what is wrong; and a call that throws changes nothing.
 *
 * @param {(copy: Namespace) => unknown} call
 * @param {boolean} leavesWhatItCreated whether the server keeps something when it refuses
 */
function answersOrSaysWhy(call, leavesWhatItCreated) {
  const copy = namespace.clone();
  try {
    call(copy);
  } catch (error) {
    assert.ok(error instanceof TypeError || error instanceof VersioningError, String(error));
    assert.match(error.message, /\S/);
    if (!leavesWhatItCreated) assert.deepEqual(copy.toJSON(), namespace.toJSON());
  }
  assert.deepEqual(
    copy.resolve({ task: 'newWorkflow', taskQueue: 'no such queue' }).outcome,
    'unversioned',
  );
  copy.free();
}

/**
 * @param {string} name
 * @param {fc.Arbitrary<any>} arbitrary
 * @param {(copy: Namespace, value: any) => unknown} call
 * @param {(value: any) => boolean} [leavesWhatItCreated]
 */
function hostile(name, arbitrary, call, leavesWhatItCreated = () => false) {
  test(name, () => {
    const input = fc.oneof({ weight: 4, arbitrary }, { weight: 1, arbitrary: anything });
    const property = fc.property(input, (value) =>
      answersOrSaysWhy((copy) => call(copy, value), leavesWhatItCreated(value)),
    );
    fc.assert(property, { numRuns: 2000 });
  });
}

hostile('any operation', operation, (copy, value) => copy.updateBuildIdCompatibility('q', value));
hostile(
  'any operation on deployments',
  fc.tuple(deploymentOperation, lookups),
  (copy, value) => copy.apply(value?.[0], value?.[1]),
  (value) => value?.[0]?.allowNoPollers === true,
);
hostile('any happening', fc.tuple(happening, lookups), (copy, value) =>
  copy.observe(value?.[0], value?.[1]),
);
hostile('any name of a deployment', nearly, (copy, value) => copy.describeWorkerDeployment(value));
hostile('any version of a deployment', deploymentVersion, (copy, value) =>
  copy.describeWorkerDeploymentVersion(value),
);
hostile('any name of a queue', text, (copy, value) => {
  copy.getBuildIdCompatability(value);
  copy.updateBuildIdCompatibility(value, { operation: 'addNewIdInNewDefaultSet', buildId: 'a' });
});
hostile('any task', task, (copy, value) => explain(copy.resolve(value)).join());
hostile('any tasks', fc.array(task), (copy, value) => copy.resolveMany(value));
hostile('any run that begins', task, (copy, value) => copy.begin(value));
hostile('any event of a run', fc.tuple(workflow, event), (copy, value) => {
  const after = copy.progress(value?.[0], value?.[1]);
  copy.resolve({ task: 'workflowTask', workflow: after });
});
hostile('any worker', fc.tuple(worker, taskQueueType), (copy, value) =>
  explain(copy.poll('q', value?.[0], value?.[1])).join(),
);
hostile('any question about reachability', reachability, (copy, value) =>
  copy.getReachability(value),
);
hostile('any text to import', text, (copy, value) => copy.importBuildIds('q', value));
hostile('any snippet', fc.tuple(text, operation, language), (copy, value) => {
  snippet(value[0], value[1], value[2]);
  copy.snippet(value[0], value[1], value[2]);
});
hostile('any snapshot', snapshot, (_, value) => Namespace.fromJSON(value).toJSON());
const options = fc.record({
  limits: fc.record({ versionSets: number }),
  deploymentLimits: fc.record({ versions: number, idBytes: number }, { requiredKeys: [] }),
});
hostile('any options', options, (_, value) => new Namespace(value).toJSON());
const exported = fc.oneof(
  fc.json().map((json) => `{"execution":{"workflowId":"w"},"memo":${json},"taskQueue":"q"}`),
  fc.json(),
  nearly,
  fc.uint8Array(),
);
hostile('any export of workflows', fc.array(exported), (copy, value) => {
  const landings = new WorkflowLandings();
  for (const chunk of value) landings.write(chunk);
  landings.end();
  landings.rows(copy, value[0]);
});
