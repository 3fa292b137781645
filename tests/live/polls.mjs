/** Polls that are not valid, on the server and the engine side by side. */

import { isDeepStrictEqual } from 'node:util';
import { longEmoji, longName, tagged } from './names.mjs';
import { attemptHere } from './operations.mjs';
import { attempt } from './server.mjs';

/**
 * @typedef {import('../../pkg/index.js').Namespace} Namespace
 * @typedef {import('./operations.mjs').Difference} Difference
 * @typedef {import('./protocol.mjs').Worker} Worker
 * @typedef {import('./server.mjs').Refusal} Refusal
 * @typedef {import('./server.mjs').Server} Server
 */

/** @typedef {{ of: 'workflow' | 'activity', taskQueue: string, worker: Worker }} PollStep */
/** @typedef {PollStep & { refusal?: Refusal }} PollRecord */

/** @param {string} buildId @returns {Worker} */
const versioned = (buildId) => ({ buildId, useVersioning: true });
/** @param {string} buildId @returns {Worker} */
const unversioned = (buildId) => ({ buildId, useVersioning: false });

/** @type {readonly Worker[]} */
const FAULTY_WORKERS = [
  versioned(''),
  versioned(longName(256)),
  versioned(longEmoji(256)),
  unversioned(longName(256)),
];
const FAULTY_QUEUES = ['', '/_sys/#', longName(1001), `/_sys/${longName(995)}`];

/**
 * Every fault by itself; several at a time only in polls for workflow tasks, as those for activities are checked in
 * another order; and polls that are just valid.
 *
 * @returns {PollStep[]}
 */
export function faultyPolls() {
  const kinds = /** @type {const} */ (['workflow', 'activity']);
  return [
    ...kinds.flatMap((of) => [
      ...FAULTY_WORKERS.map((worker) => ({ of, taskQueue: 'orders#', worker })),
      ...FAULTY_QUEUES.map((taskQueue) => ({ of, taskQueue, worker: versioned('1.0#') })),
      { of, taskQueue: longName(1000), worker: versioned(longEmoji(255)) },
      { of, taskQueue: 'orders#', worker: unversioned('') },
    ]),
    ...FAULTY_WORKERS.flatMap((worker) =>
      FAULTY_QUEUES.map((taskQueue) => ({ of: kinds[0], taskQueue, worker })),
    ),
  ];
}

/**
 * Does the polls on both sides.
 *
 * @param {Server} server
 * @param {Namespace} namespace
 * @param {readonly PollStep[]} plan
 * @param {string} tag
 * @returns {Promise<{ records: PollRecord[], history: string[], difference?: Difference }>}
 */
export async function runPolls(server, namespace, plan, tag) {
  const records = await Promise.all(
    tagged([...plan], tag).map(async (step) => {
      const { of, taskQueue, worker } = step;
      const poll =
        of === 'workflow'
          ? server.pollWorkflowTask(taskQueue, worker)
          : server.pollActivity(taskQueue, worker);
      return { ...step, refusal: (await attempt(poll)).refusal };
    }),
  );
  const history = records.map((record) => JSON.stringify(record));
  for (const { taskQueue, worker, refusal } of records) {
    const here = attemptHere(() => namespace.poll(taskQueue, worker));
    if (!isDeepStrictEqual(refusal, here.refusal)) {
      return { records, history, difference: { server: refusal, engine: here.refusal } };
    }
  }
  return { records, history };
}

/** Each text with which the server refuses a poll that is not valid. */
const REFUSALS = {
  'build ID missing': /^WorkerVersionStamp must be present if UseVersioning is true\.$/,
  'build ID too long': /^Build ID exceeds configured limit\.workerBuildIdSize/,
  'task queue missing': /^missing task queue name$/,
  'task queue too long': /^taskQueue length exceeds limit$/,
  'task queue reserved': /^task queue name cannot start with reserved prefix/,
};

/** @param {PollRecord} record */
export function pollKindsOf({ refusal }) {
  if (!refusal) return ['poll: valid'];
  const known = Object.entries(REFUSALS).filter(([, text]) => text.test(refusal.message));
  return known.map(([name]) => `poll: not valid, ${name}`);
}

/** All kinds that there must be. */
export const POLL_KINDS = [
  'poll: valid',
  ...Object.keys(REFUSALS).map((name) => `poll: not valid, ${name}`),
];
