// Where running workflows land: the exports of the real command line, in pieces, and what is none.

import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { test } from 'node:test';
import { explain, Namespace, WorkflowLandings } from '../../pkg/index.js';
import { root } from '../../scripts/process.mjs';
import { add, assertWorks, sample, wrong } from './support/namespace.mjs';

/** @param {string} name */
function exported(name) {
  return readFileSync(join(root, 'tests', 'interop', 'samples', `workflow-${name}`));
}

/** @param {(Uint8Array | string)[]} chunks of one export */
function read(...chunks) {
  const landings = new WorkflowLandings();
  for (const chunk of chunks) landings.write(chunk);
  landings.end();
  return landings;
}

/**
 * A workflow as `temporal workflow list -o jsonl` prints it.
 *
 * @param {string[]} used
 */
function workflow(used = [], { id = 'w', type = 'Order', taskQueue = 'orders' } = {}) {
  const data = Buffer.from(JSON.stringify(used)).toString('base64');
  return `${JSON.stringify({
    execution: { workflowId: id },
    type: { name: type },
    status: 'WORKFLOW_EXECUTION_STATUS_RUNNING',
    searchAttributes: used.length > 0 ? { indexedFields: { BuildIds: { data } } } : {},
    taskQueue,
  })}\n`;
}

/** No workflow of another generation. */
const NONE = { otherVersioning: 0, assignmentRules: 0, workerDeployments: 0 };

test('a list, as JSON and as JSONL', () => {
  for (const name of ['list.json', 'list.jsonl']) {
    const text = exported(name);
    const landings = read(text);
    const counts = { bytes: text.length, running: 15, closed: 4, ...NONE };
    assert.deepEqual(landings.counts, counts);
    const rows = landings.rows(sample());
    assert.equal(
      rows.reduce((sum, { running }) => sum + running, 0),
      15,
    );
    const { landing, ...row } = rows[1];
    const known = { workflowType: 'child', workflow: { taskQueue: 'orders', buildId: '2.0' } };
    assert.deepEqual(row, { ...known, running: 2 });
    assert.deepEqual(landing, sample().resolve({ task: 'workflowTask', workflow: known.workflow }));
  }
});

test('each row lands as the next workflow task of its workflows', () => {
  const rows = read(
    workflow(),
    workflow(['unversioned', 'unversioned']),
    workflow(['versioned:1.0']),
    workflow(['versioned:x']),
    workflow(['versioned:1.0'], { taskQueue: 'nowhere' }),
  );
  const before = sample();
  const after = sample();
  add(after, '3.0');
  const found = rows.rows(before, after);
  assert.deepEqual(
    found.map(({ workflow }) => workflow),
    [
      { taskQueue: 'nowhere', buildId: '1.0' },
      { taskQueue: 'orders', buildId: '1.0' },
      { taskQueue: 'orders', buildId: 'x' },
      { taskQueue: 'orders' },
      { taskQueue: 'orders', hasCompletedWorkflowTask: false },
    ],
  );
  for (const { workflow, landing, landingAfter } of found) {
    assert.deepEqual(landing, before.resolve({ task: 'workflowTask', workflow }));
    assert.deepEqual(landingAfter, after.resolve({ task: 'workflowTask', workflow }));
  }
});

test('a landing that depends on the latest build ID is reported as such', () => {
  const [row] = read(workflow(['versioned:2.0', 'versioned:1.0'])).rows(sample(), new Namespace());
  assert.deepEqual(row.workflow, { taskQueue: 'orders', buildId: '1.0' });
  assert.ok(row.landing.outcome === 'uncertain' && row.landingAfter?.outcome === 'uncertain');
  assert.equal(row.landing.taskQueue, 'orders');
  assert.deepEqual(
    row.landing.landings.map(explain),
    ['1.0', '2.0'].map((buildId) =>
      explain(
        sample().resolve({ task: 'workflowTask', workflow: { taskQueue: 'orders', buildId } }),
      ),
    ),
  );
  const merged = sample();
  merged.updateBuildIdCompatibility('orders', {
    operation: 'mergeSets',
    primaryBuildId: '2.0',
    secondaryBuildId: '1.0',
  });
  const [{ landing }] = read(workflow(['versioned:2.0', 'versioned:1.0'])).rows(merged);
  assert.equal(landing.outcome === 'buildId' && landing.buildId, '2.0');
});

test('without a second namespace there is no second landing', () => {
  const landings = read(workflow());
  assert.ok(!('landingAfter' in landings.rows(sample())[0]));
  const same = sample();
  assert.deepEqual(landings.rows(same, same)[0].landingAfter, landings.rows(same)[0].landing);
});

test('any cut of bytes and of text gives the same', () => {
  const text = workflow(['versioned:1.0'], { id: '😀 é', type: '版\u{1f980}', taskQueue: '"é"' });
  const whole = read(text);
  const bytes = new TextEncoder().encode(text);
  for (const size of [1, 2, 3, 7]) {
    const pieces = Array.from({ length: Math.ceil(bytes.length / size) }, (_, index) =>
      bytes.subarray(index * size, (index + 1) * size),
    );
    const cut = Array.from({ length: Math.ceil(text.length / size) }, (_, index) =>
      text.slice(index * size, (index + 1) * size),
    );
    for (const landings of [read(...pieces), read(...cut)]) {
      assert.deepEqual(landings.counts, whole.counts);
      assert.deepEqual(landings.rows(sample()), whole.rows(sample()));
    }
  }
});

test('exports add up, and each begins anew', () => {
  const landings = new WorkflowLandings();
  for (const name of ['list-empty.json', 'describe-several.json', 'list.json']) {
    landings.write(exported(name));
    landings.end();
  }
  landings.write('\ufeff');
  landings.write(workflow());
  landings.end();
  assert.deepEqual(
    { ...landings.counts, bytes: 0 },
    {
      bytes: 0,
      running: 17,
      closed: 4,
      ...NONE,
    },
  );
});

test('workflows that another kind of versioning routes are counted apart', () => {
  const landings = read(workflow(['assigned:1.0', 'versioned:1.0']), workflow(['pinned:d:1.0']));
  assert.deepEqual(
    { ...landings.counts, bytes: 0 },
    {
      bytes: 0,
      running: 0,
      closed: 0,
      otherVersioning: 2,
      assignmentRules: 1,
      workerDeployments: 1,
    },
  );
  assert.deepEqual(landings.rows(sample()), []);
});

test('what is no export is refused with its place, and stays so', () => {
  const other = new WorkflowLandings();
  const bad = workflow([], { taskQueue: '' }).trim();
  assert.throws(() => other.write(workflow() + workflow() + bad), {
    name: 'VersioningError',
    code: 'INVALID_ARGUMENT',
    message: `byte ${2 * workflow().length + bad.length}, after 2 whole workflows: workflow 'w': taskQueue: expected text that is not empty, got ''`,
  });
  assert.throws(() => other.write(workflow()), { message: /after 2 whole workflows/ });
  assert.throws(() => other.end(), { message: /after 2 whole workflows/ });
  assert.equal(other.counts.running, 2);
  assert.equal(other.rows(sample())[0].running, 2);
  assert.throws(() => read(workflow().slice(0, -5)), {
    message:
      /after 0 whole workflows: expected more, got the end of the text: was all of it saved\?$/,
  });
  assert.throws(() => read('  Status  WorkflowId  Type  StartTime'), {
    message: /got other text$/,
  });
});

test('what is passed is checked', () => {
  const landings = new WorkflowLandings();
  for (const [value, got] of /** @type {const} */ ([
    [undefined, 'undefined'],
    [null, 'null'],
    [5, 'number'],
    [[1], 'array'],
    [new ArrayBuffer(1), 'object'],
    [new Uint16Array(1), 'object'],
  ])) {
    const message = `chunk: expected string or Uint8Array, got ${got}`;
    assert.throws(() => landings.write(wrong(value)), { name: 'TypeError', message });
  }
  const message = 'chunk: expected well-formed text, got a lone surrogate';
  assert.throws(() => landings.write('\udc00'), { name: 'TypeError', message });
  assert.throws(() => landings.rows(wrong({})), {
    name: 'TypeError',
    message: 'before: expected Namespace, got object',
  });
  assert.throws(() => landings.rows(sample(), wrong(null)), {
    name: 'TypeError',
    message: 'after: expected Namespace, got null',
  });
  landings.write(workflow());
  landings.write('\ud800');
  assert.throws(() => landings.end(), { name: 'TypeError', message });
  assert.equal(landings.rows(sample()).length, 1);
});

test('a freed object says so, its own and the namespace', () => {
  const landings = read(workflow());
  const gone = new Namespace();
  gone.free();
  assert.throws(() => landings.rows(gone), { message: 'this Namespace was freed: make a new one' });
  landings.free();
  const message = 'this WorkflowLandings was freed: make a new one';
  assert.throws(() => landings.write('[]'), { message });
  assert.throws(() => landings.counts, { message });
  assert.throws(() => landings.rows(sample()), { message });
  assertWorks(sample());
});
