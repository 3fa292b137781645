import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { test } from 'node:test';
import { program } from '../../pkg/cli/program.js';
import { root } from '../../scripts/process.mjs';
import { folderWith, PROGRAM, ROLLOUT, run } from './support.mjs';

/** @param {import('commander').Command} command @returns {import('commander').Command[]} */
function leaves(command) {
  return command.commands.length === 0 ? [command] : command.commands.flatMap(leaves);
}

/** @param {import('commander').Command} command @returns {string[]} */
function pathOf(command) {
  return command.parent ? [...pathOf(command.parent), command.name()] : [];
}

const COMMANDS = leaves(program())
  .map(pathOf)
  .filter(([name]) => !['apply', 'completion', 'complete'].includes(name));

for (const path of COMMANDS) {
  test(`worker-versioning ${path.join(' ')} --help shows an example`, async () => {
    const { code, stdout, stderr } = await run([...path, '--help']);
    assert.deepEqual({ code, stderr }, { code: 0, stderr: '' });
    assert.match(stdout, /^Usage: worker-versioning /);
    assert.match(stdout, /\nExample:\n {2}\S/);
    assert.ok(stdout.includes(`worker-versioning ${path.join(' ')} `), 'the example is of it');
  });
}

test('help has the help of a command, and of one below it', async () => {
  for (const path of [['check'], ['add-step', 'promote-set'], []]) {
    const asked = await run(['help', ...path]);
    assert.equal(asked.code, 0);
    assert.equal(asked.stdout, (await run([...path, '--help'])).stdout);
  }
});

test('the help of the whole begins with the usual way, groups the commands and lists the exit codes', async () => {
  const { code, stdout } = await run(['--help']);
  assert.equal(code, 0);
  assert.match(stdout, /^From a cluster .*:\n(?: {2}worker-versioning .+\n){4}\nUsage: /);
  const groups = [...stdout.matchAll(/^(\S[^:\n]*):$(?=\n {2}\S)/gm)].map(([, heading]) => heading);
  assert.deepEqual(groups.slice(1), [
    ...['Options', 'Look', 'Plan', 'Check', 'Carry out', 'Other', 'Exit codes'],
  ]);
  assert.doesNotMatch(stdout, /^ {2}apply/m);
});

test('the version is that of the package', async () => {
  const { version } = JSON.parse(readFileSync(join(root, 'pkg', 'package.json'), 'utf8'));
  const { code, stdout } = await run(['--version']);
  assert.deepEqual({ code, stdout }, { code: 0, stdout: `${version}\n` });
});

/** Those that collect what they are given. */
const LISTS = [
  ...['pull', 'retire', 'reachability', 'plan'].map((name) => `${name} --task-queue`),
  ...['retire', 'reachability'].map((name) => `${name} --build-id`),
  ...['--set-default', '--same-set'].map((flag) => `plan ${flag}`),
  ...COMMANDS.filter(([name]) => name === 'add-step').map(
    (path) => `${path.join(' ')} --task-queue`,
  ),
];

test('an option that is given twice is a list or refused, never the last one', async () => {
  const lists = [];
  for (const command of leaves(program())) {
    const path = pathOf(command);
    if (!COMMANDS.some((known) => known.join(' ') === path.join(' '))) continue;
    for (const option of command.options) {
      const flag = `${option.long}`;
      const value = option.argChoices?.[0] ?? (option.long === '--tls' ? 'true' : '1');
      const given = option.required
        ? [flag, value]
        : option.optional
          ? [`${flag}=${value}`]
          : [flag];
      const leaf = /** @type {import('commander').Command} */ (
        path.reduce(
          (above, name) =>
            /** @type {import('commander').Command} */ (
              above.commands.find((below) => below.name() === name)
            ),
          program(),
        )
      );
      const parse = () => leaf.parseOptions([...given, ...given]);
      const name = `${path.join(' ')} ${flag}`;
      if (LISTS.includes(name)) {
        parse();
        assert.deepEqual(leaf.opts()[option.attributeName()].slice(-2), [value, value], name);
        lists.push(name);
      } else {
        assert.throws(parse, { message: `${flag}: expected once, got it again` }, name);
      }
      // The commands are the same in every program.
      leaf.setOptionValueWithSource(option.attributeName(), undefined, 'default');
    }
  }
  assert.deepEqual(lists.sort(), LISTS.sort());
});

/** @type {[string[], RegExp][]} */
const MISTAKES = [
  [[], /\n\nUsage: /],
  [
    ['apply', 'promote-set', 'x'],
    /^apply is now called add-step: worker-versioning add-step --help\n$/,
  ],
  [['apply', '--help'], /^apply is now called add-step/],
  [['chek'], /unknown command 'chek'\n\(Did you mean check\?\)/],
  [['help', 'apply'], /^apply is now called add-step/],
  [['help', 'nope'], /^error: unknown command 'nope'\n\(add --help for how to use it\)\n$/],
  [['help', 'chek'], /^error: unknown command 'chek'\n\(Did you mean check\?\)\n/],
  [['chek', '--help'], /^error: unknown command 'chek'\n\(Did you mean check\?\)\n/],
  [['help', 'add-step', 'promote'], /^error: unknown command 'promote'\n/],
  [
    ['add-step', 'promote-sett', '--help'],
    /^error: .*'promote-sett'\n\(Did you mean promote-set\?\)/,
  ],
  [['check'], /missing required argument 'document'/],
  [['check', 'a', 'b'], /too many arguments/],
  [['show', 'rollout.json', '--affter', '1'], /unknown option '--affter'/],
  [['show', 'rollout.json', '-o', 'xml'], /Allowed choices are text, json, jsonl/],
  [['show', 'rollout.json', '--after', '1.5'], /expected a whole number/],
  [['show', 'rollout.json', '--after', '2'], /^--after 2: the document has 1 step\n$/],
  [
    ['retire', 'rollout.json', '-t', 'orders'],
    /say which workers: either --build-id or --unversioned/,
  ],
  [['resolve', 'rollout.json', '--command', 'ship'], /say --workflow too/],
  [
    ['resolve', 'rollout.json', '--workflow', 'x'],
    /^rollout\.json: expected the ID of one of the workflows, got 'x'\n$/,
  ],
  [
    ['resolve', 'rollout.json', '--workflow', 'order-71'],
    /^rollout\.json: expected the ID of one of the workflows, got 'order-71'; the nearest is 'order-17'\n$/,
  ],
  [
    ['resolve', 'rollout.json', '--workflow', 'order-17', '--command', 'x'],
    /^rollout\.json: the workflow 'order-17' has no command 'x' that could land\n$/,
  ],
  [
    ['explain', 'rollout.json', '--new-workflows-on', 'order'],
    /^rollout\.json: expected a task queue of the document, got 'order'; the nearest is 'orders'\n$/,
  ],
  [['snippets', 'rollout.json', '--step', '0'], /^--step 0: steps are counted from 1\n$/],
  [['check', ''], /^'': there is no such file\n$/],
  [
    ['page', 'rollout.json', '--port', '99999'],
    /argument '99999' is invalid\. expected a port, from 0 to 65535\.\n/,
  ],
  [
    ['plan', 'rollout.json', '-t', 'orders', '--queue-default', ''],
    /^--queue-default: expected a build ID, got nothing\n$/,
  ],
  [
    ['plan', 'rollout.json', '-t', 'orders', '--same-set', '1.0,'],
    /^--same-set: expected a build ID, got nothing\n$/,
  ],
  [
    ['plan', 'rollout.json', '-t', 'orders', '--goal', 'goal.yaml'],
    /^goal\.yaml:2:13: sets\[0\]\.buildIds: expected array, got string\n$/,
  ],
  [
    ['plan', 'rollout.json', '-t', 'orders', '--goal', 'rules.txt'],
    /^rules\.txt: expected the goal of a plan, got the assignment and redirect rules of a task queue /,
  ],
  [
    ['plan', 'rollout.json', '-t', 'orders', '--goal', 'list.yaml'],
    /^list\.yaml:1:1: expected object, got array\n$/,
  ],
  [['diff', 'rollout.json', 'rollout.json', '--step', '1'], /--step is for one document/],
  [
    ['add-step', 'promote-set', 'rollout.json', '-t', 'q'],
    /required option '--build-id <id>' not specified/,
  ],
  [
    ['reachability', 'rollout.json', '--build-id', ''],
    /^INVALID_ARGUMENT: Cannot get reachability of an unversioned worker without specifying/,
  ],
];

for (const [args, message] of MISTAKES) {
  test(`a mistake ends with 2: worker-versioning ${args.join(' ')}`, async (t) => {
    const cwd = folderWith(t, {
      'rollout.json': ROLLOUT,
      'goal.yaml': 'sets:\n- buildIds: a\n',
      'list.yaml': '[a]\n',
      'rules.txt': 'Assignment Rules:\n  Index  TargetBuildID\n',
    });
    const { code, stdout, stderr } = await run(args, { cwd });
    assert.deepEqual({ code, stdout }, { code: 2, stdout: '' });
    assert.match(stderr, message);
  });
}

test('colour is for terminals, or when asked for', async (t) => {
  const cwd = folderWith(t, { 'rollout.json': ROLLOUT });
  const start = '\u001b[';
  const plain = await run(['check', 'rollout.json'], { cwd });
  assert.ok(!plain.stdout.includes(start));
  const colored = await run(['check', 'rollout.json', '--color', 'always'], { cwd });
  assert.ok(colored.stdout.includes(start));
});

test('names do nothing to a terminal', async (t) => {
  const evil = 'q\u001b]0;title\u0007\u009b2J\r';
  const cwd = folderWith(t, {
    'rollout.json': { version: 1, taskQueues: [{ taskQueue: evil }] },
  });
  const { code, stdout } = await run(['show', 'rollout.json'], { cwd });
  assert.equal(code, 0);
  assert.doesNotMatch(stdout.replaceAll('\n', ''), /\p{Cc}/u);
  assert.match(stdout, /^q\ufffd\]0;title\ufffd\ufffd2J\ufffd$/m);
});

const ON_ORDERS = ['rollout.json', '-t', 'orders'];

/** Each command that prints something of a document. */
const PRINTING = [
  ['show', 'rollout.json'],
  ['resolve', 'rollout.json'],
  ['explain', 'rollout.json'],
  ['check', 'rollout.json'],
  ['check', 'rollout.json', '-o', 'junit'],
  ['diff', 'rollout.json'],
  ['add-step', 'promote-set', ...ON_ORDERS, '--build-id', '1.0'],
  ['plan', ...ON_ORDERS, '--queue-default', '1.0'],
  ['reachability', 'rollout.json', '--build-id', '1.0'],
  ['retire', ...ON_ORDERS, '--build-id', '1.0'],
  ['runbook', 'rollout.json'],
  ['snippets', 'rollout.json'],
  ['landings', 'rollout.json', '--workflows', 'workflows.jsonl'],
  ['import', 'sets.json', '-t', 'orders'],
];

for (const args of PRINTING) {
  test(`a closed pipe ends the program quietly: worker-versioning ${args.join(' ')}`, async (t) => {
    const cwd = folderWith(t, {
      'rollout.json': ROLLOUT,
      'workflows.jsonl': '',
      'sets.json': 'null',
    });
    const child = spawn(process.execPath, [PROGRAM, ...args], { cwd });
    child.stdout.destroy();
    let stderr = '';
    child.stderr.setEncoding('utf8').on('data', (chunk) => {
      stderr += chunk;
    });
    const [code] = await once(child, 'close');
    assert.deepEqual({ code, stderr }, { code: 141, stderr: '' });
  });
}

test('so it does when the reader goes in the middle of much', async (t) => {
  const workflows = Array.from({ length: 20_000 }, (_, index) => ({
    workflowId: `order-${index}`,
    taskQueue: 'orders',
  }));
  const cwd = folderWith(t, { 'rollout.json': { version: 1, workflows } });
  const child = spawn(process.execPath, [PROGRAM, 'resolve', 'rollout.json'], { cwd });
  let stderr = '';
  child.stderr.setEncoding('utf8').on('data', (chunk) => {
    stderr += chunk;
  });
  await once(child.stdout, 'data');
  child.stdout.destroy();
  const [code] = await once(child, 'close');
  assert.deepEqual({ code, stderr }, { code: 141, stderr: '' });
});
