import { pooled } from './pool.mjs';

/** Tries at a time. */
const WIDTH = 12;

/**
 * The shortest list of steps that still fails, as far as leaving out parts leads: it leaves out ever
 * smaller ones, and goes on with what fails without them.
 *
 * @template T
 * @param {readonly T[]} steps that fail
 * @param {(steps: readonly T[]) => Promise<boolean>} fails may be asked several things at a time
 * @param {number} [seconds] after which it is content with what it has
 * @returns {Promise<T[]>}
 */
export async function shrink(steps, fails, seconds = 90) {
  const deadline = performance.now() + seconds * 1000;
  let left = [...steps];
  let size = Math.ceil(left.length / 2);
  while (left.length > 1 && performance.now() < deadline) {
    const starts = Array.from({ length: Math.ceil(left.length / size) }, (_, part) => part * size);
    /** @type {number[]} */
    const needless = [];
    await pooled(starts, WIDTH, async (start) => {
      const shorter = without(left, [start], size);
      if (shorter.length > 0 && (await fails(shorter))) needless.push(start);
    });
    needless.sort((a, b) => a - b);
    // Each can be left out; often all of them can, and else the first half, and so on.
    for (let some = needless; some.length > 0; some = some.slice(0, some.length >> 1)) {
      const shorter = without(left, some, size);
      if (some.length > 1 && (shorter.length === 0 || !(await fails(shorter)))) continue;
      left = shorter;
      break;
    }
    if (size === 1 && needless.length === 0) break;
    if (size > 1) size = Math.ceil(size / 2);
    size = Math.min(size, Math.max(1, left.length >> 1));
  }
  return left;
}

/**
 * @template T
 * @param {readonly T[]} steps
 * @param {readonly number[]} starts of the parts that are left out
 * @param {number} size of each part
 */
function without(steps, starts, size) {
  return steps.filter(
    (_, index) => !starts.some((start) => index >= start && index < start + size),
  );
}
