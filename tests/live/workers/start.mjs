/** Real workers of the Python and TypeScript SDKs. */

import { spawn } from 'node:child_process';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';
import { Client } from '@temporalio/client';
import {
  bundleWorkflowCode,
  DefaultLogger,
  makeTelemetryFilterString,
  NativeConnection,
  Runtime,
  Worker,
} from '@temporalio/worker';
import { ensureTemporal } from '../../../scripts/toolchain.mjs';

/**
 * @typedef {import('../../../pkg/index.js').BuildIdOperation} BuildIdOperation
 * @typedef {object} RealWorker
 * @property {(operation: BuildIdOperation) => Promise<void>} update by the SDK's own call
 * @property {() => Promise<void>} stop
 */

/** @typedef {{ server: import('../server.mjs').Server, taskQueue: string, buildId: string }} WorkerPlace */

/**
 * @param {WorkerPlace} place
 * @returns {Promise<RealWorker>}
 */
export async function startPythonWorker({ server, taskQueue, buildId }) {
  const script = fileURLToPath(new URL('worker.py', import.meta.url));
  const { python } = ensureTemporal();
  const child = spawn(python, [script, server.address, taskQueue, buildId], {
    stdio: ['pipe', 'pipe', 'pipe'],
  });
  let errors = '';
  child.stderr.on('data', (chunk) => {
    errors += chunk;
  });
  /** @type {Promise<void>} */
  const exited = new Promise((resolve) => child.once('close', () => resolve()));
  const lines = createInterface({ input: child.stdout })[Symbol.asyncIterator]();
  const line = async () => {
    const { value } = await lines.next();
    if (value === undefined) throw new Error(`the Python worker ended:\n${errors}`);
  };
  const kill = () => child.kill('SIGKILL');
  process.once('exit', kill);
  await line();
  return {
    update: async ({ operation, ...fields }) => {
      child.stdin.write(`${JSON.stringify([operation, ...Object.values(fields)])}\n`);
      await line();
    },
    stop: async () => {
      child.stdin.end();
      const timer = setTimeout(kill, 10_000);
      await exited;
      clearTimeout(timer);
      process.removeListener('exit', kill);
    },
  };
}

let isInstalled = false;
/** @type {Promise<import('@temporalio/worker').WorkflowBundleWithSourceMap> | undefined} */
let bundle;

/**
 * @param {WorkerPlace} place
 * @returns {Promise<RealWorker>}
 */
export async function startTypeScriptWorker({ server, taskQueue, buildId }) {
  const logger = new DefaultLogger('ERROR');
  if (!isInstalled) {
    const filter = makeTelemetryFilterString({ core: 'ERROR', other: 'ERROR' });
    Runtime.install({ logger, telemetryOptions: { logging: { filter, forward: {} } } });
  }
  isInstalled = true;
  const workflowsPath = fileURLToPath(new URL('workflows.mjs', import.meta.url));
  bundle ??= bundleWorkflowCode({ workflowsPath, logger });
  const connection = await NativeConnection.connect({ address: server.address });
  const worker = await Worker.create({
    connection,
    taskQueue,
    buildId,
    useVersioning: true,
    workflowBundle: await bundle,
    activities: { sayHello: async () => buildId, say_hello: async () => buildId },
    shutdownGraceTime: 0,
    shutdownForceTime: 5000,
  });
  const ended = worker.run();
  const client = new Client({ connection: server.connection });
  return {
    update: (operation) => client.taskQueue.updateBuildIdCompatibility(taskQueue, operation),
    stop: async () => {
      if (worker.getState() !== 'RUNNING') return;
      worker.shutdown();
      await ended;
      await connection.close();
    },
  };
}
