import { inspect } from 'node:util';
import { picture, pictureOfThrown } from './picture.mjs';

/**
 * @typedef {object} Answer
 * @property {import('./picture.mjs').Picture} picture
 * @property {() => string} call what was asked, for people
 */

const SHOWN = { depth: 12, breakLength: 100, maxStringLength: 400, maxArrayLength: 40 };

/** Makes calls, and keeps what each of them answers or throws. */
export class Asker {
  #answers;
  #path;
  #context;

  /**
   * @param {Map<string, Answer>} answers
   * @param {string} [path] what the names of all calls begin with
   * @param {string} [context] what has to be known to understand the calls
   */
  constructor(answers, path = '', context = '') {
    this.#answers = answers;
    this.#path = path;
    this.#context = context;
  }

  /**
   * An asker for calls that belong together.
   *
   * @param {string} name
   * @param {unknown} [about] what has to be known to understand the calls
   */
  in(name, about) {
    const text = about === undefined ? '' : `${shown(about)}\n`;
    const path = name === '' ? this.#path : `${this.#path}${name}/`;
    return new Asker(this.#answers, path, this.#context + text);
  }

  /**
   * Calls a method, or a function of a module.
   *
   * @param {string} name of the call
   * @param {any} object
   * @param {string} method
   * @param {unknown[]} args
   * @returns {any} undefined when it threw
   */
  call(name, object, method, ...args) {
    return this.ask(
      name,
      () => `${method}(${args.map(shown).join(', ')})`,
      () => object[method](...args),
    );
  }

  /**
   * @param {string} name of the call
   * @param {any} type
   * @param {unknown[]} args
   * @returns {any} undefined when it threw
   */
  make(name, type, ...args) {
    return this.ask(
      name,
      () => `new ${type.name}(${args.map(shown).join(', ')})`,
      () => new type(...args),
    );
  }

  /**
   * @template T
   * @param {string} name
   * @param {() => string} call
   * @param {() => T} run
   * @returns {T | undefined} undefined when it threw
   */
  ask(name, call, run) {
    let answer;
    let pictured;
    try {
      answer = run();
      pictured = picture(answer);
    } catch (thrown) {
      pictured = pictureOfThrown(thrown);
      answer = undefined;
    }
    this.put(name, call, pictured);
    return answer;
  }

  /**
   * @param {string} name
   * @param {() => string} call
   * @param {import('./picture.mjs').Picture} pictured
   */
  put(name, call, pictured) {
    const id = this.#unused(this.#path + name);
    this.#answers.set(id, { picture: pictured, call: () => this.#context + call() });
  }

  /** @param {string} id */
  #unused(id) {
    if (!this.#answers.has(id)) return id;
    let count = 2;
    while (this.#answers.has(`${id} (${count})`)) count += 1;
    return `${id} (${count})`;
  }
}

/** @param {unknown} value */
function shown(value) {
  return typeof value === 'string' ? JSON.stringify(value).slice(0, 2000) : inspect(value, SHOWN);
}
