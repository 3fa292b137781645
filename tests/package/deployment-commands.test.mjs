// Worker Deployments as commands and code, and as a cluster prints them.

import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { test } from 'node:test';
import {
  deploymentSnippet,
  Namespace,
  readDeploymentCommand,
  workerSnippet,
} from '../../pkg/index.js';
import { root } from '../../scripts/process.mjs';

/** @param {string} name */
function sample(name) {
  return readFileSync(join(root, 'tests', 'interop', 'samples', name), 'utf8');
}

test('an operation is written as a command, and read back', () => {
  /** @type {import('../../pkg/index.js').DeploymentOperation} */
  const operation = {
    operation: 'setWorkerDeploymentRampingVersion',
    deploymentName: 'orders',
    buildId: '2.0',
    percentage: 12.5,
  };
  const command = deploymentSnippet(operation, 'cli');
  assert.deepEqual(readDeploymentCommand(`$ ${command} | cat`), {
    operation,
    passedOver: [
      {
        line: 5,
        text: '| cat',
        what: 'Passed over in line 5: | cat (not part of the command).',
      },
    ],
    values: [
      { line: 2, column: 23, length: 6 },
      { line: 3, column: 16, length: 3 },
      { line: 4, column: 18, length: 4 },
    ],
  });
});

test('what the command would refuse is refused, with its place', () => {
  assert.throws(() => readDeploymentCommand('temporal worker deployment delete --nome x'), {
    name: 'VersioningError',
    code: 'INVALID_ARGUMENT',
    message: 'Expected a flag that the command has, got --nome, which it refuses.',
    place: { line: 1, column: 35, length: 6 },
  });
});

test('texts that are too long for code are refused', () => {
  /** @type {import('../../pkg/index.js').DeploymentOperation} */
  const operation = { operation: 'deleteWorkerDeployment', deploymentName: 'x'.repeat(70_000) };
  assert.throws(() => deploymentSnippet(operation, 'go'), {
    path: 'operation',
    problem: 'expected texts of at most 65536 bytes in all, got 70000',
  });
});

test('the worker of a version names it', () => {
  const version = { deploymentName: 'orders', buildId: '2.0' };
  for (const sdk of /** @type {const} */ ([
    'go',
    'java',
    'python',
    'typescript',
    'dotnet',
    'ruby',
  ])) {
    assert.match(workerSnippet(version, 'shipping', 'PINNED', sdk), /orders.*2\.0.*pinned/is);
  }
});

test('a namespace takes over what a cluster prints', () => {
  const namespace = new Namespace();
  const text = ['describe', 'version'].map((name) => sample(`other-deployment-${name}.text`));
  assert.deepEqual(namespace.importWorkerDeployments(text.join('\n')), []);
  assert.deepEqual(namespace.workerDeployments(), ['svc']);
  const landing = namespace.resolve({ task: 'newWorkflow', taskQueue: 'svcq' });
  assert.ok(landing.outcome === 'deploymentVersion');
  assert.deepEqual(landing.deploymentVersion, { deploymentName: 'svc', buildId: 'd1' });
});

test('a version that is not described is asked for, and nothing is taken over', () => {
  const namespace = new Namespace();
  assert.throws(() => namespace.importWorkerDeployments(sample('other-deployment-describe.json')), {
    code: 'INVALID_ARGUMENT',
    message: "expected the description of the version 'd1' of 'svc', which names its task queues",
  });
  assert.deepEqual(namespace.workerDeployments(), []);
});
