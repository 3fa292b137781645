/** The version sets of a queue: the queue default last, and in each set the set default last. */

import { defaultOf } from '../plan/items.js';
import { html, nothing } from '../vendor/lit-html/lit-html.js';
import { name } from './text.js';

/** @typedef {{ buildIds: readonly string[] }} ListedSet */

/** What marks the queue default: a flag. */
const queueDefaultFlag = html`<strong class="flag">Queue default</strong>`;

/** What marks the default of a set: a tag. */
const setDefaultTag = html`<strong class="tag">Set default</strong>`;

/**
 * Sets that are shown but not edited, as in a preview.
 *
 * @param {readonly ListedSet[]} sets
 * @param {ReadonlySet<string>} [known] build IDs that are not new
 */
export function plainSets(sets, known) {
  if (sets.length === 0) return html`<p class="hint">Unversioned: no version sets.</p>`;
  return html`
    <ol class="plain-sets" role="list">
      ${sets.map(
        (set, index) => html`
          <li class=${index === sets.length - 1 ? 'plain-set queue-default' : 'plain-set'}>
            ${plainBuildIds(set, known)}
            ${index === sets.length - 1 ? queueDefaultFlag : nothing}
          </li>
        `,
      )}
    </ol>
  `;
}

/** The most build IDs shown of a set, counted from its default. */
const MOST_PLAIN = 6;

/**
 * @param {ListedSet} set
 * @param {ReadonlySet<string>} [known]
 */
function plainBuildIds({ buildIds }, known) {
  const setDefault = defaultOf({ buildIds });
  const shown = buildIds.slice(-MOST_PLAIN);
  const folded = buildIds.length - shown.length;
  return html`
    ${folded > 0 ? html`<span class="hint">${folded} earlier</span>` : nothing}
    ${shown.map(
      (buildId) => html`
        <span class=${buildId === setDefault ? 'build-id set-default' : 'build-id'}>
          ${name(buildId)}${known && !known.has(buildId) ? html` <em class="new">new</em>` : nothing}
          ${buildId === setDefault ? setDefaultTag : nothing}
        </span>
      `,
    )}
  `;
}
