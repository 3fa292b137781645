/**
 * The plans that were worked on last, kept in this browser and sent nowhere. A browser may keep nothing, or refuse to: then
 * there are none, and nothing else is different.
 */

/** @typedef {import('./pkg/index.js').RolloutDocument} RolloutDocument */

/**
 * @typedef {object} RecentPlan
 * @property {string} plan which one it is
 * @property {RolloutDocument} document
 * @property {number} step the one that was looked at last
 */

/** Under which the order of the plans is kept, and each plan, with its name behind. */
const KEY = 'worker-versioning plans';

/** The most plans that are kept. */
const MOST = 12;

/** The documents that were read or written last: a large one takes long. @type {Map<string, { text: string, document: RolloutDocument }>} */
const known = new Map();

/**
 * The plans that are kept, the latest first.
 *
 * @returns {RecentPlan[]}
 */
export function recentPlans() {
  return listed().flatMap(({ plan, step }) => {
    const document = documentOf(plan);
    return document === undefined ? [] : [{ plan, step, document }];
  });
}

/**
 * Keeps a plan as the latest, in place of what was kept of it before.
 *
 * @param {RecentPlan} plan
 * @returns {boolean} whether it is kept
 */
export function keepPlan({ plan, document, step }) {
  const others = listed().filter((other) => other.plan !== plan);
  for (const { plan } of others.splice(MOST - 1)) remove(plan);
  // Where there is not room for all, the oldest go, unless that is not enough.
  /** @type {{ plan: string, step: number, document: RolloutDocument | undefined }[]} */
  const gone = [];
  for (;;) {
    if (storeDocument(plan, document) && store(KEY, JSON.stringify([{ plan, step }, ...others]))) {
      return true;
    }
    const oldest = others.pop();
    if (oldest === undefined) break;
    gone.unshift({ ...oldest, document: documentOf(oldest.plan) });
    remove(oldest.plan);
  }
  remove(plan);
  for (const { plan, document } of gone) if (document) storeDocument(plan, document);
  store(KEY, JSON.stringify(gone.map(({ plan, step }) => ({ plan, step }))));
  return false;
}

/**
 * @param {string} plan which one to keep no longer
 */
export function forgetPlan(plan) {
  store(KEY, JSON.stringify(listed().filter((other) => other.plan !== plan)));
  remove(plan);
}

/**
 * What a plan is called in a list: its name or, without one, its task queues.
 *
 * @param {RolloutDocument} document
 */
export function titleOf({ name, taskQueues = [] }) {
  if (name) return name;
  const [first, ...others] = taskQueues.map(({ taskQueue }) => taskQueue);
  if (first === undefined) return 'Untitled plan';
  return others.length === 0 ? first : `${first} and ${others.length} more`;
}

/** @returns {{ plan: string, step: number }[]} none if something else stands there */
function listed() {
  try {
    const plans = JSON.parse(stored(KEY) ?? '[]');
    return Array.isArray(plans) ? plans.filter((one) => typeof one?.plan === 'string') : [];
  } catch {
    return [];
  }
}

/**
 * @param {string} plan
 * @returns {RolloutDocument | undefined}
 */
function documentOf(plan) {
  const text = stored(keyOf(plan));
  if (text === null) return undefined;
  const before = known.get(plan);
  if (before?.text === text) return before.document;
  try {
    const document = JSON.parse(text);
    if (typeof document !== 'object' || document === null) return undefined;
    known.set(plan, { text, document });
    return document;
  } catch {
    return undefined;
  }
}

/**
 * @param {string} plan
 * @param {RolloutDocument} document
 */
function storeDocument(plan, document) {
  const before = known.get(plan);
  if (before?.document === document && stored(keyOf(plan)) === before.text) return true;
  const text = JSON.stringify(document);
  known.set(plan, { text, document });
  return store(keyOf(plan), text);
}

/** @param {string} plan */
function keyOf(plan) {
  return `${KEY} ${plan}`;
}

/** @param {string} key */
function stored(key) {
  try {
    return localStorage.getItem(key);
  } catch {
    return null;
  }
}

/**
 * @param {string} key
 * @param {string} text
 */
function store(key, text) {
  try {
    localStorage.setItem(key, text);
    return true;
  } catch {
    return false;
  }
}

/** @param {string} plan */
function remove(plan) {
  known.delete(plan);
  try {
    localStorage.removeItem(keyOf(plan));
  } catch {
    // Nothing was kept there.
  }
}
