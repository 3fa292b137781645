// Operations as commands and code, run by what they are written for: a shell, Python, TypeScript and Java.
// (What each looks like is tested in tests/interop/snippets.rs.)

import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { chmodSync, cpSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, test } from 'node:test';
import { Client } from '@temporalio/client';
import fc from 'fast-check';
import { Namespace, snippet } from '../../pkg/index.js';
import { root, which } from '../../scripts/process.mjs';
import { ensureTemporal } from '../../scripts/toolchain.mjs';
import { wrong } from './support/namespace.mjs';

/** @typedef {import('../../pkg/index.js').BuildIdOperation} BuildIdOperation */
/** @typedef {import('../../pkg/index.js').SnippetLanguage} SnippetLanguage */

/** @type {SnippetLanguage[]} */
const LANGUAGES = ['cli', 'go', 'python', 'typescript', 'java', 'dotnet'];

const fixtures = join(root, 'tests', 'package', 'fixtures');
const folder = mkdtempSync(join(tmpdir(), 'worker-versioning-snippets-'));
after(() => rmSync(folder, { recursive: true, force: true }));

const HOSTILE = [
  '',
  '-',
  '--',
  '-x',
  '--help',
  '--build-id=x',
  '=x',
  ' ',
  ' 1.0 ',
  '*',
  '~',
  '~root',
  '#',
  '!!',
  '$HOME',
  '$(exit 1)',
  '`exit 1`',
  '%s%n%(HOME)s{0}',
  '$' + '{HOME}',
  'a;b&c|d<e>f',
  "it's",
  "'",
  "''",
  '"',
  '"""',
  "'\"'\"'",
  '\\',
  '\\\\',
  '\\n',
  '\\u0022',
  '\\\\u0022',
  '\\x41',
  '\\N{DASH}',
  '\\é',
  '\\\u0001',
  'a\\',
  'a\n',
  '\n',
  '\n\n',
  'a\nb',
  'a\r\nb',
  '\r',
  '\t',
  'EOF\n',
  '# a\n// b /* c */',
  '*/',
  '</script>',
  '\u0001\u0008\u000b\u000c\u001a\u001b[201~\u007f',
  '\u0080\u0085\u009f\u00a0\u00ad',
  '\u200b\u200d\u202e\u2028\u2029\u2066',
  '\ufeff1.0\ufeff',
  '\ufffd\ufffe\uffff',
  'é',
  'e\u0301',
  '版本',
  '😀',
  '\u{1f469}\u200d\u{1f4bb}',
  '\u{e0041}\u{10ffff}',
];
const WITH_NUL = ['\0', 'a\0b', '\x000', '\0\n'];

/**
 * Every operation, with these texts.
 *
 * @param {string} buildId
 * @param {string} other
 * @returns {BuildIdOperation[]}
 */
function operations(buildId, other) {
  const compatible = /** @type {const} */ ({
    operation: 'addNewCompatibleVersion',
    buildId,
    existingCompatibleBuildId: other,
  });
  return [
    { operation: 'addNewIdInNewDefaultSet', buildId },
    compatible,
    { ...compatible, promoteSet: true },
    { operation: 'promoteSetByBuildId', buildId },
    { operation: 'promoteBuildIdWithinSet', buildId },
    { operation: 'mergeSets', primaryBuildId: buildId, secondaryBuildId: other },
  ];
}

/**
 * Queues with operations on them: the hostile texts in each place, and random ones.
 *
 * @param {{ withNul: boolean }} options
 * @returns {[taskQueue: string, operation: BuildIdOperation][]}
 */
function requests({ withNul }) {
  const texts = withNul ? [...HOSTILE, ...WITH_NUL] : HOSTILE;
  const random = /** @type {const} */ (['binary', 'binary-ascii']).flatMap((unit) =>
    fc.sample(fc.string({ unit, maxLength: 12 }), { numRuns: 100, seed: 1 }),
  );
  const all = [...texts, ...random.map((text) => (withNul ? text : text.replaceAll('\0', '')))];
  return all.flatMap((text, place) => {
    const next = all[(place + 1) % all.length];
    return operations(text, next).map((operation) => {
      /** @type {[string, BuildIdOperation]} */
      const request = [all[(place + 2) % all.length], operation];
      return request;
    });
  });
}

/**
 * Compares one by one: the difference of long lists takes minutes to print.
 *
 * @param {unknown[]} actual
 * @param {unknown[]} expected
 */
function assertSame(actual, expected) {
  for (const [place, value] of expected.entries()) assert.deepEqual(actual[place], value);
  assert.equal(actual.length, expected.length);
}

/** @type {Record<BuildIdOperation['operation'], string>} */
const COMMANDS = {
  addNewIdInNewDefaultSet: 'add-new-default',
  addNewCompatibleVersion: 'add-new-compatible',
  promoteSetByBuildId: 'promote-set',
  promoteBuildIdWithinSet: 'promote-id-in-set',
  mergeSets: 'none',
};

/**
 * What the command should be given.
 *
 * @param {string} taskQueue
 * @param {Exclude<BuildIdOperation, { operation: 'mergeSets' }>} operation
 */
function argumentsOf(taskQueue, operation) {
  const isCompatible = operation.operation === 'addNewCompatibleVersion';
  return [
    ...['task-queue', 'update-build-ids', COMMANDS[operation.operation]],
    ...[`--task-queue=${taskQueue}`, `--build-id=${operation.buildId}`],
    ...(isCompatible
      ? [`--existing-compatible-build-id=${operation.existingCompatibleBuildId}`]
      : []),
    ...(isCompatible && operation.promoteSet ? ['--set-as-default'] : []),
  ];
}

for (const shell of ['sh', 'bash', 'zsh']) {
  const skip = which(shell) ? false : `no ${shell} here`;
  test(`the command in ${shell} is given exactly these arguments`, { skip }, () => {
    const bin = join(folder, 'bin');
    mkdirSync(bin, { recursive: true });
    writeFileSync(join(bin, 'temporal'), '#!/bin/sh\nprintf \'%s\\0\' "$#" "$@"\n');
    chmodSync(join(bin, 'temporal'), 0o755);
    // All operations once, then the one that has all three places for text.
    const asked = requests({ withNul: false }).filter(([, it], place) =>
      place < 5 ? it.operation !== 'mergeSets' : 'promoteSet' in it,
    );
    const script = join(folder, 'script.sh');
    writeFileSync(script, asked.map(([queue, it]) => `${snippet(queue, it, 'cli')}\n`).join(''));
    const given = execFileSync(shell, [script], {
      encoding: 'utf8',
      env: { ...process.env, PATH: `${bin}:${process.env.PATH}` },
      maxBuffer: 2 ** 26,
    });
    const expected = asked.flatMap(([queue, operation]) => {
      const args = argumentsOf(queue, /** @type {any} */ (operation));
      return [`${args.length}`, ...args];
    });
    assertSame(given.split('\0'), [...expected, '']);
  });
}

test('a command has no raw control character that a terminal would act on', () => {
  for (const [queue, operation] of requests({ withNul: true })) {
    assert.doesNotMatch(snippet(queue, operation, 'cli'), /[^\P{Cc}\n]/u);
  }
});

test('what the command cannot do is only a comment', () => {
  const [add, , , , , merge] = operations('1.0', '2.0');
  for (const comment of [
    snippet('orders', merge, 'cli'),
    ...WITH_NUL.map((text) => snippet(text, add, 'cli')),
    ...WITH_NUL.map((text) => snippet('orders', operations(text, '')[0], 'cli')),
  ]) {
    assert.match(comment, /^# [^\n]+$/);
  }
  assert.match(snippet('orders', merge, 'go'), /^\/\/ [^\n]+$/);
});

/**
 * The fields that the API's request has, as JSON leaves out what is false or empty.
 *
 * @param {BuildIdOperation} operation
 */
function requestOf(operation) {
  switch (operation.operation) {
    case 'addNewIdInNewDefaultSet':
      return { addNewBuildIdInNewDefaultSet: operation.buildId };
    case 'addNewCompatibleVersion':
      return {
        addNewCompatibleBuildId: filled({
          newBuildId: operation.buildId,
          existingCompatibleBuildId: operation.existingCompatibleBuildId,
          makeSetDefault: operation.promoteSet ?? false,
        }),
      };
    case 'promoteSetByBuildId':
      return { promoteSetByBuildId: operation.buildId };
    case 'promoteBuildIdWithinSet':
      return { promoteBuildIdWithinSet: operation.buildId };
    case 'mergeSets':
      return {
        mergeSets: filled({
          primarySetBuildId: operation.primaryBuildId,
          secondarySetBuildId: operation.secondaryBuildId,
        }),
      };
  }
}

/** @param {Record<string, string | boolean>} fields */
function filled(fields) {
  return Object.fromEntries(Object.entries(fields).filter(([, value]) => value));
}

test('the real Python SDK is asked for the operation', () => {
  const asked = requests({ withNul: true });
  const answer = execFileSync(ensureTemporal().python, [join(fixtures, 'snippets.py')], {
    input: JSON.stringify(asked.map(([queue, operation]) => snippet(queue, operation, 'python'))),
    encoding: 'utf8',
    env: { ...process.env, PYTHONUTF8: '1' },
    maxBuffer: 2 ** 26,
  });
  assertSame(
    JSON.parse(answer),
    asked.map(([queue, operation]) => [[queue, requestOf(operation)]]),
  );
});

/**
 * Runs a snippet with a client.
 *
 * @param {string} code
 * @param {unknown} client
 * @returns {Promise<void>}
 */
function runTypeScript(code, client) {
  // It holds no types, so that it is JavaScript too.
  return new Function('client', `return (async () => {\n${code}\n})()`)(client);
}

test('the TypeScript client is asked for the operation, and then to promote what it drops', async () => {
  for (const [queue, operation] of requests({ withNul: true })) {
    /** @type {unknown[]} */
    const asked = [];
    const taskQueue = {
      /** @param {unknown[]} call */
      updateBuildIdCompatibility: async (...call) => asked.push(call),
    };
    await runTypeScript(snippet(queue, operation, 'typescript'), { taskQueue });
    const expected = [[queue, operation]];
    if (operation.operation === 'addNewCompatibleVersion' && operation.promoteSet) {
      const { buildId } = operation;
      expected.push([queue, { operation: 'promoteSetByBuildId', buildId }]);
    }
    assert.deepEqual(asked, expected);
  }
});

test('the real TypeScript client still drops promoteSet, as the comment says', async () => {
  /** @type {unknown[]} */
  const sent = [];
  const workflowService = {
    /** @param {object} request */
    updateWorkerBuildIdCompatibility: async (request) => sent.push(request),
  };
  const client = new Client({ connection: wrong({ workflowService, plugins: [] }) });
  const code = snippet('orders', operations('1.1', '1.0')[2], 'typescript');
  await runTypeScript(code, client);
  const to = { namespace: 'default', taskQueue: 'orders' };
  assert.deepEqual(sent, [
    { ...to, addNewCompatibleBuildId: { newBuildId: '1.1', existingCompatibleBuildId: '1.0' } },
    { ...to, promoteSetByBuildId: '1.1' },
  ]);
});

test('TypeScript compiles with the types of the real client', () => {
  const code = requests({ withNul: true })
    .slice(0, 300)
    .map(([queue, operation]) => snippet(queue, operation, 'typescript'));
  const head = "import type { Client } from '@temporalio/client';\ndeclare const client: Client;\n";
  const modules = join(root, 'node_modules');
  writeFileSync(join(folder, 'snippets.ts'), `${head}${code.join('\n')}\n`);
  const compilerOptions = {
    strict: true,
    noEmit: true,
    skipLibCheck: true,
    module: 'esnext',
    moduleResolution: 'bundler',
    target: 'es2022',
    types: ['node'],
    typeRoots: [join(modules, '@types')],
    paths: { '@temporalio/*': [join(modules, '@temporalio', '*')] },
  };
  const config = join(folder, 'tsconfig.json');
  writeFileSync(config, JSON.stringify({ compilerOptions, files: ['snippets.ts'] }));
  const tsc = join(modules, 'typescript', 'bin', 'tsc');
  execFileSync(process.execPath, [tsc, '-p', config], { cwd: folder, stdio: 'pipe' });
});

const noJava = which('javac') && which('java') ? false : 'no javac and java here';
test('Java with the names of the SDK asks for the operation', { skip: noJava }, () => {
  const sources = join(folder, 'java');
  cpSync(join(fixtures, 'java'), sources, { recursive: true });
  const asked = requests({ withNul: true });
  const methods = asked.map(
    ([queue, operation], place) =>
      `  static void call${place}(WorkflowClient client) {\n${snippet(queue, operation, 'java')}\n  }`,
  );
  const calls = asked.map((_, place) => `    call${place}(client);`);
  writeFileSync(
    join(sources, 'Main.java'),
    [
      'import io.temporal.client.*;',
      'public class Main {',
      ...methods,
      '  public static void main(String[] args) {',
      '    WorkflowClient client = new WorkflowClient();',
      ...calls,
      '  }',
      '}',
    ].join('\n'),
  );
  // Whatever the encoding of the machine.
  const options = { cwd: sources, encoding: /** @type {const} */ ('utf8'), maxBuffer: 2 ** 26 };
  execFileSync('javac', ['-encoding', 'US-ASCII', '-Werror', 'Main.java'], options);
  const printed = execFileSync('java', ['-Xshare:auto', 'Main'], options);
  const encode = (/** @type {unknown} */ part) => Buffer.from(`${part}`).toString('base64');
  assertSame(printed.split('\n'), [
    ...asked.map(([queue, { operation: name, ...fields }]) => {
      const isPlain = name === 'addNewCompatibleVersion' && !('promoteSet' in fields);
      const parts = [queue, name, ...Object.values(fields), ...(isPlain ? [false] : [])];
      return parts.map(encode).join(' ');
    }),
    '',
  ]);
});

test('a namespace gives the same, whatever it holds', () => {
  const namespace = new Namespace();
  for (const language of LANGUAGES) {
    for (const operation of operations("it's", '1.0')) {
      const code = snippet('my queue', operation, language);
      assert.equal(namespace.snippet('my queue', operation, language), code);
      assert.match(code, /\S$/);
    }
  }
  assert.deepEqual(namespace.taskQueues(), []);
});

test('a wrong argument is named', () => {
  const [add] = operations('1.0', '');
  const languages = LANGUAGES.map((name) => `'${name}'`).join(', ');
  const long = 'a'.repeat(2 ** 16 + 1);
  const namespace = new Namespace();
  for (const call of [snippet, namespace.snippet.bind(namespace)]) {
    for (const [[queue, operation, language], message] of /** @type {[unknown[], string][]} */ ([
      [[5, add, 'go'], 'taskQueue: expected string, got number'],
      [['\ud800', add, 'go'], 'taskQueue: expected well-formed text, got a lone surrogate'],
      [['q', undefined, 'go'], 'operation: expected object, got undefined'],
      [['q', { ...add, buildId: 5 }, 'go'], 'operation.buildId: expected string, got number'],
      [
        ['q', { ...add, buildId: long }, 'go'],
        'operation: expected names of at most 65536 bytes, got 65537',
      ],
      [[long, add, 'go'], 'taskQueue: expected names of at most 65536 bytes, got 65537'],
      [['q', add, 'ruby'], `language: expected one of ${languages}, got 'ruby'`],
      [['q', add], `language: expected one of ${languages}, got undefined`],
    ])) {
      assert.throws(() => call(wrong(queue), wrong(operation), wrong(language)), {
        name: 'TypeError',
        message,
      });
    }
  }
});

test('the longest texts are written out', () => {
  const hidden = '\u202e'.repeat(2 ** 16 / 3);
  const code = snippet(hidden, operations(hidden, hidden)[1], 'cli');
  assert.ok(code.length > 3 * 12 * hidden.length);
});
