/** How many cases of each kind there were. */
export class Counts {
  /** @type {Map<string, number>} */
  #counts = new Map();

  /** @param {string} kind */
  add(kind, count = 1) {
    this.#counts.set(kind, this.of(kind) + count);
  }

  /** @param {string} kind */
  of(kind) {
    return this.#counts.get(kind) ?? 0;
  }

  /** @param {Counts} others */
  addAll(others) {
    for (const [kind, count] of others.#counts) this.add(kind, count);
  }

  /** The kinds of a list that there were none of. @param {readonly string[]} kinds */
  missing(kinds) {
    return kinds.filter((kind) => this.of(kind) === 0);
  }

  totals() {
    const sum = (/** @type {RegExp} */ kind) =>
      [...this.#counts].reduce((total, [name, count]) => total + (kind.test(name) ? count : 0), 0);
    return {
      operations: sum(/^\w+( promoteSet)?: (changed|the same|refused)$/),
      decisions: sum(/^\w+: (buildId|unversioned|rejected)$/),
      polls: sum(/^poll: /),
      reachabilities: sum(/^reachability /),
      deploymentOperations: sum(/^deployment \w+: (done|refused)$/),
      deploymentDecisions: sum(
        /^deployments \w+: (deploymentVersion|buildId|unversioned|refused|moves its workflow)$/,
      ),
      states: this.of('deployments state described'),
      ramped: sum(/^ramp: /),
      statuses: sum(/^status: [A-Z]+$/),
    };
  }

  toJSON() {
    return Object.fromEntries([...this.#counts].sort(([a], [b]) => (a < b ? -1 : 1)));
  }

  toString() {
    const width = Math.max(0, ...[...this.#counts.values()].map((count) => `${count}`.length));
    const lines = Object.entries(this.toJSON());
    return lines.map(([kind, count]) => `  ${`${count}`.padStart(width)}  ${kind}`).join('\n');
  }
}
