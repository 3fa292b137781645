/** So many texts are kept at once, and so many characters of them. */
const MOST = 10_000;
const MOST_CHARACTERS = 2 ** 20;

/** The texts that an engine keeps, by the numbers that it has given them: a text crosses only once. */
export class Texts {
  /** @type {Map<string, number>} */
  #numbers = new Map();
  #characters = 0;
  /** @type {Set<string>} */
  #taskQueues = new Set();

  /**
   * Whether a task queue can have that name, as far as it was asked.
   *
   * @param {string} name
   */
  isTaskQueue(name) {
    return this.#taskQueues.has(name);
  }

  /** @param {string} name of a task queue that the engine has not refused */
  keepTaskQueue(name) {
    if (this.#taskQueues.size === MOST) this.#taskQueues = new Set();
    this.#taskQueues.add(name);
  }

  /**
   * @param {import('./engine/engine.js').Engine} engine
   * @param {string} text
   */
  number(engine, text) {
    return text === '' ? 0 : (this.#numbers.get(text) ?? this.#keep(engine, text));
  }

  /**
   * @param {import('./engine/engine.js').Engine} engine
   * @param {string} text
   */
  #keep(engine, text) {
    const number = engine.text(text);
    this.#numbers.set(text, number);
    this.#characters += text.length;
    return number;
  }

  /**
   * Forgets all texts when they have become too many. Numbers that were asked for before mean nothing any more.
   *
   * @param {import('./engine/engine.js').Engine} engine
   */
  limit(engine) {
    if (this.#numbers.size <= MOST && this.#characters <= MOST_CHARACTERS) return;
    this.#numbers = new Map();
    this.#characters = 0;
    engine.forgetTexts();
  }
}
