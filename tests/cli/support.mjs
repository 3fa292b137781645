import { spawn } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { root } from '../../scripts/process.mjs';

export const PROGRAM = join(root, 'pkg', 'cli', 'main.js');

/**
 * A folder that is removed at the end, with these files in it.
 *
 * @param {import('node:test').TestContext} t
 * @param {Record<string, string | object>} files texts, or values that are written as JSON
 */
export function folderWith(t, files) {
  const folder = mkdtempSync(join(tmpdir(), 'worker-versioning-'));
  t.after(() => rmSync(folder, { recursive: true }));
  for (const [name, content] of Object.entries(files)) {
    writeFileSync(
      join(folder, name),
      typeof content === 'string' ? content : JSON.stringify(content),
    );
  }
  return folder;
}

/**
 * Runs the program as a user would.
 *
 * @param {readonly string[]} args
 * @param {{ cwd?: string; input?: string; env?: Record<string, string> }} [options]
 * @returns {Promise<{ code: number | null; stdout: string; stderr: string }>}
 */
export function run(args, { cwd, input = '', env = {} } = {}) {
  const child = spawn(process.execPath, [PROGRAM, ...args], {
    cwd,
    env: { PATH: process.env.PATH, HOME: cwd ?? process.env.HOME, ...env },
  });
  child.stdin.on('error', () => {});
  child.stdin.end(input);
  let stdout = '';
  let stderr = '';
  child.stdout.setEncoding('utf8').on('data', (chunk) => {
    stdout += chunk;
  });
  child.stderr.setEncoding('utf8').on('data', (chunk) => {
    stderr += chunk;
  });
  return new Promise((resolve, reject) => {
    child.on('error', reject);
    child.on('close', (code) => resolve({ code, stdout, stderr }));
  });
}

/** @type {import('../../pkg/index.js').RolloutDocument} */
export const ROLLOUT = {
  version: 1,
  name: 'Ship 2.0',
  taskQueues: [
    { taskQueue: 'orders', versionSets: [{ buildIds: ['1.0'] }] },
    { taskQueue: 'payments', completeFor: { workflows: true } },
  ],
  workers: [
    { taskQueue: 'orders', buildId: '1.0', useVersioning: true },
    { taskQueue: 'orders', buildId: '2.0', useVersioning: true },
    { name: 'payer', taskQueue: 'payments' },
  ],
  workflows: [
    {
      workflowId: 'order-17',
      workflowType: 'Order',
      taskQueue: 'orders',
      buildId: '1.0',
      sdk: 'java',
      commands: [
        { name: 'charge', task: 'activity', taskQueue: 'payments' },
        { name: 'ship', task: 'childWorkflow' },
      ],
    },
  ],
  operations: [{ taskQueue: 'orders', operation: 'addNewIdInNewDefaultSet', buildId: '2.0' }],
  expectations: [
    { newWorkflowsOn: 'orders', lands: { buildId: '2.0' }, hasWorker: true },
    { workflow: 'order-17', command: 'charge', lands: 'unversioned' },
  ],
};
