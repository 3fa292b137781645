/** Many random cases of a kind, on a server and the engine side by side; the first difference explained. */

import { inspect } from 'node:util';
import { Namespace as Engine } from '../../pkg/index.js';
import { Counts } from './counts.mjs';
import { tagOf, untagged } from './names.mjs';
import {
  DEFAULT_LIMITS,
  faultyOperations,
  kindsOf,
  limitOperations,
  randomOperations,
  runOperations,
} from './operations.mjs';
import { faultyPolls, pollKindsOf, runPolls } from './polls.mjs';
import { pooled } from './pool.mjs';
import { seedOf } from './random.mjs';
import { runReachability } from './reachability/run-reachability.mjs';
import { oddQuestions, randomReachability } from './reachability-plan.mjs';
import { randomRollout, unknownBuildId } from './rollout.mjs';
import { runRollout } from './routing/run-rollout.mjs';
import { shrink } from './shrink.mjs';

/**
 * @typedef {import('../../pkg/index.js').Limits} Limits
 * @typedef {import('./operations.mjs').OperationRecord} OperationRecord
 * @typedef {import('./operations.mjs').OperationStep} OperationStep
 * @typedef {import('./polls.mjs').PollRecord} PollRecord
 * @typedef {import('./polls.mjs').PollStep} PollStep
 * @typedef {import('./reachability/questions.mjs').Question} Question
 * @typedef {import('./reachability-plan.mjs').ReachabilityStep} ReachabilityStep
 * @typedef {import('./rollout.mjs').Step} Step
 * @typedef {import('./routing/comparison.mjs').Decision} Decision
 * @typedef {import('./server.mjs').Server} Server
 * @typedef {import('./operations.mjs').Difference} Difference
 */

/** The engine's namespace, or one that stands in for it. @typedef {typeof Engine} NamespaceClass */

/** The limits under which operations are compared. @type {Record<string, Limits>} */
export const LIMITS = {
  default: DEFAULT_LIMITS,
  lowered: { versionSets: 3, buildIds: 6, taskQueuesPerBuildId: 2, buildIdBytes: 30 },
  off: { versionSets: 0, buildIds: 0, taskQueuesPerBuildId: 0, buildIdBytes: 255 },
};

/** How many cases at a time: with these the server is the slower part. */
const OPERATIONS_WIDTH = 96;
const ROLLOUTS_WIDTH = 24;

/** Tags are used up as long as the process runs. */
let tags = 0;

/**
 * @template S
 * @template R
 * @typedef {object} Kind
 * @property {string} name
 * @property {(plan: readonly S[], tag: string) => Promise<{ records: R[], history: string[], difference?: Difference }>} run
 * @property {(record: R) => string[]} kindsOf
 */

/** A difference between the server and the engine, with the way to it. */
export class DifferenceError extends Error {
  name = 'DifferenceError';

  /**
   * @param {string} message
   * @param {number} steps of the shortest plan
   */
  constructor(message, steps) {
    super(message);
    this.steps = steps;
  }
}

/**
 * Sequences of operations: faulty ones, those that run into the limits, and random ones.
 *
 * @param {Server} server with these limits
 * @param {{ seed: number, from?: number, count: number, limits?: Limits, Namespace?: NamespaceClass, shrinkSeconds?: number }} options
 */
export async function compareOperations(server, options) {
  const { seed, from = 0, count, limits = DEFAULT_LIMITS, Namespace = Engine } = options;
  const fixed = from === 0 ? [faultyOperations(limits), ...limitOperations(limits)] : [];
  const random = Array.from({ length: count }, (_, index) =>
    randomOperations(seedOf(seed, from + index), limits),
  );
  /** @type {Kind<OperationStep, OperationRecord>} */
  const kind = {
    name: 'operations',
    run: async (plan, tag) => {
      const namespace = new Namespace({ limits });
      const { history, difference } = await runOperations(server, namespace, plan, tag);
      namespace.free();
      return { records: history, history: history.map(tellOperation), difference };
    },
    kindsOf,
  };
  return compareAll([...fixed, ...random], kind, OPERATIONS_WIDTH, options);
}

/**
 * Rollouts: those with unknown build IDs, and random ones.
 *
 * @param {Server} server
 * @param {{ seed: number, from?: number, count: number, Namespace?: NamespaceClass, shrinkSeconds?: number }} options
 */
export async function compareRouting(server, options) {
  const { seed, from = 0, count, Namespace = Engine } = options;
  const unknown = from === 0 ? [unknownBuildId(true), unknownBuildId(false)] : [];
  const random = Array.from({ length: count }, (_, index) =>
    randomRollout(seedOf(seed, from + index)),
  );
  /** @type {Kind<Step, Decision>} */
  const kind = {
    name: 'rollout',
    run: async (plan, tag) => {
      const namespace = new Namespace();
      const { history, decisions, difference } = await runRollout(server, namespace, plan, tag);
      namespace.free();
      return { records: decisions, history, difference };
    },
    kindsOf: ({ kinds }) => kinds,
  };
  return compareAll([...unknown, ...random], kind, ROLLOUTS_WIDTH, options);
}

/**
 * Polls that are not valid.
 *
 * @param {Server} server
 */
export async function comparePolls(server) {
  /** @type {Kind<PollStep, PollRecord>} */
  const kind = {
    name: 'polls',
    run: async (plan, tag) => {
      const namespace = new Engine();
      const result = await runPolls(server, namespace, plan, tag);
      namespace.free();
      return result;
    },
    kindsOf: pollKindsOf,
  };
  return compareAll([faultyPolls()], kind, 1, { seed: 0 });
}

/**
 * Which workers are still needed: odd questions, and random rollouts.
 *
 * @param {Server} server with the settings for it
 * @param {{ seed: number, from?: number, count: number, Namespace?: NamespaceClass, shrinkSeconds?: number }} options
 */
export async function compareReachability(server, options) {
  const { seed, from = 0, count, Namespace = Engine } = options;
  const odd = from === 0 ? [oddQuestions()] : [];
  const random = Array.from({ length: count }, (_, index) =>
    randomReachability(seedOf(seed, from + index)),
  );
  /** @type {Kind<ReachabilityStep, Question>} */
  const kind = {
    name: 'reachability',
    run: async (plan, tag) => {
      const namespace = new Namespace();
      const result = await runReachability(server, namespace, plan, tag);
      namespace.free();
      return { ...result, records: result.questions };
    },
    kindsOf: ({ kinds }) => kinds,
  };
  return compareAll([...odd, ...random], kind, ROLLOUTS_WIDTH, options);
}

/**
 * @template S
 * @template R
 * @param {readonly (readonly S[])[]} plans
 * @param {Kind<S, R>} kind
 * @param {number} width
 * @param {{ seed: number, shrinkSeconds?: number }} options
 * @returns {Promise<{ counts: Counts, records: R[][] }>} the records of each plan, without its tag
 */
export async function compareAll(plans, kind, width, { seed, shrinkSeconds }) {
  const counts = new Counts();
  /** @type {R[][]} */
  const records = [];
  /** @type {Found[]} */
  const found = [];
  await pooled(plans.entries(), width, async ([index, plan]) => {
    if (found.length > 0) return;
    const tag = tagOf(tags++);
    const result = await kind.run(plan, tag);
    if (result.difference) {
      found.push({ index, plan, history: result.history, difference: result.difference, tag });
      return;
    }
    for (const record of result.records) {
      for (const name of kind.kindsOf(record)) counts.add(name);
    }
    records[index] = result.records.map((record) => withoutTag(record, tag));
  });
  found.sort((a, b) => a.history.length - b.history.length);
  if (found.length > 0) {
    throw await explained(found[0], kind, seed, shrinkSeconds);
  }
  return { counts, records };
}

/** @typedef {{ index: number, plan: readonly any[], history: string[], difference: Difference, tag: string }} Found */

/**
 * A difference with the shortest plan that still shows it.
 *
 * @template S
 * @template R
 * @param {Found} first
 * @param {Kind<S, R>} kind
 * @param {number} seed
 * @param {number} [shrinkSeconds]
 */
async function explained({ index, plan, history, difference, tag }, kind, seed, shrinkSeconds) {
  /** @type {Map<readonly S[], { history: string[], difference: Difference }>} */
  const seen = new Map();
  const steps = await shrink(
    flat(plan),
    async (some) => {
      const tag = tagOf(tags++);
      const { history, difference } = await kind.run(nested(some), tag);
      if (difference) seen.set(some, withoutTag({ history, difference }, tag));
      return difference !== undefined;
    },
    shrinkSeconds,
  );
  // The last run of the shortest plan; of the whole plan, where no shorter one showed it.
  const shortest = [...seen].filter(([some]) => some.length === steps.length).at(-1)?.[1];
  const shown = shortest ?? withoutTag({ history, difference }, tag);
  const show = (/** @type {unknown} */ value) =>
    inspect(value, { depth: 9, breakLength: 100 }).replaceAll('\n', '\n  ');
  const message = [
    `The server and the engine differ (${kind.name}, seed ${seed}, case ${index}).`,
    shortest ? 'The shortest way to it:' : 'The way to it, of which no shorter part shows it:',
    ...shown.history.map((line) => `  ${line}`),
    `server: ${show(shown.difference.server)}`,
    `engine: ${show(shown.difference.engine)}`,
  ];
  return new DifferenceError(message.join('\n'), steps.length);
}

/**
 * Steps in a row, so that each can be left out: those that are done while workers wait stand behind
 * their hand-out.
 *
 * @template S
 * @param {readonly S[]} plan
 * @returns {S[]}
 */
function flat(plan) {
  return plan.flatMap((/** @type {any} */ step) => {
    if (step.do !== 'handOut') return [step];
    const inner = step.meanwhile.map((/** @type {any} */ each) => ({ ...each, isMeanwhile: true }));
    return [{ ...step, meanwhile: [] }, ...inner];
  });
}

/**
 * The reverse of {@link flat}.
 *
 * @template S
 * @param {readonly S[]} steps
 * @returns {S[]}
 */
function nested(steps) {
  /** @type {any[]} */
  const plan = [];
  for (const step of steps) {
    const { isMeanwhile, ...rest } = /** @type {any} */ (step);
    const last = plan.at(-1);
    if (isMeanwhile && last?.do === 'handOut') last.meanwhile.push(rest);
    else plan.push(rest.do === 'handOut' ? { ...rest, meanwhile: [] } : rest);
  }
  return plan;
}

/**
 * @template T
 * @param {T} value
 * @param {string} tag
 * @returns {T}
 */
function withoutTag(value, tag) {
  if (typeof value === 'string') return /** @type {any} */ (untagged(value, tag));
  if (Array.isArray(value)) return /** @type {any} */ (value.map((item) => withoutTag(item, tag)));
  if (typeof value !== 'object' || value === null) return value;
  const entries = Reflect.ownKeys(value).map((key) => [
    typeof key === 'string' ? untagged(key, tag) : key,
    withoutTag(/** @type {Record<PropertyKey, unknown>} */ (value)[key], tag),
  ]);
  return /** @type {any} */ (Object.fromEntries(entries));
}

/** @param {OperationRecord} record */
function tellOperation({ taskQueue, operation, refusal, changed, sets }) {
  const result = refusal
    ? `${refusal.code}: ${refusal.message}`
    : `${changed ? 'changed' : 'the same'}: ${JSON.stringify(sets)}`;
  return `${JSON.stringify(taskQueue)} ${JSON.stringify(operation)} → ${result}`;
}
