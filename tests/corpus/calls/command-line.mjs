import { fork } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { availableParallelism, tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

/** @typedef {import('../command-runner.mjs').Call} Call */
/** @typedef {import('../command-runner.mjs').Outcome} Outcome */

const RUNNER = fileURLToPath(new URL('../command-runner.mjs', import.meta.url));

/** Files that are wrong in some way. */
const BROKEN = {
  'broken.json': '{"version":1,\n  "workers":[{"taskQueue":5}]\n}',
  'broken.yaml': 'version: 1\nworkers:\n  - taskQueue: [orders\n',
  'wrong.yaml': 'version: 1\nworkers:\n  - taskQueue: orders\n    buildID: 1.0\n',
  'twice.yaml': 'version: 1\nversion: 1\n',
  'empty.yaml': '',
  'failing.yaml':
    'version: 1\nexpectations:\n  - newWorkflowsOn: orders\n    lands: {buildId: a}\n',
  'goal.yaml': "queueDefault: '2.1'\nsets:\n  - buildIds: ['2.0', '2.1']\n",
};
const DOCUMENTS = ['roll-back.yaml', 'everything.json'];
const FORMATS = ['text', 'json', 'jsonl'];

/** @type {[string[], string[]?][]} */
const ON_DOCUMENTS = [
  [['show']],
  [['resolve', '--after', '0']],
  [['explain']],
  [['check'], [...FORMATS, 'junit']],
  [['diff']],
  [['diff', '--step', '1']],
  [['reachability', '--build-id', '1.0', '--build-id', '']],
  [['retire', '--task-queue', 'orders', '--build-id', '1.0']],
  [['retire', '--task-queue', 'orders', '--unversioned', '--after', '0']],
  [['snippets'], ['text', 'json']],
  [['plan', '--task-queue', 'orders', '--queue-default', '2.2', '--same-set', '2.0,2.2'], FORMATS],
  [['runbook'], ['markdown']],
];

/** @type {[string[], string?][]} */
const OTHERS = [
  [[]],
  [['--help']],
  [['unknown']],
  ...['show', 'plan', 'add-step', 'add-step merge-sets', 'import', 'landings', 'push', 'pull'].map(
    (name) => /** @type {[string[]]} */ ([[...name.split(' '), '--help']]),
  ),
  [['show']],
  [['show', 'missing.yaml']],
  [['show', 'roll-back.yaml', '--after', '9']],
  [['show', 'roll-back.yaml', '--after', 'x']],
  [['show', 'roll-back.yaml', '-o', 'xml']],
  [['show', 'roll-back.yaml', '--color', 'always']],
  [
    [
      'explain',
      'everything.json',
      '--color',
      'always',
      '--workflow',
      'order-17',
      '--command',
      'charge',
    ],
  ],
  [['resolve', 'everything.json', '--workflow', 'missing']],
  [['resolve', 'everything.json', '--new-workflows-on', 'mail', '-o', 'json']],
  ...Object.keys(BROKEN).map((name) => /** @type {[string[]]} */ ([['check', name]])),
  [['check', 'compatible-fix.yaml']],
  [['check', 'first-versioning.yaml', '-o', 'junit']],
  [['check', 'incompatible-change.yaml']],
  [['check', 'retiring.yaml']],
  [['check', '-'], '{"version":1}'],
  [['check', '-'], '{"version":2}'],
  [['diff', 'roll-back.yaml', 'rollout.json']],
  [['diff', 'roll-back.yaml', 'roll-back.yaml']],
  [['plan', 'roll-back.yaml', '-t', 'orders', '--goal', 'goal.yaml']],
  [
    [
      'plan',
      'roll-back.yaml',
      '-t',
      'orders',
      '--queue-default',
      'x',
      '--unknown-build-ids',
      'refuse',
    ],
  ],
  [['plan', 'roll-back.yaml', '-t', 'orders']],
  [['plan', 'roll-back.yaml', '-t', 'orders', '--queue-default', '9.0', '--write']],
  [
    [
      'add-step',
      'add-new-default',
      'rollout.json',
      '-t',
      'orders',
      '--build-id',
      '3.0',
      '-o',
      'json',
    ],
  ],
  [['add-step', 'promote-set', 'rollout.json', '-t', 'orders', '--build-id', '9.0']],
  [
    [
      'add-step',
      'merge-sets',
      'everything.json',
      '-t',
      'orders',
      '--primary-build-id',
      '1.0',
      '--secondary-build-id',
      '2.0',
    ],
  ],
  [
    [
      'add-step',
      'add-new-compatible',
      'rollout.json',
      '-t',
      'orders',
      '--build-id',
      '1.1',
      '--existing-compatible-build-id',
      '1.0',
      '--write',
    ],
  ],
  ...['go', 'python', 'typescript', 'java', 'dotnet'].map(
    (language) => /** @type {[string[]]} */ ([['snippets', 'everything.json', '-l', language]]),
  ),
  [['import', '-t', 'orders', 'cli-several.text']],
  [['import', '-t', 'orders', 'http-several.json', '-o', 'json']],
  [['import', '-t', 'orders', 'broken.json']],
  [['import', '-t', 'orders'], '{"versionSets":[]}'],
  [['import', 'cli-several.text']],
  [['import', '-t', 'orders', 'cli-several.text', '--into', 'roll-back.yaml']],
  [['import', '-t', 'orders', 'cli-several.text', '--into', 'roll-back.yaml', '--replace']],
  [['landings', 'roll-back.yaml', '--workflows', 'workflow-list.json']],
  [['landings', 'roll-back.yaml', '--workflows', 'workflow-list.jsonl', '-o', 'json']],
  [['landings', 'roll-back.yaml', '--workflows', 'broken.json']],
  [['push', 'missing.yaml', '--dry-run']],
];

/** @type {import('../calls.mjs').Group} */
export async function askCommandLine(asker, { documents, files, versionSets, workflows }) {
  const folder = mkdtempSync(join(tmpdir(), 'worker-versioning-'));
  try {
    const json = ['rollout.json', 'everything.json'].map((name) => [
      name,
      JSON.stringify(documents[name]),
    ]);
    const all = { ...files, ...versionSets, ...workflows, ...BROKEN, ...Object.fromEntries(json) };
    for (const [name, text] of Object.entries(all)) writeFileSync(join(folder, name), text);
    const calls = commandLines();
    const outcomes = await outcomesOf(calls, folder);
    for (const [place, { args, input }] of calls.entries()) {
      // It was recorded under its name of then.
      const [command, ...rest] = args.map((arg, at) =>
        at === 0 && arg === 'add-step' ? 'apply' : arg,
      );
      const name = [command, ...rest, ...(input === undefined ? [] : ['<', input])].join(' ');
      asker.put(name, () => `worker-versioning ${name}`, read(outcomes[place]));
    }
    for (const name of ['roll-back.yaml', 'rollout.json']) {
      asker.put(`${name} at the end`, () => name, readFileSync(join(folder, name), 'utf8'));
    }
  } finally {
    rmSync(folder, { recursive: true });
  }
}

/** @returns {Call[]} those that write come last */
function commandLines() {
  const calls = ON_DOCUMENTS.flatMap(([[name, ...options], formats = FORMATS]) =>
    DOCUMENTS.flatMap((document) =>
      formats.map((format) => ({ args: [name, document, ...options, '-o', format] })),
    ),
  );
  return [...calls, ...OTHERS.map(([args, input]) => ({ args, input }))];
}

/**
 * @param {Call[]} calls
 * @param {string} folder
 * @returns {Promise<Outcome[]>}
 */
async function outcomesOf(calls, folder) {
  const writes = (/** @type {Call} */ { args }) =>
    args.includes('--write') || args.includes('--into');
  const [reading, writing] = [calls.filter((call) => !writes(call)), calls.filter(writes)];
  const processes = Math.min(4, availableParallelism());
  const share = Math.ceil(reading.length / processes);
  const parts = Array.from({ length: processes }, (_, place) =>
    reading.slice(place * share, (place + 1) * share),
  );
  const read = (await Promise.all(parts.map((part) => runAll(part, folder)))).flat();
  const written = await runAll(writing, folder);
  return calls.map(
    (call) => /** @type {Outcome} */ (writes(call) ? written.shift() : read.shift()),
  );
}

/**
 * @param {Call[]} calls
 * @param {string} folder
 * @returns {Promise<Outcome[]>}
 */
function runAll(calls, folder) {
  const env = { PATH: process.env.PATH, HOME: folder };
  const child = fork(RUNNER, { cwd: folder, env, stdio: ['ignore', 'inherit', 'inherit', 'ipc'] });
  return new Promise((resolve, reject) => {
    child.once('error', reject);
    child.once('message', (outcomes) => resolve(/** @type {Outcome[]} */ (outcomes)));
    child.once('exit', (code) =>
      reject(new Error(`the command line's process ended with ${code}`)),
    );
    child.send(calls);
  });
}

/**
 * What a command has written; as a value where it is one.
 *
 * @param {Outcome} outcome
 */
function read({ code, stdout, stderr }) {
  // How fast it was is another thing each time.
  const lasting = stderr.replace(/ in \d+\.\d s: [\d,]+ a second/g, ' in … s');
  return { code, stdout: answerOf(stdout), stderr: lasting };
}

/** @param {string} text */
function answerOf(text) {
  for (const lines of [[text], text.trimEnd().split('\n')]) {
    try {
      return { json: lines.map((line) => JSON.parse(line)) };
    } catch {
      // It is text.
    }
  }
  return text;
}
