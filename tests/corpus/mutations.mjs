/** Values of every kind, by names for them. Fresh for each use, since some can be changed. */
export const anything = () =>
  /** @type {[string, unknown][]} */ ([
    ['undefined', undefined],
    ['null', null],
    ['true', true],
    ['false', false],
    ['0', 0],
    ['1', 1],
    ['-0', -0],
    ['-1', -1],
    ['1.5', 1.5],
    ['2^32', 2 ** 32],
    ['2^53', 2 ** 53],
    ['NaN', Number.NaN],
    ['Infinity', Number.POSITIVE_INFINITY],
    ['bigint', 1n],
    ['symbol', Symbol('1.0')],
    ['empty text', ''],
    ['text', 'text'],
    ['digits', '1'],
    ['lone surrogate', 'a\ud800'],
    ['zero character', '\0'],
    ['long text', 'x'.repeat(1001)],
    ['empty array', []],
    ['array of text', ['1.0']],
    ['array of object', [{}]],
    ['empty object', {}],
    ['object', { one: 1 }],
    ['String', Object('1.0')],
    ['Map', new Map([['buildId', '1.0']])],
    ['Date', new Date(0)],
    ['function', () => '1.0'],
  ]);

/** Those that a text of JSON can say. */
const FEWER = [
  'undefined',
  'null',
  'true',
  '-1',
  '1.5',
  '2^53',
  'NaN',
  'bigint',
  'empty text',
  'text',
  'lone surrogate',
  'empty array',
  'array of object',
  'empty object',
  'Map',
];
const fewer = () => anything().filter(([name]) => FEWER.includes(name));

/** Fields that are there already for every object, or mean something to JavaScript. */
const UNKNOWN_FIELDS = ['unknown', '__proto__', 'constructor', 'toString', 'é', ''];

/**
 * Every way to spoil one place of a value.
 *
 * @param {unknown} value
 * @param {{ all?: boolean }} [options] `all`: with a value of every kind
 * @returns {Generator<[name: string, spoilt: any]>}
 */
export function* mutations(value, { all = false } = {}) {
  for (const path of places(value)) {
    const name = path.join('.') || 'all';
    for (const [kind, other] of all ? anything() : fewer()) {
      yield [`${name} = ${kind}`, replaced(value, path, () => other)];
    }
    const found = path.reduce((it, key) => /** @type {any} */ (it)[key], value);
    if (Array.isArray(found)) yield* mutationsOfArray(value, path, name);
    else if (typeof found === 'object' && found !== null)
      yield* mutationsOfObject(value, path, name);
  }
}

/**
 * @param {unknown} value
 * @param {string[]} path
 * @param {string} name
 * @returns {Generator<[string, unknown]>}
 */
function* mutationsOfArray(value, path, name) {
  /** @type {[string, (list: any[]) => any[]][]} */
  const ways = [
    ['doubled', (list) => [...list, ...list]],
    ['reversed', (list) => [...list].reverse()],
    ['without its first', (list) => list.slice(1)],
    ['with a hole', (list) => Object.assign(Array(list.length + 1), { 1: list[0] })],
    ['with a field', (list) => Object.assign([...list], { unknown: 1 })],
    ['like an array', (list) => Object.assign({ length: list.length }, list)],
  ];
  for (const [way, change] of ways) yield [`${name} ${way}`, replaced(value, path, change)];
}

/**
 * @param {unknown} value
 * @param {string[]} path
 * @param {string} name
 * @returns {Generator<[string, unknown]>}
 */
function* mutationsOfObject(value, path, name) {
  for (const field of UNKNOWN_FIELDS) {
    const add = (/** @type {object} */ it) => withField(it, field, 'x');
    yield [`${name} with "${field}"`, replaced(value, path, add)];
  }
  /** @type {[string, (it: any) => any][]} */
  const ways = [
    ['with an undefined field', (it) => ({ ...it, unknown: undefined })],
    ['with a symbol', (it) => ({ ...it, [Symbol('unknown')]: 1 })],
    ['without a prototype', (it) => Object.assign(Object.create(null), it)],
    ['inherited', (it) => Object.create(it)],
    ['of a class', (it) => Object.assign(new (class Own {})(), it)],
    ['with toJSON', (it) => ({ ...it, toJSON: () => it })],
    ['as a Map', (it) => new Map(Object.entries(it))],
  ];
  for (const [way, change] of ways) yield [`${name} ${way}`, replaced(value, path, change)];
}

/**
 * @param {unknown} value
 * @param {string[]} [path]
 * @returns {Generator<string[]>}
 */
function* places(value, path = []) {
  yield path;
  if (typeof value !== 'object' || value === null) return;
  for (const [key, below] of Object.entries(value)) yield* places(below, [...path, key]);
}

/**
 * A copy of a value with something else in one place.
 *
 * @param {any} value
 * @param {readonly string[]} path
 * @param {(found: any) => any} change
 * @returns {any}
 */
function replaced(value, [key, ...path], change) {
  if (key === undefined) return change(value);
  const below = replaced(value[key], path, change);
  if (!Array.isArray(value)) return withField(value, key, below);
  return value.map((item, place) => (`${place}` === key ? below : item));
}

/**
 * @param {object} object
 * @param {string} field
 * @param {unknown} value
 */
function withField(object, field, value) {
  return Object.fromEntries([...Object.entries(object), [field, value]]);
}

/**
 * Ways to spoil a text, but for what it holds.
 *
 * @param {string} text
 * @returns {[name: string, spoilt: string][]}
 */
export function spoiltTexts(text) {
  const half = Math.floor(text.length / 2);
  return [
    ['cut after a third', text.slice(0, Math.floor(text.length / 3))],
    ['cut in the middle', text.slice(0, half)],
    ['cut before its end', text.trimEnd().slice(0, -1)],
    ['without its first character', text.slice(1)],
    ['with a comma in the middle', `${text.slice(0, half)},${text.slice(half)}`],
    ['with a control in the middle', `${text.slice(0, half)}\u0001${text.slice(half)}`],
    ['with a lone surrogate', `${text.slice(0, half)}\udc00${text.slice(half)}`],
    ['with a byte order mark', `\ufeff${text}`],
    ['with two byte order marks', `\ufeff\ufeff${text}`],
    ['with carriage returns', text.replace(/\n/g, '\r\n')],
    ['with blanks around', ` \n\t${text} \n\n`],
    ['with more behind', `${text} x`],
    ['twice', text + text],
    ['with other quotes', text.replaceAll('"', "'")],
    ['in upper case', text.toUpperCase()],
  ];
}
