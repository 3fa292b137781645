import * as answers from './answers.js';
import { LandingsEngine } from './engine/engine.js';
import { Handle } from './handle.js';
import * as input from './input.js';
import { askNamespace, Namespace } from './namespace.js';

/** So much is copied into the engine at once: its memory grows with it. */
const MOST_BYTES = 2 ** 18;

/** Where running workflows land. Documented in `index.d.ts`. */
export class WorkflowLandings {
  #handle = new Handle('WorkflowLandings', () => new LandingsEngine());
  #bytes = 0;
  /** Half of a character, whose other half the next text begins with. */
  #half = '';

  /** @param {string | Uint8Array} chunk */
  write(chunk) {
    const checked = input.chunk(chunk);
    const bytes = typeof checked === 'string' ? this.#encode(checked) : checked;
    for (let start = 0; start < bytes.length; start += MOST_BYTES) {
      const piece = bytes.subarray(start, start + MOST_BYTES);
      this.#handle.ask((engine) => engine.write(piece));
      this.#bytes += piece.length;
    }
  }

  end() {
    input.text(this.#half, 'chunk');
    this.#handle.ask((engine) => engine.end());
  }

  /** @returns {import('./index.js').WorkflowCounts} */
  get counts() {
    const [running, closed, otherVersioning] = this.#handle.list((engine) => engine.totals());
    return { bytes: this.#bytes, running, closed, otherVersioning };
  }

  /**
   * @param {Namespace} before
   * @param {Namespace} [after]
   * @returns {import('./index.js').WorkflowLandingsRow[]}
   */
  rows(before, after) {
    input.instance(before, 'before', Namespace);
    if (after !== undefined) input.instance(after, 'after', Namespace);
    const rows = this.#handle.list((engine) =>
      askNamespace(before, (from) => askNamespace(after ?? before, (to) => engine.rows(from, to))),
    );
    const hasAfter = after !== undefined;
    return rows.map((/** @type {any[]} */ row) => answers.workflowLandings(row, hasAfter));
  }

  free() {
    this.#handle.free();
  }

  /** @param {string} chunk */
  #encode(chunk) {
    const whole = this.#half + chunk;
    const isCut = /[\ud800-\udbff]$/.test(whole);
    const text = input.text(isCut ? whole.slice(0, -1) : whole, 'chunk');
    this.#half = isCut ? whole.slice(-1) : '';
    return new TextEncoder().encode(text);
  }
}
