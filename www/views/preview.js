/** What the composed operation would do if it were applied. */

import { words } from '../engine.js';
import { countOf, placeOf } from '../plan/preview.js';
import { html, nothing } from '../vendor/lit-html/lit-html.js';
import { landingChip } from './landing.js';
import { refusal } from './refusal.js';
import { plainSets } from './sets.js';
import { hazards } from './step-facts.js';
import { counted, name, smallButton } from './text.js';

/**
 * @typedef {import('../planner.js').View} View
 * @typedef {import('../plan/preview.js').Preview} Preview
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
  const { step } = shown;
  switch (step.result) {
    case 'refused':
      return html`
        <p>The server would refuse it, and nothing would change.</p>
        ${refusal(view, step, step.taskQueue)}
      `;
    case 'unchanged':
      return html`<p>Nothing: ${name(step.taskQueue)} is as it asks already.</p>`;
    case 'changed':
      return exposure(view, shown);
  }
}

/**
 * What a step exposes, its hazards among it.
 *
 * @param {View} view
 * @param {Preview} shown
 * @param {unknown} [passing] what holds only until a later step
 */
export function exposure(view, shown, passing = nothing) {
  return html`
    ${sets(shown)} ${hazards(shown.verdict)} ${passing} ${moves(view, shown)} ${waiting(view, shown)}
    ${polls(view, shown)} ${later(shown)}
  `;
}

/** @param {Preview} shown */
function sets({ before, after, step }) {
  const known = new Set(before.flatMap((set) => set.buildIds));
  return html`
    <div class="before-after">
      <div><h3>${name(step.taskQueue)} before</h3>${plainSets(before)}</div>
      <div><h3>After</h3>${plainSets(after, known)}</div>
    </div>
  `;
}

/**
 * @param {View} view
 * @param {Preview} shown
 */
function moves(view, { moves: all }) {
  const count = countOf(all);
  if (count === 0) return html`<h3>Nothing moves</h3>`;
  return html`
    <h3>${counted(count, 'landing')} ${count === 1 ? 'moves' : 'move'}</h3>
    <ul class="moves" role="list">
      ${all.map(
        ({ from, to, subjects }) => html`
          <li>
            <p class="from-to">
              ${landingChip(from)}
              <span aria-hidden="true">→</span><span class="unseen"> moves to </span>
              ${landingChip(to)}
            </p>
            ${named(view, `moves ${placeOf(from)} ${placeOf(to)}`, subjects)}
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
function waiting(view, { waiting: all, verdict }) {
  if (all.length === 0) return nothing;
  const why = verdict.notKnown > 0 ? 'for which no worker is listed' : 'without a worker';
  return html`
    <div class="notice warning">
      <h3><span aria-hidden="true">⚠</span> ${counted(countOf(all), 'landing')} ${why}</h3>
      ${all.map(({ landing, isNew, subjects }) => {
        const where = `${words.landing(landing)}${isNew ? '' : ', as before'}`;
        return html`
          <p>No worker here polls for ${where}:</p>
          ${named(view, `waiting ${placeOf(landing)}${isNew}`, subjects)}
        `;
      })}
    </div>
  `;
}

/** The most subjects named before the list is unfolded. */
const MOST_NAMED = 5;

/**
 * @param {View} view
 * @param {string} key
 * @param {readonly import('../pkg/index.js').RolloutSubject[]} all
 */
function named({ look, act }, key, all) {
  const isOpen = look.open.has(key);
  const shown = isOpen ? all : all.slice(0, MOST_NAMED);
  return html`
    <ul class="subjects">
      ${shown.map((subject) => html`<li dir="auto">${words.subject(subject)}</li>`)}
    </ul>
    ${
      all.length > MOST_NAMED
        ? smallButton(
            isOpen ? 'Show fewer' : `and ${all.length - MOST_NAMED} more`,
            () => act.toggle(key),
            { isOpen },
          )
        : nothing
    }
  `;
}

/**
 * @param {View} view
 * @param {Preview} shown
 */
function polls({ document }, { polls: all }) {
  if (all.length === 0) return nothing;
  return html`
    <h3>${counted(all.length, 'worker')} ${all.length === 1 ? 'gets' : 'get'} something else</h3>
    <ul class="polls">
      ${all.map(({ worker: place, from, to }) => {
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
function later({ later: all }) {
  if (all.length === 0) return nothing;
  return html`
    <div class="notice warning">
      <h3><span aria-hidden="true">⚠</span> Later steps would have a different result</h3>
      <ul>
        ${all.map((step) => {
          const title = step.name ?? words.operation(step.operation);
          return html`<li>Step ${step.step}, ${title}: ${words.stepResult(step)}</li>`;
        })}
      </ul>
    </div>
  `;
}
