import { Namespace, Rollout, snippet, UnversionedBuildId, WorkflowLandings } from '../face.mjs';
import { anything, mutations, spoiltTexts } from '../mutations.mjs';

const workflow = { taskQueue: 'orders', buildId: 'a', hasCompletedWorkflowTask: true };
const add = { operation: 'addNewIdInNewDefaultSet', buildId: 'n' };
const command = {
  workflow,
  taskQueue: 'orders',
  versioningIntent: 'DEFAULT',
  useLatestBuildId: true,
  sdk: 'go',
};
const tasks = [
  { task: 'newWorkflow', taskQueue: 'orders' },
  { task: 'query', workflow },
];
const run = { taskQueue: 'orders', status: 'OPEN', buildIds: ['a', UnversionedBuildId] };

/**
 * Calls that are right, for each argument and each part of it to be spoilt.
 *
 * @type {[method: string, ...args: unknown[]][]}
 */
const CALLS = [
  ['updateBuildIdCompatibility', 'orders', add],
  [
    'updateBuildIdCompatibility',
    'orders',
    {
      operation: 'addNewCompatibleVersion',
      buildId: 'n',
      existingCompatibleBuildId: 'a',
      promoteSet: true,
    },
  ],
  ['updateBuildIdCompatibility', 'orders', { operation: 'promoteSetByBuildId', buildId: 'a' }],
  ['updateBuildIdCompatibility', 'orders', { operation: 'promoteBuildIdWithinSet', buildId: 'a' }],
  [
    'updateBuildIdCompatibility',
    'orders',
    { operation: 'mergeSets', primaryBuildId: 'a', secondaryBuildId: 'c' },
  ],
  ['getBuildIdCompatability', 'orders', { maxSets: 1 }],
  [
    'getReachability',
    {
      buildIds: ['a', ''],
      taskQueues: ['orders'],
      reachability: 'OPEN_WORKFLOWS',
      workflows: [run],
    },
  ],
  ['importBuildIds', 'orders', '[]'],
  ['resolve', { task: 'newWorkflow', taskQueue: 'orders' }],
  ['resolve', { task: 'workflowTask', workflow }],
  ['resolve', { task: 'query', workflow }],
  ['resolve', { task: 'workflowRetry', workflow }],
  ['resolve', { task: 'cronRun', workflow }],
  ['resolve', { task: 'activity', ...command, requestEagerExecution: true }],
  ['resolve', { task: 'childWorkflow', ...command }],
  ['resolve', { task: 'continueAsNew', ...command }],
  ['resolveMany', tasks],
  ['poll', 'orders', { buildId: 'a', useVersioning: true }],
  ['preview', 'orders', add, tasks],
  ['snippet', 'orders', add, 'go'],
];

/** @type {[method: string, ...args: unknown[]][]} */
const ROLLOUT_CALLS = [
  ['landings', 0],
  ['namespaceAfter', 0],
  ['rollback', 1],
  ['retire', { taskQueue: 'orders', buildId: '1.0', after: 0 }],
  [
    'plan',
    {
      taskQueue: 'orders',
      goal: {
        unknownBuildIds: 'add',
        sets: [{ buildIds: ['1.0', '2.0'], default: '1.0' }],
        queueDefault: '1.0',
      },
      after: 0,
    },
  ],
  [
    'plan',
    { taskQueue: 'orders', goal: { allSets: [{ buildIds: ['1.0'] }, { buildIds: ['2.0'] }] } },
  ],
];

/** Whatever is wrong with what is passed. @type {import('../calls.mjs').Group} */
export function askMutations(asker, { documents }) {
  const base = new Namespace();
  base.importBuildIds('orders', '{"majorVersionSets":[{"buildIds":["a","b"]},{"buildIds":["c"]}]}');
  for (const [place, [method, ...args]] of CALLS.entries()) {
    askSpoilt(asker.in(`${method} ${place}`), method, args, () => base.clone());
  }
  const rollout = new Rollout(documents['rollout.json']);
  for (const [place, [method, ...args]] of ROLLOUT_CALLS.entries()) {
    askSpoilt(asker.in(`rollout ${method} ${place}`), method, args, () => rollout);
  }
  askSpoilt(asker.in('snippet'), 'snippet', ['orders', add, 'java'], () => ({
    snippet,
    free() {},
  }));
  askRows(asker.in('rows'), base);
  askOptions(asker.in('options'));
  askSnapshots(asker.in('snapshots'), base);
  askDocuments(asker.in('documents'), documents);
  askTexts(asker.in('texts'), documents['everything.json']);
  rollout.free();
  base.free();
}

/**
 * @param {import('../asker.mjs').Asker} asker
 * @param {string} method
 * @param {unknown[]} args
 * @param {() => any} make what the method is called on
 */
function askSpoilt(asker, method, args, make) {
  for (const [place] of args.entries()) {
    for (const [way, spoilt] of mutations(args[place], { all: true })) {
      const on = make();
      const answer = asker.call(`${place}: ${way}`, on, method, ...withItem(args, place, spoilt));
      answer?.free?.();
      if (!(on instanceof Rollout)) on.free();
    }
  }
}

/**
 * @param {import('../asker.mjs').Asker} asker
 * @param {Namespace} namespace
 */
function askRows(asker, namespace) {
  const landings = new WorkflowLandings();
  for (const [name, value] of anything()) {
    asker.call(`before = ${name}`, landings, 'rows', value);
    asker.call(`after = ${name}`, landings, 'rows', namespace, value);
    asker.call(`chunk = ${name}`, new WorkflowLandings(), 'write', value);
  }
  landings.free();
}

/** @param {import('../asker.mjs').Asker} asker */
function askOptions(asker) {
  const limits = { versionSets: 1, buildIds: 2, taskQueuesPerBuildId: 3, buildIdBytes: 4 };
  for (const [way, options] of mutations({ limits }, { all: true }))
    asker.make(way, Namespace, options)?.free();
}

/**
 * @param {import('../asker.mjs').Asker} asker
 * @param {Namespace} base
 */
function askSnapshots(asker, base) {
  const changed = base.clone();
  changed.updateBuildIdCompatibility('orders', {
    operation: 'promoteBuildIdWithinSet',
    buildId: 'a',
  });
  changed.updateBuildIdCompatibility('mail', {
    operation: 'addNewIdInNewDefaultSet',
    buildId: 'a',
  });
  for (const [way, snapshot] of mutations(changed.toJSON()))
    asker.call(way, Namespace, 'fromJSON', snapshot)?.free();
  changed.free();
}

/**
 * @param {import('../asker.mjs').Asker} asker
 * @param {Record<string, any>} documents
 */
function askDocuments(asker, documents) {
  for (const name of ['everything.json', 'rollout.json']) {
    for (const [way, document] of mutations(documents[name])) {
      asker.in(name).ask(
        way,
        () => `new Rollout(…), with ${way}`,
        () => {
          const rollout = new Rollout(document);
          try {
            return [
              rollout.stepCount,
              rollout.document,
              rollout.check().passed,
              rollout.steps().map((it) => it.result),
            ];
          } finally {
            rollout.free();
          }
        },
      );
    }
  }
  for (const [way, document] of anything()) asker.make(`document = ${way}`, Rollout, document);
  for (const depth of [60, 120, 126, 127, 128, 129, 200, 1000, 100_000]) {
    for (const field of ['name', 'unknown', 'operations']) {
      const document = /** @type {any} */ ({ version: 1, [field]: deep(depth) });
      asker.ask(
        `${field} ${depth} deep`,
        () => `new Rollout({ version: 1, ${field}: [[[…]]] })`,
        () => new Rollout(document).stepCount,
      );
    }
  }
  /** @type {any} */
  const circular = { version: 1 };
  circular.workers = [circular];
  asker.make('circular', Rollout, circular);
}

/**
 * @template T
 * @param {readonly T[]} list
 * @param {number} place
 * @param {T} item
 */
function withItem(list, place, item) {
  return list.map((it, at) => (at === place ? item : it));
}

/** @param {number} depth */
function deep(depth) {
  /** @type {unknown[]} */
  let value = [];
  for (let at = 1; at < depth; at += 1) value = [value];
  return value;
}

const JSON_TEXTS = [
  '',
  'null',
  '1',
  '"version"',
  '[]',
  '{}',
  '{"version":1}',
  '{"version":1,}',
  '{"version":1.0}',
  '{"version":1e0}',
  '{"version":"1"}',
  '{"version":2}',
  '{"version":-1}',
  '{"version":1,"version":1}',
  '{"version":2,"version":1}',
  '{"unknown":1}',
  '{"version":1,"unknown":{"deep":[1,2]}}',
  '{"version":1,"__proto__":1}',
  '{"version":1,"workers":[{"taskQueue":"a","taskQueue":"b"}]}',
  '{"version":1,"limits":{"buildIds":1e2}}',
  '{"version":1,"limits":{"buildIds":1e99}}',
  '{"version":1,"limits":{"buildIds":99999999999999999999}}',
  '{"version":1,"limits":{"buildIds":-0}}',
  '{"version":1,"name":"\\ud800"}',
  '{"version":1,"name":"\\ud83e\\udd80"}',
  '{"version":1,"name":"\u0000"}',
  '{"version":1,"name":"a\nb"}',
  '{"version":1} // more',
  '/* */ {"version":1}',
  "{'version':1}",
  '{version:1}',
  'version: 1',
  '\ufeff{"version":1}',
  `{"version":1,"name":${'['.repeat(100_000)}`,
  `{"version":1,"unknown":${'['.repeat(200)}${']'.repeat(200)}}`,
];

/**
 * @param {import('../asker.mjs').Asker} asker
 * @param {any} document
 */
function askTexts(asker, document) {
  for (const [way, value] of anything()) asker.call(`text = ${way}`, Rollout, 'parse', value);
  for (const [place, text] of JSON_TEXTS.entries()) {
    asker.ask(
      `${place}`,
      () => `Rollout.parse(${JSON.stringify(text.slice(0, 100))})`,
      () => Rollout.parse(text).document,
    );
  }
  const pretty = JSON.stringify(document, undefined, 2);
  for (const [way, spoilt] of spoiltTexts(pretty)) {
    asker.ask(
      way,
      () => `Rollout.parse(…) ${way}`,
      () => Rollout.parse(spoilt).stepCount,
    );
  }
  // One mistake of form in every line.
  for (const [place, line] of pretty.split('\n').entries()) {
    const lines = pretty.split('\n');
    const spoilt = withItem(lines, place, line.replace(/[:,[{]/, '$&$&')).join('\n');
    asker.ask(
      `line ${place}`,
      () => `Rollout.parse(…) with ${line} spoilt`,
      () => Rollout.parse(spoilt).stepCount,
    );
  }
}
