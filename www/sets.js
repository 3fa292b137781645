import { element, nameOf } from './dom.js';

/** @typedef {import('./pkg/index.js').BuildIdVersionSet} BuildIdVersionSet */

/**
 * A task queue's version sets, for people to see.
 *
 * @param {string} taskQueue
 * @param {import('./pkg/index.js').WorkerBuildIdVersionSets | undefined} sets
 * @returns {Node[]}
 */
export function showSets(taskQueue, sets) {
  if (!sets) {
    return [
      element(
        'p',
        { class: 'hint' },
        nameOf(taskQueue),
        ' has no version sets: it is unversioned, and unversioned workers run everything.',
      ),
    ];
  }
  const { versionSets } = sets;
  return [
    element(
      'ol',
      { class: 'sets', role: 'list', 'aria-label': 'Version sets' },
      ...versionSets.map(showSet),
    ),
  ];
}

/**
 * @param {BuildIdVersionSet} set
 * @param {number} index
 * @param {BuildIdVersionSet[]} all
 */
function showSet(set, index, all) {
  const isQueueDefault = index === all.length - 1;
  const item = element(
    'li',
    { class: isQueueDefault ? 'set queue-default' : 'set' },
    element(
      'div',
      { class: 'set-head' },
      element('h3', {}, `Set ${index + 1}`),
      ...(isQueueDefault ? [element('strong', { class: 'flag' }, 'Queue default')] : []),
    ),
    element('ol', { class: 'build-ids', role: 'list' }, ...set.buildIds.map(showBuildId)),
  );
  if (set.orderIsGuess) {
    item.append(
      element(
        'p',
        { class: 'hint' },
        'The order of the build IDs before the default is a guess: an import does not tell when each was promoted.',
      ),
    );
  }
  if (isQueueDefault) {
    item.append(element('p', { class: 'hint' }, 'New workflows start on ', nameOf(set.default)));
  }
  return item;
}

/**
 * @param {string} buildId
 * @param {number} index
 * @param {string[]} all
 */
function showBuildId(buildId, index, all) {
  if (index < all.length - 1) return element('li', { class: 'build-id' }, nameOf(buildId));
  return element(
    'li',
    { class: 'build-id set-default' },
    nameOf(buildId),
    ' ',
    element('strong', { class: 'tag' }, 'Set default'),
  );
}
