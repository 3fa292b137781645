/** What crosses between JavaScript and the engine of exports, comparisons and pasted commands. */

import assert from 'node:assert/strict';
import { test } from 'node:test';
import { Rollout, readCommand, VersioningError, WorkflowLandings, words } from '../../pkg/index.js';

/** @type {import('../../pkg/index.js').RolloutDocument} */
const DOCUMENT = {
  version: 1,
  taskQueues: [
    {
      taskQueue: 'orders',
      versionSets: [{ buildIds: ['1.0'] }, { buildIds: ['2.0'] }],
      completeFor: { workflows: true },
    },
  ],
};

/**
 * @param {string} status
 * @param {object} [more]
 */
function exported(status, more) {
  const landings = new WorkflowLandings();
  const record = {
    execution: { workflowId: 'order-1' },
    type: { name: 'Order' },
    status: `WORKFLOW_EXECUTION_STATUS_${status}`,
    taskQueue: 'orders',
    searchAttributes: { indexedFields: { BuildIds: ['versioned:1.0'] } },
    ...more,
  };
  landings.write(JSON.stringify(record));
  landings.end();
  return landings;
}

const OLD = { taskQueue: 'orders', buildId: '1.0' };

test('workflows of an export count as if the document listed them', () => {
  const rollout = new Rollout(DOCUMENT);
  assert.equal(rollout.retire(OLD).mayStop, 'yes');
  const closed = rollout.withExported(exported('COMPLETED'));
  assert.equal(closed.retire(OLD).mayStop, 'exceptQueries');
  assert.deepEqual(closed.document.workflows, [
    {
      workflowId: 'exported Order of orders, on 1.0, closed',
      workflowType: 'Order',
      taskQueue: 'orders',
      buildId: '1.0',
      status: 'CLOSED',
      count: 1,
    },
  ]);
  assert.equal(new Rollout(closed.document).retire(OLD).mayStop, 'exceptQueries');
  assert.equal(rollout.retire(OLD).mayStop, 'yes');
  assert.equal(closed.withExported(exported('RUNNING')).retire(OLD).mayStop, 'no');
  assert.throws(() => closed.withExported(exported('COMPLETED')), {
    code: 'INVALID_ARGUMENT',
    path: 'workflows[1].workflowId',
  });
});

test('those that other generations route are grounds, also of what is made of it', () => {
  const routed = exported('RUNNING', { assignedBuildId: '1.0' });
  const rollout = new Rollout(DOCUMENT).withExported(routed);
  for (const each of [rollout, rollout.withExported(exported('COMPLETED'))]) {
    const { mayStop, grounds } = each.retire(OLD);
    assert.equal(mayStop, 'notKnown');
    assert.deepEqual(grounds[1], {
      ground: 'otherVersioning',
      taskQueue: 'orders',
      running: 1,
      closed: 0,
    });
  }
  const [{ reached, complete }] = rollout.reachability({ buildIds: ['1.0'] });
  assert.deepEqual([reached, complete], ['notKnown', false]);
});

test('only counted workflows are taken, and none after they are freed', () => {
  const rollout = new Rollout(DOCUMENT);
  // @ts-expect-error: no counted workflows
  assert.throws(() => rollout.withExported({}), {
    name: 'TypeError',
    message: 'exported: expected WorkflowLandings, got object',
  });
  const freed = exported('RUNNING');
  freed.free();
  assert.throws(() => rollout.withExported(freed), /this WorkflowLandings was freed/);
});

test('reachability counts the runs of its caller beside those of the document', () => {
  const rollout = new Rollout(DOCUMENT);
  const run = { taskQueue: 'orders', status: /** @type {const} */ ('OPEN'), buildIds: ['1.0'] };
  const asked = { buildIds: ['1.0'] };
  assert.deepEqual(rollout.reachability(asked)[0].reachability, []);
  assert.deepEqual(rollout.reachability({ ...asked, workflows: [run] })[0].reachability, [
    'EXISTING_WORKFLOWS',
  ]);
  assert.throws(() => rollout.reachability({ buildIds: ['1.1'] }), {
    path: 'options.buildIds[0]',
    problem: "expected a build ID of the document, got '1.1'; the nearest is '1.0'",
  });
  assert.throws(() => rollout.reachability(asked, 1), {
    message: 'after: expected integer from 0 to 0, got 1',
  });
});

test('new hazards are those that another rollout has more', () => {
  const steps = ['3.0', '4.0'].map((buildId) => ({
    taskQueue: 'orders',
    operation: /** @type {const} */ ('addNewIdInNewDefaultSet'),
    buildId,
  }));
  const workers = [{ taskQueue: 'orders', buildId: '2.0', useVersioning: true }];
  const one = new Rollout({ ...DOCUMENT, workers, steps: steps.slice(0, 1) });
  const two = new Rollout({ ...DOCUMENT, workers, steps });
  const codes = one.newHazards(1, 2, two).map(({ step, code }) => `${step} ${code}`);
  assert.equal(codes[0], '2 WITHOUT_WORKER');
  assert.ok(codes.includes('1 PASSING_QUEUE_DEFAULT'));
  assert.deepEqual(two.newHazards(0, 2), two.verdict().hazards);
  assert.deepEqual(two.newHazards(2, 2), []);
  assert.throws(() => one.newHazards(0, 2), /^TypeError: to: expected integer from 0 to 1, got 2/);
});

test('a landing on a queue that is not listed is not known', () => {
  const rollout = new Rollout({ version: 1, workers: [{ taskQueue: 'mail' }] });
  const [{ known, doubt }] = rollout.landings();
  assert.equal(known, 'notKnown');
  assert.match(`${doubt}`, /^The document does not list the version sets of mail: /);
  const [row] = exported('RUNNING').rowsOf(rollout);
  assert.equal(
    words.landing(row.landing),
    'not known: the document does not list orders; `pull` or `import` its version sets',
  );
});

test('the error of a pasted command says where', () => {
  const text = 'temporal task-queue update-build-ids promote-set \\\n  -t orders --bild-id 1.0';
  assert.throws(
    () => readCommand(text),
    (error) => {
      assert.ok(error instanceof VersioningError);
      assert.deepEqual(error.place, { line: 2, column: 13, length: 9 });
      assert.match(error.message, /^Line 2, column 13: Expected a flag that the command has/);
      return true;
    },
  );
  const { passedOver } = readCommand(
    'temporal --env prod task-queue update-build-ids promote-set -t orders --build-id 1.0',
  );
  assert.deepEqual(passedOver, [
    {
      line: 1,
      text: '--env prod',
      what: 'Passed over in line 1: --env prod (it says only how to reach the cluster).',
    },
  ]);
});

test('a look of a push at its cluster is put into words', () => {
  const rollout = new Rollout({
    version: 1,
    steps: [
      { name: 'Ship', taskQueue: 'orders', operation: 'addNewIdInNewDefaultSet', buildId: '1' },
    ],
  });
  const start = { step: 1, done: [], moment: /** @type {const} */ ('start') };
  const found = [{ taskQueue: 'orders', versionSets: [{ buildIds: ['2'] }] }];
  assert.equal(
    rollout.push({ ...start, found })?.message,
    'The cluster is not what the plan expects before step 1:\n  orders: expected no version sets, found [2]\nNothing was sent. Pull the version sets, and make the plan anew.',
  );
  assert.equal(rollout.push({ step: 1, done: [], moment: 'generations' }), undefined);
  assert.deepEqual(rollout.otherStarts(found), { differences: [], message: '' });
  assert.deepEqual(rollout.pushPlan(2).lines, ['no steps']);
  for (const [ask, message] of /** @type {[() => unknown, string][]} */ ([
    [() => rollout.pushPlan(3), 'fromStep: expected integer from 1 to 2, got 3'],
    [
      () => rollout.push({ step: 2, done: [], moment: 'step' }),
      'look.step: expected integer from 1 to 1, got 2',
    ],
    [() => rollout.push({ ...start, found: [] }), "look.found: expected 'orders' too, got others"],
  ])) {
    assert.throws(ask, { name: 'TypeError', message });
  }
});
