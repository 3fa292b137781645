/** The layout of pictures: what holds for every flow and every width. */

import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { columnsAt } from '../../www/picture/columns.js';
import { placed } from '../../www/picture/drawing.js';
import { layout } from '../../www/picture/layout.js';
import { tableMeasure } from '../../www/picture/measure.js';
import { asked, current, manySets, notKnown, ramping, waiting } from './fixtures/flows.mjs';
import { FRAMES, SCREENS, sceneOf } from './frames.mjs';

fc.configureGlobal({ seed: 1, numRuns: 200 });

/** @typedef {import('../../pkg/index.js').QueueFlow} QueueFlow */
/** @typedef {import('../../www/picture/drawing.js').Scene} Scene */

/** @param {QueueFlow} flow @param {Partial<import('../../www/picture/layout.js').Options>} [more] */
function scene(flow, more) {
  return layout(flow, { width: 1360, largest: 1_000_000, measure: tableMeasure, ...more });
}

/** @param {Scene} scene @param {string} key */
function rect({ shapes }, key) {
  const found = shapes.find((shape) => shape.key === key);
  assert.ok(found?.kind === 'rect', key);
  return found;
}

/** @param {Scene} scene */
function texts({ shapes }) {
  return shapes.flatMap((shape) =>
    shape.kind === 'text' ? [shape.spans.map(({ text }) => text).join(' ')] : [],
  );
}

/** @param {number} count of a group beside one of a million */
function widthOf(count) {
  const flow = manySets(['a', 'b'], { count: (index) => (index === 0 ? 1_000_000 : count) });
  return rect(scene(flow), 'source running b bar').height;
}

test('a ribbon is as wide as the cube root of its count, so that one stays visible beside a million', () => {
  const counts = [1, 100, 10_000, 100_000, 1_000_000];
  assert.deepEqual(counts.map(widthOf), [3.5, 5.1, 12.7, 23.9, 48]);
});

test('more workflows are never drawn narrower', () => {
  const count = fc.integer({ min: 1, max: 1_000_000 });
  fc.assert(
    fc.property(count, count, (one, other) => {
      assert.equal(widthOf(Math.min(one, other)) <= widthOf(Math.max(one, other)), true);
    }),
  );
});

test('widths change with counts only, not from step to step', () => {
  const single = scene(manySets(['a'], { count: () => 1000 }));
  const moved = scene(manySets(['a', 'b', 'c'], { count: () => 1000, moved: 1 }));
  const key = 'source running a bar';
  assert.equal(rect(single, key).height, rect(moved, key).height);
});

test('new workflows have no count and a width of their own, and more when they split', () => {
  assert.equal(rect(scene(waiting), 'source new bar').height, 18);
  assert.equal(rect(scene(current), 'source new bar').height, 26);
});

test('a split divides the width of its group by the shares', () => {
  const { shapes } = scene(ramping, { largest: 5210 });
  const heights = ['ribbon auto 0', 'ribbon auto 1'].map((key) => {
    const shape = shapes.find((each) => each.key === key);
    assert.ok(shape?.kind === 'path');
    const [, first, last] = /^M\S+ (\S+)C.* (\S+)Z$/.exec(shape.d) ?? [];
    return Number(last) - Number(first);
  });
  assert.ok(Math.abs(heights[0] - (48 * 1563) / 5210) < 0.2);
  assert.ok(Math.abs(heights[1] - (48 * 3647) / 5210) < 0.2);
});

test('ribbons of one picture take no more than the height of a screen', () => {
  const names = Array.from({ length: 8 }, (_, index) => `${index}`);
  const flow = manySets(names, { count: () => 1_000_000 });
  const bars = scene(flow).shapes.filter(({ role }) => role === 'sourceBar');
  const sum = bars.reduce((all, bar) => all + (bar.kind === 'rect' ? bar.height : 0), 0);
  assert.equal(bars.length, 8);
  assert.ok(sum <= 320.5, `${sum}`);
});

test('the columns stand where they were designed', () => {
  const { source, card, cardEnd, taker, text } = columnsAt(1360);
  assert.deepEqual([source, card, cardEnd, taker, text], [236, 552, 888, 1096, 1116]);
  const narrower = columnsAt(944);
  assert.deepEqual(
    [narrower.source, narrower.card, narrower.cardEnd, narrower.taker, narrower.text],
    [194, 352, 652, 748, 768],
  );
});

test('what lands on one card keeps 2 pixels, cards keep 16', () => {
  const { shapes } = scene(waiting, { largest: 1532 });
  const cards = shapes.filter(({ role, kind }) => role === 'card' && kind === 'rect');
  const gaps = cards.slice(1).map((card, index) => {
    const before = cards[index];
    assert.ok(card.kind === 'rect' && before.kind === 'rect');
    return Math.round(card.y - before.y - before.height - 1);
  });
  assert.deepEqual(gaps, [16, 16]);
});

test('eight groups are drawn; of more, those that stay fold into one', () => {
  const names = (/** @type {number} */ count) => Array.from({ length: count }, (_, at) => `v${at}`);
  const groups = (/** @type {Scene} */ { shapes }) =>
    shapes.filter(({ role }) => role === 'sourceBar').length;
  assert.equal(groups(scene(manySets(names(8)))), 8);
  const folded = scene(manySets(names(20), { moved: 2 }));
  assert.equal(groups(folded), 8);
  assert.ok(texts(folded).includes('13 more stay'));
  for (const moved of ['Running on v0', 'Running on v1']) assert.ok(texts(folded).includes(moved));
  const unfolded = scene(manySets(names(20)), { isUnfolded: (id) => id === 'more' });
  assert.equal(groups(unfolded), 20);
});

test('what is folded is counted', () => {
  const folded = scene(
    manySets(
      Array.from({ length: 40 }, (_, at) => `v${at}`),
      { count: () => 5 },
    ),
  );
  assert.ok(texts(folded).includes('33 more stay'));
  assert.ok(texts(folded).includes('165'));
});

test('what nobody takes ends at a wall, with a sign and what to do first', () => {
  const found = scene(waiting);
  const wall = found.shapes.find(({ role }) => role === 'wall');
  assert.ok(wall?.kind === 'rect');
  assert.equal(wall.x, 888 + Math.round(208 * 0.58));
  assert.deepEqual(wall.paint, { fill: 'red' });
  assert.ok(found.shapes.some((shape) => shape.kind === 'sign' && shape.sign === 'stop'));
  assert.ok(texts(found).includes('Nobody polls for 1.2'));
  assert.ok(texts(found).includes('Add a worker of 1.2'));
});

test('what the server refuses ends before the cards, with its words', () => {
  const found = scene(notKnown);
  const wall = found.shapes.find(({ role }) => role === 'wall');
  assert.ok(wall?.kind === 'rect' && wall.x < 552);
  assert.ok(texts(found).includes('Versioning for task queue "orders" is disabled by the'));
});

test('what is not known is grey, with a question mark and no red', () => {
  const { sources, ...rest } = notKnown;
  const found = scene({ ...rest, sources: sources.slice(1) });
  assert.ok(found.shapes.some((shape) => shape.kind === 'sign' && shape.sign === 'unknown'));
  assert.equal(JSON.stringify(found.shapes).includes('"red"'), false);
});

test('where something moves, its old place is dashed, as far as to those who lose it', () => {
  const keys = scene(waiting).shapes.flatMap(({ role, key }) => (role === 'before' ? [key] : []));
  assert.deepEqual(keys, [
    'before running 1.0 0 area',
    'before running 1.0 0 edges',
    'onward place versionSet 1.0 1.1 taker 1.1 before 0 area',
    'onward place versionSet 1.0 1.1 taker 1.1 before 0 edges',
  ]);
});

test('nothing is dashed or strong where nothing moves', () => {
  const { shapes } = scene(manySets(['a', 'b', 'c']));
  assert.equal(shapes.filter(({ role }) => role === 'before' || role === 'pill').length, 0);
});

test('opened, the rest fades, its own history does not, and the numbers stand on the ribbon', () => {
  const found = scene(waiting, { opened: asked });
  const faded = (/** @type {string} */ key) =>
    found.shapes.find((shape) => shape.key === key)?.isFaded;
  assert.equal(faded('ribbon running 2.0 0'), true);
  assert.equal(faded('place versionSet 1.0 1.0 label'), true);
  assert.equal(faded('ribbon running 1.0 0'), false);
  assert.equal(faded('before running 1.0 0 edges'), false);
  assert.equal(faded('taker 1.1 line 0'), false);
  assert.equal(faded('heading Where it goes'), false);
  const marks = found.shapes.filter(({ role, kind }) => role === 'mark' && kind === 'rect');
  const across = marks.map((mark) => (mark.kind === 'rect' ? mark.x + 12.5 : 0));
  assert.equal(marks.length, 4);
  assert.ok(across[0] < across[1] && across[1] < 552 && across[2] > 888 && across[3] > across[2]);
  assert.deepEqual(
    marks.map((mark) => mark.kind === 'rect' && mark.paint.fill),
    ['action', 'action', 'action', 'red'],
  );
});

test('what unfolds stands below its source, with ribbons of its own', () => {
  const found = scene(waiting, { isUnfolded: (id) => id === 'running 1.0' });
  for (const label of ['Activities', 'Children on payments', 'Next runs', '7 on payments'])
    assert.ok(texts(found).includes(label), label);
  assert.ok(found.shapes.some(({ key }) => key === 'ribbon children 0'));
});

/** Flows of any size, with any names and counts. */
const flows = fc
  .record({
    names: fc.uniqueArray(fc.string({ unit: 'grapheme', minLength: 1, maxLength: 60 }), {
      minLength: 1,
      maxLength: 25,
    }),
    moved: fc.nat(10),
    counts: fc.array(fc.integer({ min: 1, max: 1_000_000 }), { minLength: 1, maxLength: 10 }),
    width: fc.integer({ min: 288, max: 1360 }),
  })
  .map(({ names, moved, counts, width }) => ({
    width,
    flow: manySets(names, {
      moved: Math.min(moved, names.length - 1),
      count: (index) => counts[index % counts.length],
    }),
  }));

/** @param {Scene} scene @returns {string[]} what is wrong with it */
function faults({ shapes, targets, width, height, form }) {
  const wrong = [];
  const keys = shapes.map(({ key, kind }) => `${kind} ${key}`);
  if (new Set(keys).size < keys.length) wrong.push('two shapes have one key');
  if (new Set(targets.map(({ key }) => key)).size < targets.length) wrong.push('targets');
  for (const { key, box } of targets) {
    if (box.x < -8 || box.x + box.width > width + 8) wrong.push(`${key} reaches beyond the edge`);
  }
  /** @type {{ x0: number, x1: number, y: number, text: string }[]} */
  const lines = [];
  for (const shape of shapes) {
    if (JSON.stringify(shape).includes('null')) wrong.push(`no number in ${shape.key}`);
    if (shape.kind === 'rect') {
      const { x, y, width: wide, height: tall } = shape;
      if (x < -1 || y < 0 || x + wide > width + 1 || y + tall > height + 8)
        wrong.push(`${shape.key} is beyond the edge`);
    }
    if (shape.kind !== 'text' || shape.role === 'pill' || shape.role === 'mark') continue;
    const wide = shape.spans.reduce(
      (sum, { text, style, gap = 0 }) => sum + tableMeasure(text, style) + gap,
      0,
    );
    const x0 = shape.x - { start: 0, middle: wide / 2, end: wide }[shape.anchor];
    const text = shape.spans.map(({ text }) => text).join(' ');
    if (x0 < -2 || x0 + wide > width + 2) wrong.push(`“${text}” is beyond the edge`);
    lines.push({ x0, x1: x0 + wide, y: shape.y, text });
  }
  for (const [index, one] of lines.entries()) {
    for (const other of lines.slice(index + 1)) {
      const isBeside = one.x1 <= other.x0 + 1 || other.x1 <= one.x0 + 1;
      if (!isBeside && Math.abs(one.y - other.y) < 12)
        wrong.push(`“${one.text}” covers “${other.text}” in ${form}`);
    }
  }
  return wrong;
}

test('no text covers another or leaves the picture, at any width, with any names', () => {
  fc.assert(
    fc.property(flows, ({ flow, width }) => assert.deepEqual(faults(scene(flow, { width })), [])),
  );
});

for (const name of Object.keys(FRAMES)) {
  test(`${name}: no text covers another or leaves the picture, at any width`, () => {
    for (let width = 288; width <= 1360; width += 8) {
      const { flow, options } = FRAMES[name];
      assert.deepEqual(faults(scene(flow, { ...options, width })), [], `${width}`);
    }
  });
}

test('equal flows are equal pictures', () => {
  for (const screen of SCREENS) {
    for (const name of Object.keys(FRAMES)) {
      assert.deepEqual(sceneOf(name, screen), sceneOf(name, screen));
    }
  }
});

test('everything that can be pointed at has words, and a place to point at', () => {
  for (const name of Object.keys(FRAMES)) {
    for (const screen of SCREENS) {
      const { targets, form } = sceneOf(name, screen);
      for (const { label, box, key } of targets) {
        assert.notEqual(label, '', key);
        const least = form === 'rows' ? 34 : 24;
        assert.ok(box.width >= least || form === 'columns', `${key} ${box.width}`);
      }
    }
  }
});

test('they are read from what starts, over where it goes, to who takes it', () => {
  const labels = sceneOf('A', 1440).targets.map(({ label }) => label);
  assert.deepEqual(labels, [
    'New workflows: stay on 2.0, 6 workers of 2.0',
    'Running on 2.0, 87: stay on 2.0, 6 workers of 2.0',
    'Running on 1.0, 1,532: from 1.1 to 1.2, Nobody polls for 1.2',
    'Unfold of Running on 1.0: Activities, Children on payments, Next runs',
    'Running, unversioned, 14: stay on unversioned, 1 unversioned worker',
    '2.0, 87 + new',
    '1.2, 0 → 1,532, new, takes over from 1.1',
    '1.1, 1,532 → 0',
    '1.0, replaced by 1.1 earlier',
    '6 workers of 2.0, poll orders',
    'Nobody polls for 1.2',
    'Add a worker of 1.2',
    '4 workers of 1.1, refused: 1.2 is newer in its set',
    '1 unversioned worker',
  ]);
});

test('boxes in a line keep their order and their gap, near to where they would be', () => {
  const box = fc.record({
    size: fc.integer({ min: 1, max: 50 }),
    wanted: fc.integer({ min: 0, max: 500 }),
  });
  fc.assert(
    fc.property(fc.array(box, { minLength: 1 }), (boxes) => {
      const starts = placed(boxes, 10, 4);
      assert.ok(starts[0] >= 10);
      for (const [index, start] of starts.entries()) {
        if (index > 0) assert.ok(start - starts[index - 1] - boxes[index - 1].size >= 4 - 1e-9);
      }
    }),
  );
  assert.deepEqual(placed([{ size: 10, wanted: 50 }], 0, 4), [45]);
  assert.deepEqual(
    placed(
      [
        { size: 10, wanted: 50 },
        { size: 10, wanted: 50 },
      ],
      0,
      4,
    ),
    [38, 52],
  );
});
