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
const language = fc.oneof(
  fc.constantFrom('cli', 'go', 'python', 'typescript', 'java', 'dotnet'),
  anything,
);
const workflow = fc.record(
  {
    taskQueue: nearly,
    buildId: nearly,
    hasCompletedWorkflowTask: fc.oneof(fc.boolean(), anything),
  },
  { requiredKeys: ['taskQueue'] },
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
  },
  { requiredKeys: ['task'] },
);
const worker = fc.record(
  { buildId: nearly, useVersioning: fc.oneof(fc.boolean(), anything) },
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

/**
 * A call answers, or throws an error that says what is wrong; and a call that throws changes nothing.
 *
 * @param {(copy: Namespace) => unknown} call
 */
function answersOrSaysWhy(call) {
  const copy = namespace.clone();
  try {
    call(copy);
  } catch (error) {
    assert.ok(error instanceof TypeError || error instanceof VersioningError, String(error));
    assert.match(error.message, /\S/);
    assert.deepEqual(copy.toJSON(), namespace.toJSON());
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
 */
function hostile(name, arbitrary, call) {
  test(name, () => {
    const input = fc.oneof({ weight: 4, arbitrary }, { weight: 1, arbitrary: anything });
    const property = fc.property(input, (value) => answersOrSaysWhy((copy) => call(copy, value)));
    fc.assert(property, { numRuns: 2000 });
  });
}

hostile('any operation', operation, (copy, value) => copy.updateBuildIdCompatibility('q', value));
hostile('any name of a queue', text, (copy, value) => {
  copy.getBuildIdCompatability(value);
  copy.updateBuildIdCompatibility(value, { operation: 'addNewIdInNewDefaultSet', buildId: 'a' });
});
hostile('any task', task, (copy, value) => explain(copy.resolve(value)).join());
hostile('any tasks', fc.array(task), (copy, value) => copy.resolveMany(value));
hostile('any worker', worker, (copy, value) => explain(copy.poll('q', value)).join());
hostile('any question about reachability', reachability, (copy, value) =>
  copy.getReachability(value),
);
hostile('any text to import', text, (copy, value) => copy.importBuildIds('q', value));
hostile('any snippet', fc.tuple(text, operation, language), (copy, value) => {
  snippet(value[0], value[1], value[2]);
  copy.snippet(value[0], value[1], value[2]);
});
hostile('any snapshot', snapshot, (_, value) => Namespace.fromJSON(value).toJSON());
hostile('any options', fc.record({ limits: fc.record({ versionSets: number }) }), (_, value) =>
  new Namespace(value).toJSON(),
);
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
