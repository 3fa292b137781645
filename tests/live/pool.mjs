/**
 * Does something for each item, a limited number at a time. After a failure no more are begun, and it is thrown
 * when those under way have ended.
 *
 * @template T
 * @param {Iterable<T>} items
 * @param {number} width
 * @param {(item: T) => Promise<void>} work
 */
export async function pooled(items, width, work) {
  const iterator = items[Symbol.iterator]();
  /** @type {unknown[]} */
  const failures = [];
  const worker = async () => {
    while (failures.length === 0) {
      const next = iterator.next();
      if (next.done) return;
      await work(next.value).catch((failure) => failures.push(failure));
    }
  };
  await Promise.all(Array.from({ length: width }, worker));
  if (failures.length > 0) throw failures[0];
}
