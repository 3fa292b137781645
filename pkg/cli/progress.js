/** How long it takes at least from one look of a reader to the next, in milliseconds. */
const EVERY = 100;

/** How far something has come, in one line of a terminal that is written anew; silent elsewhere. */
export class Progress {
  #stream;
  #whole;
  #next = 0;
  #isShown = false;

  /**
   * @param {NodeJS.WriteStream} stream
   * @param {number} [whole] bytes in all, where that is known
   */
  constructor(stream, whole) {
    this.#stream = stream;
    this.#whole = whole;
  }

  /**
   * @param {number} bytes that are done
   * @param {string} what is done, in words
   */
  show(bytes, what) {
    const now = performance.now();
    if (!this.#stream.isTTY || now < this.#next) return;
    this.#next = now + EVERY;
    this.#isShown = true;
    const share = this.#whole ? `, ${Math.floor((100 * bytes) / this.#whole)} %` : '';
    this.#stream.write(`\r${what}${share} `);
  }

  end() {
    // Clears the line for what comes after.
    if (this.#isShown) this.#stream.write('\r\u001b[K');
  }
}
