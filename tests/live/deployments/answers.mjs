/**
 * What a server answers about Worker Deployments, as plain data in the words of the engine; and two such answers
 * compared, one with the server's times and tokens, the other with the engine's counters in their place.
 */

/** Fields of the API that are deprecated or that the engine does not have: how far a change has reached the queues. */
const LEFT_OUT = new Set([
  ...['version', 'previousVersion', 'currentVersion', 'rampingVersion'],
  ...['deploymentName', 'routingConfigUpdateState', 'computeStatus'],
]);

/** Whom a server names when nobody has said who asked. */
const RANDOM = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/;

const TYPES = ['WORKFLOW', 'ACTIVITY', 'NEXUS'];

/** Of which enum the values of a field are. */
const PREFIX = /^(WORKER_DEPLOYMENT_VERSION_STATUS|VERSION_DRAINAGE_STATUS|TASK_QUEUE_TYPE)_/;

/**
 * An answer without what is not set, times as texts.
 *
 * @param {unknown} value what `toJSON` of an answer returns
 * @returns {any}
 */
export function plain(value) {
  if (Array.isArray(value)) return value.map(plain);
  if (typeof value === 'string') return PREFIX.test(value) ? value.replace(PREFIX, '') : value;
  if (typeof value !== 'object' || value === null) return value;
  const entries = Object.entries(value).flatMap(([key, item]) => {
    if (isVersion(value) ? false : LEFT_OUT.has(key)) return [];
    if (isTime(key)) return [[key, `${item.seconds ?? 0}.${item.nanos ?? 0}`]];
    if (key === 'lastModifierIdentity') return [[key, item.replace(RANDOM, '<random>')]];
    if (key === 'revisionNumber') return [[key, Number(item)]];
    if (key === 'metadata') return [[key, notes(item)]];
    if (key === 'taskQueueInfos' || key === 'versionTaskQueues') {
      return [[key, plain(item).map(typed).sort(byName)]];
    }
    return [[key, plain(item)]];
  });
  return Object.fromEntries(entries);
}

/** @param {object} value */
function isVersion(value) {
  return 'deploymentName' in value && 'buildId' in value;
}

/** @param {string} key */
function isTime(key) {
  return /[a-z]Time$/.test(key);
}

/** protobuf leaves out the first value of an enum. @param {{ name: string, type?: string }} info */
function typed({ name = '', type = 'UNSPECIFIED' }) {
  return { name, type };
}

/** In no order of their own. @param {{ name: string, type: string }} a @param {{ name: string, type: string }} b */
function byName(a, b) {
  if (a.name !== b.name) return a.name < b.name ? -1 : 1;
  return TYPES.indexOf(a.type) - TYPES.indexOf(b.type);
}

/**
 * The JSON of each note.
 *
 * @param {{ entries?: Record<string, { data?: string }> }} metadata
 */
function notes({ entries = {} }) {
  const texts = Object.entries(entries).map(([key, { data = '' }]) => [
    key,
    Buffer.from(data, 'base64').toString(),
  ]);
  return Object.fromEntries(texts);
}

/**
 * Which time or token of the server is which of the engine. Those of one kind are the same on both sides, or differ on
 * both.
 */
export class Pairs {
  /** @type {Map<string, unknown>} */
  #there = new Map();
  /** @type {Map<string, string>} */
  #here = new Map();

  /**
   * Where two answers differ first; `undefined` when they are alike, and then their times and tokens are paired.
   *
   * @param {unknown} server
   * @param {unknown} engine
   * @param {string} what the answers are of
   * @returns {string | undefined} the path to the difference
   */
  difference(server, engine, what) {
    /** @type {[string, unknown][]} */
    const met = [];
    const path = this.#walk(server, engine, what, '', met);
    if (path !== undefined) return path;
    for (const [there, here] of met) {
      this.#there.set(there, here);
      this.#here.set(`${kindOf(there)} ${here}`, there);
    }
    return undefined;
  }

  /**
   * The engine's counter for a token of the server, if they have met.
   *
   * @param {string} token
   * @returns {any}
   */
  tokenHere(token) {
    return this.#there.get(`token|${token}`);
  }

  /**
   * @param {unknown} server
   * @param {unknown} engine
   * @param {string} what
   * @param {string} key
   * @param {[string, unknown][]} met
   * @returns {string | undefined}
   */
  #walk(server, engine, what, key, met) {
    if (isUnset(server) && isUnset(engine)) return undefined;
    if (isUnset(server) || isUnset(engine)) return key;
    if (isTime(key) || key === 'conflictToken') {
      return this.#isSame(`${kindOfKey(key, what)}|${server}`, engine, met) ? undefined : key;
    }
    if (typeof server === 'number' && typeof engine === 'number') {
      return Math.fround(server) === Math.fround(engine) ? undefined : key;
    }
    if (typeof server !== 'object' || typeof engine !== 'object' || !server || !engine) {
      return server === engine ? undefined : key;
    }
    for (const name of new Set([...Object.keys(server), ...Object.keys(engine)])) {
      const [there, here] = [server, engine].map((side) => /** @type {any} */ (side)[name]);
      const path = this.#walk(there, here, what, name, met);
      if (path !== undefined) return `${key}.${path}`;
    }
    return undefined;
  }

  /**
   * @param {string} there
   * @param {unknown} here
   * @param {[string, unknown][]} met
   */
  #isSame(there, here, met) {
    const known = this.#there.get(there) ?? met.find(([name]) => name === there)?.[1];
    if (known !== undefined) return known === here;
    const kind = kindOf(there);
    const taken =
      this.#here.has(`${kind} ${here}`) ||
      met.some(([name, value]) => value === here && kindOf(name) === kind);
    if (taken) return false;
    met.push([there, here]);
    return true;
  }
}

/** @param {unknown} value */
function isUnset(value) {
  if (Array.isArray(value)) return value.length === 0;
  if (typeof value === 'object' && value !== null) return Object.values(value).every(isUnset);
  return value === undefined || value === null || value === '' || value === 0 || value === false;
}

/** @param {string} marked */
function kindOf(marked) {
  return marked.slice(0, marked.indexOf('|'));
}

/**
 * A server takes the time anew for some fields that the engine gives one moment, a few milliseconds later: those of
 * a kind are compared with each other.
 *
 * @param {string} key
 * @param {string} what
 */
function kindOfKey(key, what) {
  if (key === 'conflictToken') return 'token';
  if (key === 'createTime') return `created ${what}`;
  return /^last(Changed|Checked)Time$/.test(key) ? 'drainage' : 'routing';
}
