// Where exported workflows land, as a user would count them: each line by `JSON.parse`, one after the other.

/** Counts workflows by type, task queue and build ID. */
export class PlainLandings {
  /** @type {Map<string, { workflowType: string, taskQueue: string, buildId: string | undefined, running: number }>} */
  #rows = new Map();
  #decoder = new TextDecoder();
  /** The begin of a line whose end has not been read yet. */
  #rest = '';
  #namespace;

  /** @param {import('./plain.js').PlainNamespace} namespace */
  constructor(namespace) {
    this.#namespace = namespace;
  }

  /** @param {Uint8Array} piece */
  write(piece) {
    const lines = (this.#rest + this.#decoder.decode(piece, { stream: true })).split('\n');
    this.#rest = lines.pop() ?? '';
    for (const line of lines) this.#count(line);
  }

  end() {
    if (this.#rest !== '') this.#count(this.#rest);
  }

  rows() {
    return Array.from(this.#rows.values(), (row) => {
      const workflow = { taskQueue: row.taskQueue, buildId: row.buildId };
      return { ...row, landing: this.#namespace.resolve({ task: 'workflowTask', workflow }) };
    });
  }

  /** @param {string} line */
  #count(line) {
    const { type, taskQueue, status, searchAttributes } = JSON.parse(line);
    if (status !== 'WORKFLOW_EXECUTION_STATUS_RUNNING') return;
    const data = searchAttributes?.indexedFields?.BuildIds?.data;
    const used = data === undefined ? [] : JSON.parse(atob(data));
    const last = used.findLast((/** @type {string} */ text) => text.startsWith('versioned:'));
    const buildId = last?.slice('versioned:'.length);
    const key = `${type.name}\n${taskQueue}\n${buildId}`;
    const row = this.#rows.get(key);
    if (row !== undefined) row.running += 1;
    else this.#rows.set(key, { workflowType: type.name, taskQueue, buildId, running: 1 });
  }
}
