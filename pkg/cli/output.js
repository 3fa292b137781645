import { once } from 'node:events';
import { styleText } from 'node:util';

/** @typedef {'text' | 'json' | 'jsonl' | 'junit'} Format */
/** @typedef {'bold' | 'dim' | 'red' | 'green' | 'yellow' | 'cyan'} Style */

/** Where a command writes its answer, and in which shape. */
export class Output {
  #stream;
  #useColor;

  /**
   * @param {NodeJS.WriteStream} stream
   * @param {{ format: Format; color: 'auto' | 'always' | 'never' }} options
   */
  constructor(stream, { format, color }) {
    this.#stream = stream;
    this.format = format;
    this.#useColor =
      color === 'always' ||
      (color === 'auto' &&
        Boolean(stream.isTTY) &&
        !process.env.NO_COLOR &&
        process.env.TERM !== 'dumb');
  }

  /**
   * @param {Style} style
   * @param {string} text
   */
  style(style, text) {
    return this.#useColor ? styleText(style, text, { validateStream: false }) : text;
  }

  /** @param {string} text */
  async write(text) {
    if (!this.#stream.write(text)) await once(this.#stream, 'drain');
  }

  /**
   * @param {string} [text]
   * @param {Style} [style]
   */
  async line(text = '', style) {
    const line = style === undefined ? text : this.style(style, text);
    await this.write(`${this.format === 'text' ? shown(line) : line}\n`);
  }

  /**
   * A list for programs: an array in JSON, one value a line in JSONL.
   *
   * @param {Iterable<unknown>} items
   */
  async list(items) {
    if (this.format === 'json') {
      await this.line(JSON.stringify([...items], undefined, 2));
    } else {
      for (const item of items) await this.line(JSON.stringify(item));
    }
  }

  /**
   * A value for programs.
   *
   * @param {unknown} value
   */
  async value(value) {
    await this.line(JSON.stringify(value, undefined, this.format === 'json' ? 2 : undefined));
  }

  /**
   * A table for people.
   *
   * @param {readonly string[]} heads
   * @param {readonly (readonly string[])[]} rows
   * @param {string} [indent]
   */
  async table(heads, rows, indent = '') {
    const cells = rows.map((row) => row.map((cell) => cell.replace(/\s/g, ' ')));
    const widths = heads.map((head, column) =>
      Math.max(head.length, ...cells.map((row) => row[column].length)),
    );
    /** @param {readonly string[]} row */
    const join = (row) =>
      row
        .map((cell, column) => cell.padEnd(widths[column]))
        .join('  ')
        .trimEnd();
    await this.line(indent + this.style('dim', join(heads)));
    for (const row of cells) await this.line(indent + join(row));
  }
}

/**
 * Text that does nothing to a terminal but colour what it shows, whatever the names in it hold.
 *
 * @param {string} text
 */
function shown(text) {
  return text.replace(/\p{Cc}/gu, (control, place) => {
    const isOurs =
      control === '\n' ||
      control === '\t' ||
      (control === '\x1b' && /^\[\d+m/.test(text.slice(place + 1, place + 5)));
    return isOurs ? control : '\ufffd';
  });
}

/**
 * A number of things in words, such as `1 step` and `1,200 steps`.
 *
 * @param {number} count
 * @param {string} thing
 */
export function quantity(count, thing) {
  return `${count.toLocaleString('en')} ${thing}${count === 1 ? '' : 's'}`;
}
