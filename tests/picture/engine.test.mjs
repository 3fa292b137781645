/** The picture of what the engine answers, and those of the docs. */

import assert from 'node:assert/strict';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { test } from 'node:test';
import { parse } from 'yaml';
import { Rollout } from '../../pkg/index.js';
import { PATCH, pictures } from '../../scripts/pictures.mjs';
import { root } from '../../scripts/process.mjs';
import { layout } from '../../www/picture/layout.js';
import { tableMeasure } from '../../www/picture/measure.js';
import { bigDocument } from '../page/big.mjs';
import { waiting } from './fixtures/flows.mjs';

/** @param {import('../../pkg/index.js').QueueFlow} flow @param {number} largest @param {number} [width] */
function scene(flow, largest, width = 1360) {
  return layout(flow, { width, largest, measure: tableMeasure });
}

/** @param {import('../../www/picture/drawing.js').Scene} scene */
function texts({ shapes }) {
  return shapes.flatMap((shape) =>
    shape.kind === 'text' ? [shape.spans.map(({ text }) => text).join(' ')] : [],
  );
}

test('the pictures of the docs are what the page exports', () => {
  for (const [path, picture] of Object.entries(pictures())) {
    const committed = readFileSync(join(root, path), 'utf8');
    assert.equal(committed, picture, `${path}: run \`npm run pictures\``);
  }
});

test('the engine answers with the frame by which the picture was designed', () => {
  const rollout = new Rollout(PATCH);
  const { largest, taskQueues } = rollout.flow(1, 2);
  const drawn = texts(scene(taskQueues[0], largest));
  const designed = texts(scene(waiting, 1532));
  assert.equal(largest, 1532);
  // The workflows of the frame lead to more.
  const differing = designed.filter((text) => !drawn.includes(text) && !text.startsWith('▸'));
  assert.deepEqual(differing, []);
});

test('workers that are refused already stand where their version does, above those of what is below', () => {
  const { largest, taskQueues } = new Rollout(PATCH).flow(2, 2);
  const { shapes } = scene(taskQueues[0], largest);
  const takers = shapes
    .flatMap((shape) => (shape.kind === 'text' && shape.role === 'taker' ? [shape] : []))
    .sort((one, other) => one.y - other.y)
    .map(({ spans }) => spans[0].text);
  const titles = takers.filter((text) => /worker|Nobody/.test(text) && !text.startsWith('Add'));
  assert.deepEqual(titles, [
    '6 workers of 2.0',
    'Nobody polls for 1.2',
    '4 workers of 1.1',
    '1 unversioned worker',
  ]);
});

test('a version on another task queue has the colour that it has there', () => {
  const [orders, payments] = ['orders', 'payments'];
  /** @type {import('../../pkg/index.js').RolloutDocument} */
  const document = {
    version: 1,
    taskQueues: [
      { taskQueue: orders, versionSets: [{ buildIds: ['1.0'] }] },
      { taskQueue: payments, versionSets: [{ buildIds: ['p1'] }, { buildIds: ['p2'] }] },
    ],
    workflows: [
      {
        taskQueue: orders,
        workflowId: 'order',
        buildId: '1.0',
        commands: [{ name: 'charge', task: 'activity', taskQueue: payments }],
      },
    ],
  };
  const { largest, taskQueues } = new Rollout(document).flow(0, 0);
  /** @param {readonly import('../../pkg/index.js').QueueFlow[]} all */
  const hues = (all) => {
    const isUnfolded = () => true;
    const options = { width: 1360, largest, measure: tableMeasure, all, isUnfolded };
    return layout(taskQueues[0], options).shapes.flatMap((shape) =>
      shape.kind === 'rect' && /^elsewhere.*bar left/.test(shape.key) ? [shape.paint.fill] : [],
    );
  };
  assert.deepEqual(hues(taskQueues), ['v2']);
  assert.deepEqual(hues([]), ['v0'], 'where the other queue is not known');
});

test('a queue of a hundred build IDs and a hundred groups is a picture for one screen', () => {
  const { largest, taskQueues } = new Rollout(bigDocument()).flow(0, 1);
  const { shapes, height, targets } = scene(taskQueues[0], largest);
  assert.ok(height <= 800, `${height}`);
  assert.ok(shapes.length <= 200, `${shapes.length}`);
  assert.ok(targets.length <= 50, `${targets.length}`);
});

const examples = readdirSync(join(root, 'examples'));

for (const name of examples) {
  test(`${name}: each step is drawn, and names what moves`, () => {
    const document = parse(readFileSync(join(root, 'examples', name), 'utf8'));
    const rollout = new Rollout(document);
    for (let step = 1; step <= rollout.stepCount; step += 1) {
      const { largest, taskQueues } = rollout.flow(step - 1, step);
      for (const flow of taskQueues) {
        for (const width of [1360, 358]) {
          const found = scene(flow, largest, width);
          const strong = found.shapes.filter(
            ({ role, key }) =>
              role === 'ribbon' && key.startsWith('ribbon ') && key.endsWith('ground'),
          );
          const moving = flow.sources.flatMap(({ ribbons }) => ribbons.filter(({ from }) => from));
          assert.equal(strong.length, moving.length, `${flow.taskQueue}, step ${step}`);
        }
      }
    }
  });
}
