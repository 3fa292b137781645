/** What the composed operation would do, before it is applied. */

import { words } from '../engine.js';
import { hazardsWith } from '../plan/step-facts.js';
import { html, nothing } from '../vendor/lit-html/lit-html.js';
import { landingChip } from './landing.js';
import { refusal } from './refusal.js';
import { plainSets } from './sets.js';
import { hazards } from './step-facts.js';
import { counted, name } from './text.js';

/**
 * @typedef {import('../planner.js').View} View
 * @typedef {import('../plan/preview.js').Preview} Preview
 * @typedef {import('../plan/landings.js').Landed} Landed
 */

/** @param {View} view */
export function preview(view) {
  return html`
    <section class="panel preview" aria-labelledby="preview-title">
      <h2 id="preview-title">What it would do</h2>
      ${view.preview ? content(view, view.preview) : empty}
    </section>
  `;
}

const empty = html`
  <p class="hint">
    Choose a build ID or a queue, fill in the fields, or paste a command. Before you apply it you see here what
    moves, who is superseded and what would be left without a worker.
  </p>
`;

/**
 * @param {View} view
 * @param {Preview} shown
 */
function content(view, shown) {
  const { operation, result } = shown;
  switch (result.result) {
    case 'refused':
      return html`
        <p>The server would refuse it, and nothing would change.</p>
        ${refusal(view, result, operation, shown.before, operation.taskQueue)}
      `;
    case 'unchanged':
      return html`<p>Nothing: ${name(operation.taskQueue)} is as it asks already.</p>`;
    case 'changed':
      return html`
        ${sets(shown)} ${hazards(hazardsWith(view.document, view.state.step, operation))}
        ${moves(view, shown)} ${waiting(view, shown)} ${polls(view, shown)} ${later(shown)}
      `;
  }
}

/** @param {Preview} shown */
export function sets({ before, after, operation }) {
  const known = new Set(before.flatMap((set) => set.buildIds));
  return html`
    <div class="before-after">
      <div><h3>${name(operation.taskQueue)} before</h3>${plainSets(before)}</div>
      <div><h3>After</h3>${plainSets(after, known)}</div>
    </div>
  `;
}

/**
 * @param {View} view
 * @param {Preview} shown
 */
export function moves(view, { moves: all }) {
  if (all.length === 0) return html`<h3>Nothing moves</h3>`;
  /** @type {Map<string, Preview['moves']>} */
  const groups = new Map();
  for (const move of all) {
    const key = `${move.from.where} → ${move.to.where}`;
    const group = groups.get(key);
    if (group) group.push(move);
    else groups.set(key, [move]);
  }
  return html`
    <h3>${counted(all.length, 'landing')} ${all.length === 1 ? 'moves' : 'move'}</h3>
    <ul class="moves" role="list">
      ${[...groups].map(
        ([key, group]) => html`
          <li>
            <p class="from-to">
              ${landingChip(group[0].from.landing)}
              <span aria-hidden="true">→</span><span class="unseen"> moves to </span>
              ${landingChip(group[0].to.landing)}
            </p>
            ${subjects(
              view,
              `moves ${key}`,
              group.map(({ to }) => to),
            )}
          </li>
        `,
      )}
    </ul>
  `;
}

/**
 * @param {View} view
 * @param {Preview} shown
 */
export function waiting(view, { waiting: all }) {
  /** @type {Map<string, Preview['waiting']>} */
  const groups = new Map();
  // What the operation brings about comes first.
  for (const one of [...all.filter(({ isNew }) => isNew), ...all.filter(({ isNew }) => !isNew)]) {
    const key = `${one.landed.where}${one.isNew ? '' : ', as before'}`;
    const group = groups.get(key);
    if (group) group.push(one);
    else groups.set(key, [one]);
  }
  if (groups.size === 0) return nothing;
  return html`
    <div class="notice warning">
      <h3><span aria-hidden="true">⚠</span> ${counted(all.length, 'landing')} without a worker</h3>
      ${[...groups].map(
        ([where, group]) => html`
          <p>No worker here polls for ${where}:</p>
          ${subjects(
            view,
            `waiting ${where}`,
            group.map(({ landed }) => landed),
          )}
        `,
      )}
    </div>
  `;
}

/** So many are named before the list is unfolded. */
const MOST_NAMED = 5;

/**
 * @param {View} view
 * @param {string} key
 * @param {readonly Landed[]} all
 */
function subjects({ look, act }, key, all) {
  const isOpen = look.open.has(key);
  const shown = isOpen ? all : all.slice(0, MOST_NAMED);
  return html`
    <ul class="subjects">
      ${shown.map(({ subject }) => html`<li dir="auto">${words.subject(subject.what)}</li>`)}
    </ul>
    ${
      all.length > MOST_NAMED
        ? html`<button type="button" class="plain small" aria-expanded=${isOpen} @click=${() => act.toggle(key)}>
            ${isOpen ? 'Show fewer' : `and ${all.length - MOST_NAMED} more`}
          </button>`
        : nothing
    }
  `;
}

/**
 * @param {View} view
 * @param {Preview} shown
 */
export function polls({ document }, { polls: all }) {
  if (all.length === 0) return nothing;
  return html`
    <h3>${counted(all.length, 'worker')} ${all.length === 1 ? 'gets' : 'get'} something else</h3>
    <ul class="polls">
      ${all.map(({ place, from, to }) => {
        const worker = document.workers?.[place];
        return html`
          <li>
            <strong dir="auto">${worker && words.worker(worker)}</strong>: ${words.poll(to)}
            <span class="hint">(before: ${words.poll(from)})</span>
            ${to.outcome === 'refused' ? html`<span class="message">${to.code}: ${to.message}</span>` : nothing}
          </li>
        `;
      })}
    </ul>
  `;
}

/** @param {Preview} shown */
export function later({ later: all }) {
  if (all.length === 0) return nothing;
  return html`
    <div class="notice warning">
      <h3><span aria-hidden="true">⚠</span> Later steps would fare otherwise</h3>
      <ul>
        ${all.map(({ step, operation: { name: given, taskQueue: _, ...operation }, to }) => {
          const title = given ?? words.operation(operation);
          return html`<li>Step ${step}, ${title}: ${words.stepResult(to)}</li>`;
        })}
      </ul>
    </div>
  `;
}
