/**
 * Answers as JSON. Two answers have the same picture when nobody could tell them apart, but for the order of an
 * object's fields: an absent field is one that is undefined.
 */

import { Namespace, Rollout } from './face.mjs';

/** @typedef {null | boolean | number | string | Picture[] | { [field: string]: Picture }} Picture */

/**
 * @param {unknown} value
 * @returns {Picture} with the fields of objects in order
 */
export function picture(value) {
  switch (typeof value) {
    case 'string':
    case 'boolean':
      return value;
    case 'number':
      return Number.isFinite(value) && !Object.is(value, -0)
        ? value
        : special(Object.is(value, -0) ? '-0' : `${value}`);
    case 'object':
      return value === null ? null : pictureOfObject(value);
    case 'function':
      return special('function');
    default:
      return special(`${typeof value} ${String(value)}`);
  }
}

/** @param {object} value */
function pictureOfObject(value) {
  if (Array.isArray(value)) return Array.from(value, picture);
  if (value instanceof Namespace) return { $: 'Namespace', snapshot: picture(value.toJSON()) };
  if (value instanceof Rollout) return { $: 'Rollout', document: picture(value.document) };
  const fields = Reflect.ownKeys(value)
    .map((key) => /** @type {const} */ ([nameOf(key), Reflect.get(value, key)]))
    .filter(([, field]) => field !== undefined)
    .sort(([one], [other]) => (one < other ? -1 : 1));
  return Object.fromEntries(fields.map(([name, field]) => [name, picture(field)]));
}

/** @param {string | symbol} key */
function nameOf(key) {
  return typeof key === 'string' ? key : `$${String(key)}`;
}

/** @param {string} name of what JSON has no word for */
function special(name) {
  return { $: name };
}

/**
 * What a call has thrown: what a caller can tell errors apart by.
 *
 * @param {any} thrown
 * @returns {Picture}
 */
export function pictureOfThrown(thrown) {
  if (!(thrown instanceof Error)) return { $: 'thrown', value: picture(thrown) };
  const { name, message, code, reason } = /** @type {any} */ (thrown);
  // These are the JavaScript engine's own words.
  const known = name === 'RangeError' ? { name } : { name, message, code, reason };
  return { .../** @type {object} */ (picture(known)), $: 'error' };
}
