// YAML, as far as a rollout document needs it: one document, texts as keys, no tags that change a value. JSON is
// YAML too, so that places in it are found here as well.

import { isAlias, isMap, isScalar, isSeq, LineCounter, parseDocument, visit } from 'yaml';

/** Its tree takes a hundred times as much memory, and a second for each megabyte. */
export const MOST_YAML = 2 ** 22;

const TOO_DEEP = 'it is nested too deep';

/**
 * A place in a text, from 1.
 *
 * @typedef {{ line: number; column: number }} Place
 */

/** @typedef {{ range?: [number, number, number] | null }} Ranged */

/** Why a text is not such YAML, and where if that is known. */
export class YamlError extends Error {
  /**
   * @param {string} message
   * @param {Place} [place]
   * @param {'syntax' | 'tooLarge' | 'empty'} [kind]
   */
  constructor(message, place, kind = 'syntax') {
    super(message);
    this.place = place;
    this.kind = kind;
  }
}

/** A YAML text that is read. */
export class YamlText {
  #text;
  #lines = new LineCounter();

  /** @param {string} text */
  constructor(text) {
    this.#text = text;
    this.document = this.#guarded(() =>
      parseDocument(text, {
        version: '1.2',
        // Also under the directive `%YAML 1.1`, for which dates would be other values than texts.
        schema: 'core',
        merge: false,
        resolveKnownTags: false,
        stringKeys: true,
        prettyErrors: false,
        logLevel: 'error',
        lineCounter: this.#lines,
      }),
    );
  }

  /** Whether nothing stands in it but comments. */
  isEmpty() {
    return this.document.contents === null && this.document.errors.length === 0;
  }

  /**
   * The value.
   *
   * @throws YamlError
   */
  value() {
    const { errors, warnings } = this.document;
    // An unknown tag is a warning: its value would be taken as if it had none.
    const [fault] = [...errors, ...warnings].sort((one, other) => one.pos[0] - other.pos[0]);
    if (fault !== undefined) {
      throw new YamlError(this.#wordsOf(fault), this.#placeOf(fault.pos[0]));
    }
    return this.#guarded(() => {
      this.#check();
      return this.document.toJS();
    });
  }

  /**
   * Where the value at a path begins, or the nearest thing that there is on the way to it.
   *
   * @param {string} path such as `operations[2].buildId`
   * @returns {Place | undefined}
   */
  locate(path) {
    const { range } = /** @type {Ranged} */ (this.#find(path) ?? {});
    return range ? this.#placeOf(range[0]) : undefined;
  }

  /**
   * Where the name of a field stands.
   *
   * @param {string} path of the object
   * @param {string} name
   * @returns {Place | undefined}
   */
  locateName(path, name) {
    const found = this.#find(path);
    const keys = isMap(found) ? found.items.map(({ key }) => key) : [];
    // Of a field that is there twice, the second one is one too many.
    const key = keys.filter((key) => isScalar(key) && key.value === name).at(-1);
    return isScalar(key) && key.range ? this.#placeOf(key.range[0]) : this.locate(path);
  }

  /**
   * How a value without quotes that is no text is written, such as `1.10`.
   *
   * @param {string} path
   * @returns {string | undefined}
   */
  unquoted(path) {
    const node = this.#find(path);
    const isPlain = isScalar(node) && node.type === 'PLAIN' && typeof node.value !== 'string';
    return isPlain ? node.source : undefined;
  }

  /**
   * The node at a path, or the nearest that there is on the way to it.
   *
   * @param {string} path
   */
  #find(path) {
    /** @type {unknown} */
    let node = this.document.contents;
    for (const step of path.match(/[^.[\]]+/g) ?? []) {
      const whole = isAlias(node) ? node.resolve(this.document) : node;
      const next = isMap(whole) || isSeq(whole) ? whole.get(step, true) : undefined;
      if (next === undefined || next === null) break;
      node = next;
    }
    return node;
  }

  /** Refuses what could not be a JSON document. */
  #check() {
    visit(this.document, {
      Alias: (_, alias, ancestors) => {
        const source = alias.resolve(this.document);
        if (source === undefined) throw this.#error(alias, `there is no anchor &${alias.source}`);
        if (ancestors.includes(source)) {
          throw this.#error(alias, `*${alias.source} stands inside of what it stands for`);
        }
      },
      Scalar: (_, { value, range }) => {
        if (typeof value === 'string' && /\p{Surrogate}/u.test(value)) {
          throw this.#error({ range }, 'expected well-formed text, got a lone surrogate');
        }
      },
    });
  }

  /**
   * @param {Ranged} node
   * @param {string} message
   */
  #error({ range }, message) {
    return new YamlError(message, range ? this.#placeOf(range[0]) : undefined);
  }

  /** @param {number} offset */
  #placeOf(offset) {
    const { line, col } = this.#lines.linePos(offset);
    return { line, column: col };
  }

  /**
   * @template T
   * @param {() => T} read
   * @returns {T}
   */
  #guarded(read) {
    try {
      return read();
    } catch (error) {
      if (error instanceof RangeError) throw new YamlError(TOO_DEEP);
      // Ten aliases of ten aliases of ten, and so on.
      if (error instanceof ReferenceError) {
        throw new YamlError('its aliases stand for too much: write out what they stand for');
      }
      throw error;
    }
  }

  /** @param {import('yaml').YAMLError} error */
  #wordsOf({ code, message, pos }) {
    switch (code) {
      case 'DUPLICATE_KEY': {
        const [name] = this.#text.slice(pos[0]).match(/^[^\s:]+/) ?? [];
        return `expected each field once, got ${name} again`;
      }
      case 'MULTIPLE_DOCS':
        return 'expected one document, got another after it';
      case 'NON_STRING_KEY':
        return 'expected text as the name of a field, got something else';
      case 'TAG_RESOLVE_FAILED':
        return `expected no tags but those of JSON, got ${message.replace('Unresolved tag: ', '')}`;
      default:
        return message.includes('call stack') ? TOO_DEEP : `it is not YAML: ${message}`;
    }
  }
}
