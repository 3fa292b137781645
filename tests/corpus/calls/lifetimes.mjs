import { Namespace, Rollout, VersioningError, WorkflowLandings } from '../face.mjs';

/** What is freed, copied and told apart. @type {import('../calls.mjs').Group} */
export function askLifetimes(asker, { documents }) {
  const add = /** @type {const} */ ({ operation: 'addNewIdInNewDefaultSet', buildId: 'a' });
  /** @type {[string, any, [string, ...unknown[]][]][]} */
  const freed = [
    [
      'Namespace',
      new Namespace(),
      [
        ['updateBuildIdCompatibility', 'orders', add],
        ['getBuildIdCompatability', 'orders'],
        ['getReachability', { buildIds: ['a'] }],
        ['taskQueues'],
        ['importBuildIds', 'orders', '[]'],
        ['resolve', { task: 'newWorkflow', taskQueue: 'orders' }],
        ['resolveMany', []],
        ['poll', 'orders', {}],
        ['preview', 'orders', add, []],
        ['snippet', 'orders', add, 'go'],
        ['clone'],
        ['toJSON'],
        ['free'],
      ],
    ],
    [
      'Rollout',
      new Rollout(documents['rollout.json']),
      [
        ['steps'],
        ['namespaceAfter'],
        ['landings'],
        ['check'],
        ['retire', { taskQueue: 'orders' }],
        ['plan', { taskQueue: 'orders', goal: { queueDefault: '1.0' } }],
        ['hazards'],
        ['rollback', 1],
        ['workerNeeds'],
        ['free'],
      ],
    ],
    [
      'WorkflowLandings',
      new WorkflowLandings(),
      [['write', '[]'], ['end'], ['rows', new Namespace()], ['free']],
    ],
  ];
  for (const [name, object, calls] of freed) {
    object.free();
    for (const [method, ...args] of calls)
      asker.in(`freed ${name}`).call(method, object, method, ...args);
  }
  const rollout = freed[1][1];
  const landings = freed[2][1];
  asker.ask(
    'freed document',
    () => 'rollout.document',
    () => rollout.document,
  );
  asker.ask(
    'freed stepCount',
    () => 'rollout.stepCount',
    () => rollout.stepCount,
  );
  asker.ask(
    'freed counts',
    () => 'landings.counts',
    () => landings.counts,
  );
  asker.ask(
    'error',
    () => 'new VersioningError(…)',
    () => {
      const error = new VersioningError('NOT_FOUND', 'gone', 'NOT_FOUND');
      const bare = new VersioningError('NOT_FOUND', 'gone');
      return [
        error instanceof Error,
        error.name,
        String(error),
        Object.keys(error).sort(),
        Object.keys(bare).sort(),
        'reason' in bare,
        Object.prototype.toString.call(error),
      ];
    },
  );
  asker.ask(
    'JSON',
    () => 'JSON.stringify(namespace)',
    () => JSON.stringify(new Namespace()),
  );
  asker.ask(
    'a document is a copy',
    () => 'rollout.document',
    () => {
      const own = structuredClone(documents['rollout.json']);
      const made = new Rollout(own);
      own.name = 'changed';
      made.document.name = 'changed too';
      return made.document;
    },
  );
}
