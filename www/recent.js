/**
 * The plans that were worked on last, kept in this browser and sent nowhere. A browser may keep nothing, or refuse to: then
 * there are none, and nothing else is different.
 */

/**
 * @typedef {object} RecentPlan
 * @property {string} plan which one it is
 * @property {import('./pkg/index.js').RolloutDocument} document
 * @property {number} step the one that was looked at last
 */

const KEY = 'worker-versioning plans';

/** The most plans that are kept. */
const MOST = 12;

/** What was read last: reading it again takes as long as all of it is. @type {{ text: string, plans: RecentPlan[] }} */
let known = { text: '', plans: [] };

/**
 * The plans that are kept, the latest first.
 *
 * @returns {readonly RecentPlan[]}
 */
export function recentPlans() {
  const text = stored() ?? '[]';
  if (text !== known.text) known = { text, plans: read(text) };
  return known.plans;
}

/**
 * Keeps a plan as the latest, in place of what was kept of it before.
 *
 * @param {RecentPlan} plan
 * @returns {boolean} whether it is kept
 */
export function keepPlan({ plan, document, step }) {
  const others = recentPlans().filter((other) => other.plan !== plan);
  const plans = [{ plan, document, step }, ...others].slice(0, MOST);
  // Where there is not room for all, the oldest go.
  for (; plans.length > 0; plans.pop()) if (store(plans)) return true;
  return false;
}

/**
 * @param {string} plan which one to keep no longer
 */
export function forgetPlan(plan) {
  store(recentPlans().filter((other) => other.plan !== plan));
}

/**
 * What a plan is called in a list: its name or, without one, its task queues.
 *
 * @param {import('./pkg/index.js').RolloutDocument} document
 */
export function titleOf({ name, taskQueues = [] }) {
  if (name) return name;
  const [first, ...others] = taskQueues.map(({ taskQueue }) => taskQueue);
  if (first === undefined) return 'Untitled plan';
  return others.length === 0 ? first : `${first} and ${others.length} more`;
}

function stored() {
  try {
    return localStorage.getItem(KEY);
  } catch {
    return null;
  }
}

/** @param {readonly RecentPlan[]} plans */
function store(plans) {
  try {
    localStorage.setItem(KEY, JSON.stringify(plans));
    return true;
  } catch {
    return false;
  }
}

/**
 * @param {string} text
 * @returns {RecentPlan[]} none if something else stands there
 */
function read(text) {
  try {
    const plans = JSON.parse(text);
    return Array.isArray(plans) ? plans.filter(isPlan) : [];
  } catch {
    return [];
  }
}

/** @param {any} kept */
function isPlan(kept) {
  return typeof kept?.plan === 'string' && typeof kept.document === 'object' && kept.document;
}
