/** What people do to a plan, as functions of the state, without a page. */

import assert from 'node:assert/strict';
import { test } from 'node:test';
import { EXAMPLES } from '../../www/examples.js';
import { draftOf, emptyDraft, missingFields, operationOf } from '../../www/plan/draft.js';
import * as items from '../../www/plan/items.js';
import { changed, isEmpty, lookedAt, opened, redone, undone } from '../../www/plan/state.js';
import { withoutSteps, withStepName, withSteps } from '../../www/plan/steps.js';

/** @typedef {import('../../pkg/index.js').RolloutDocument} RolloutDocument */

/** @type {(buildId: string) => import('../../pkg/index.js').RolloutOperation} */
const addition = (buildId) => ({
  taskQueue: 'orders',
  operation: 'addNewIdInNewDefaultSet',
  buildId,
});

/** @type {RolloutDocument} */
const DOCUMENT = {
  version: 1,
  taskQueues: [{ taskQueue: 'orders' }],
  workers: [{ taskQueue: 'payments' }],
  workflows: [
    {
      workflowId: 'order-1',
      taskQueue: 'orders',
      commands: [{ name: 'mail', task: 'activity', taskQueue: 'mails' }],
    },
  ],
  operations: [addition('1.0'), addition('2.0')],
  expectations: [
    { step: 1, result: 'changed' },
    { step: 2, result: 'changed' },
    { after: 0, newWorkflowsOn: 'orders' },
    { after: 1, newWorkflowsOn: 'orders' },
    { after: 2, workflow: 'order-1' },
    { newWorkflowsOn: 'orders' },
  ],
};

/** @param {RolloutDocument} document */
const places = (document) =>
  document.expectations?.map((expectation) =>
    'step' in expectation ? `step ${expectation.step}` : `after ${expectation.after}`,
  );

test('a plan is opened at its last step, or at the one that is asked for', () => {
  assert.equal(opened(DOCUMENT).step, 2);
  assert.equal(opened(DOCUMENT, 1).step, 1);
  assert.equal(opened(DOCUMENT, 7).step, 2);
});

test('undo and redo go through the changes, with the current step of each', () => {
  const one = opened(DOCUMENT, 1);
  const two = changed(one, withSteps(DOCUMENT, 1, [addition('1.5')]), { words: 'Add', step: 2 });
  const back = undone(two);
  assert.equal(back.document, DOCUMENT);
  assert.equal(back.step, 1);
  assert.equal(redone(back).document, two.document);
  assert.equal(redone(back).step, 2);
});

test('nothing to undo or redo leaves the plan as it is', () => {
  const state = opened(DOCUMENT);
  assert.equal(undone(state).document, DOCUMENT);
  assert.equal(redone(state).document, DOCUMENT);
});

test('undo of opening another plan leads back to the plan before', () => {
  const one = opened(DOCUMENT, 1, 'one');
  const other = changed(one, { version: 1 }, { words: 'Open', plan: 'other' });
  assert.equal(changed(other, DOCUMENT, { words: 'Paste' }).plan, 'other');
  assert.equal(undone(other).plan, 'one');
  assert.equal(redone(undone(other)).plan, 'other');
  assert.equal(lookedAt(other, 0).plan, 'other');
});

test('an example is one, however it is changed, until it gets a name of its own', () => {
  const [example] = EXAMPLES.values();
  const shown = opened(example);
  assert.equal(shown.example, example.name);
  const later = changed(lookedAt(shown, 0), { ...example, operations: [] }, { words: 'Clear' });
  assert.equal(later.example, example.name);
  const own = changed(later, { ...example, name: 'Ours' }, { words: 'Rename' });
  assert.equal(own.example, undefined);
  assert.equal(undone(own).example, example.name);
});

test('a plan is empty as long as nothing but its name is there', () => {
  assert.equal(isEmpty({ version: 1, name: 'Friday', description: 'x', operations: [] }), true);
  assert.equal(isEmpty({ version: 1, taskQueues: [{ taskQueue: 'orders' }] }), false);
});

test('a change takes away what could be redone', () => {
  const state = undone(changed(opened(DOCUMENT), { version: 1 }, { words: 'Clear' }));
  assert.equal(state.future.length, 1);
  assert.deepEqual(changed(state, { version: 1, name: 'x' }, { words: 'Name' }).future, []);
});

test('what is typed into one field is one change, until another step is shown', () => {
  const edit = { words: 'Name step 1', editing: 'name of step 1' };
  const once = changed(opened(DOCUMENT), withStepName(DOCUMENT, 1, 'a'), edit);
  const twice = changed(once, withStepName(DOCUMENT, 1, 'ab'), edit);
  assert.equal(twice.past.length, 1);
  const later = changed(lookedAt(twice, 0), withStepName(DOCUMENT, 1, 'abc'), edit);
  assert.equal(later.past.length, 2);
});

test('the current step stays within the steps', () => {
  assert.equal(lookedAt(opened(DOCUMENT), 9).step, 2);
  assert.equal(lookedAt(opened(DOCUMENT), -1).step, 0);
});

test('a step is inserted after the current one, and the rest follows', () => {
  const document = withSteps(DOCUMENT, 1, [addition('1.5')]);
  assert.deepEqual(
    document.operations?.map((operation) => 'buildId' in operation && operation.buildId),
    ['1.0', '1.5', '2.0'],
  );
});

test('what is expected after a step moves along with it', () => {
  assert.deepEqual(places(withSteps(DOCUMENT, 1, [addition('1.5')])), [
    'step 1',
    'step 3',
    'after 0',
    'after 1',
    'after 3',
    'after undefined',
  ]);
  assert.deepEqual(places(withoutSteps(DOCUMENT, [1])), [
    'step 1',
    'after 0',
    'after 0',
    'after 1',
    'after undefined',
  ]);
});

test('a step has a name or none', () => {
  const named = withStepName(DOCUMENT, 2, 'Ship');
  assert.equal(named.operations?.[1].name, 'Ship');
  assert.deepEqual(withStepName(named, 2, '').operations, DOCUMENT.operations);
});

test('a queue is on the page for whatever names it', () => {
  assert.deepEqual(items.queuesOf(DOCUMENT), ['orders', 'payments', 'mails']);
  assert.equal(items.usedQueues(DOCUMENT).has('orders'), true);
  const added = items.withQueue(DOCUMENT, 'new');
  assert.equal(items.usedQueues(added).has('new'), false);
  assert.deepEqual(items.withoutQueue(added, 'new'), DOCUMENT);
});

test('workers and workflows are added, changed and removed in place', () => {
  const worker = { taskQueue: 'orders', buildId: '1.0' };
  assert.deepEqual(items.withWorker(DOCUMENT, undefined, worker).workers?.[1], worker);
  assert.deepEqual(items.withWorker(DOCUMENT, 0, worker).workers, [worker]);
  assert.deepEqual(items.withWorker(DOCUMENT, 0).workers, []);
  const workflow = { workflowId: 'order-2', taskQueue: 'orders' };
  assert.equal(items.withWorkflow(DOCUMENT, undefined, workflow).workflows?.length, 2);
});

test('what is expected of a workflow follows its name, and goes with it', () => {
  const renamed = items.withWorkflow(DOCUMENT, 0, { workflowId: 'x', taskQueue: 'orders' });
  assert.deepEqual(renamed.expectations?.[4], { after: 2, workflow: 'x' });
  assert.equal(items.withWorkflow(DOCUMENT, 0).expectations?.length, 5);
});

/** @type {import('../../pkg/index.js').BuildIdOperation[]} */
const EVERY_OPERATION = [
  { operation: 'addNewIdInNewDefaultSet', buildId: '1.0' },
  { operation: 'addNewCompatibleVersion', buildId: '1.1', existingCompatibleBuildId: '1.0' },
  {
    operation: 'addNewCompatibleVersion',
    buildId: '1.1',
    existingCompatibleBuildId: '1.0',
    promoteSet: true,
  },
  { operation: 'promoteSetByBuildId', buildId: '1.0' },
  { operation: 'promoteBuildIdWithinSet', buildId: '1.0' },
  { operation: 'mergeSets', primaryBuildId: '1.0', secondaryBuildId: '2.0' },
];

for (const operation of EVERY_OPERATION) {
  test(`the fields hold ${JSON.stringify(operation)} and give it back`, () => {
    const draft = draftOf('orders', operation);
    assert.deepEqual(operationOf(draft), operation);
    assert.deepEqual(missingFields(draft), []);
  });
}

test('the build IDs of an operation have to be filled in, its flag does not', () => {
  const draft = emptyDraft('orders', 'addNewCompatibleVersion');
  assert.deepEqual(missingFields(draft), ['buildId', 'existingCompatibleBuildId']);
});
