/** What one has to know of a step beyond what it moves: its hazards, the way back from it, and its runbook. */

import { snippet, words } from '../engine.js';
import { factsOf } from '../plan/step-facts.js';
import { html, nothing } from '../vendor/lit-html/lit-html.js';
import { counted, unseen } from './text.js';

/**
 * @typedef {import('../planner.js').View} View
 * @typedef {import('../pkg/index.js').RolloutDocument} RolloutDocument
 * @typedef {import('../pkg/index.js').RolloutOperation} RolloutOperation
 * @typedef {import('../pkg/index.js').Hazard} Hazard
 * @typedef {import('../plan/step-facts.js').StepFacts} StepFacts
 */

/**
 * @param {View} view
 * @param {RolloutDocument} document that holds the step
 * @param {number} step from 1
 */
export function stepFacts(view, document, step) {
  return html`${hazards(factsOf(document, step).hazards)} ${wayBackAndRunbook(view, document, step)}`;
}

/**
 * @param {View} view
 * @param {RolloutDocument} document that holds the step
 * @param {number} step from 1
 */
export function wayBackAndRunbook(view, document, step) {
  const facts = factsOf(document, step);
  const { taskQueue } = /** @type {RolloutOperation[]} */ (document.operations)[step - 1];
  return html`${wayBack(view, taskQueue, facts.wayBack)} ${runbook(view, facts.runbook)}`;
}

/** @typedef {keyof typeof WEIGHTS} Weight */

/** How much each matters, the heaviest first: told by a word and a shape. */
const WEIGHTS = {
  stops: { mark: '⊘', title: 'Stops work' },
  care: { mark: '⚠', title: 'Take care' },
  note: { mark: '○', title: 'Note' },
};

/** @type {Record<Hazard['code'], Weight>} */
const WEIGHT_OF = {
  WITHOUT_WORKER: 'stops',
  REJECTED_COMMAND: 'stops',
  PASSING_QUEUE_DEFAULT: 'care',
  MERGE_MOVES_QUEUE_DEFAULT: 'care',
  MERGE_DECLARES_COMPATIBLE: 'care',
  LEFT_BEHIND: 'care',
  JUMPS_TO_QUEUE_DEFAULT: 'care',
  JAVA_UNSET_TASK_QUEUE: 'care',
  DROPPED_PROMOTION: 'care',
  SUPERSEDED_WORKER: 'note',
  NOT_REPEATABLE: 'note',
  LIMIT_NEAR: 'note',
  GUESSED_ORDER: 'note',
};

/** @param {readonly Hazard[]} all */
export function hazards(all) {
  if (all.length === 0) return html`<h3>No hazards</h3>`;
  return html`
    <h3>${counted(all.length, 'hazard')}</h3>
    <ul class="hazards" role="list">
      ${
        /** @type {Weight[]} */ (Object.keys(WEIGHTS)).map((weight) =>
          all.filter(({ code }) => WEIGHT_OF[code] === weight).map((one) => hazard(one, weight)),
        )
      }
    </ul>
  `;
}

/**
 * @param {Hazard} found
 * @param {Weight} weight
 */
function hazard(found, weight) {
  const { mark, title } = WEIGHTS[weight];
  const { what, wayOut } = words.hazard(found);
  return html`
    <li class=${weight}>
      <p dir="auto"><strong><span aria-hidden="true">${mark}</span> ${title}.</strong> ${what}</p>
      <p class="way-out" dir="auto">${wayOut}</p>
    </li>
  `;
}

/**
 * @param {View} view
 * @param {string} taskQueue
 * @param {StepFacts['wayBack']} wayBack
 */
function wayBack({ act }, taskQueue, { operations, restored, notRestored, remains }) {
  const isMoved = restored.length + notRestored.length > 0;
  return html`
    <h3>The way back</h3>
    ${
      operations.length === 0
        ? html`<p>${isMoved ? 'No operation leads back.' : 'Nothing has moved: there is nothing to go back to.'}</p>`
        : html`<ol class="way-back" role="list">
            ${operations.map((operation) => {
              const title = words.operation(operation);
              const command = snippet(taskQueue, operation, 'cli');
              return html`
                <li>
                  <span dir="auto">${title}</span>
                  <button type="button" class="plain small" @click=${() => act.copy(command, 'The command is copied.')}>
                    Copy command${unseen(`: ${title}`)}
                  </button>
                </li>
              `;
            })}
          </ol>`
    }
    ${
      notRestored.length + remains.length > 0
        ? html`<ul class="hint">
            ${remains.map((one) => html`<li dir="auto">It remains that ${words.remainder(one)}.</li>`)}
            ${
              notRestored.length > 0
                ? html`<li dir="auto">Not back where it was: ${notRestored.map(words.subject).join(', ')}.</li>`
                : nothing
            }
          </ul>`
        : nothing
    }
  `;
}

/**
 * @param {View} view
 * @param {string} text
 */
function runbook({ look, act }, text) {
  const isOpen = look.open.has('runbook');
  return html`
    <div class="section-head">
      <h3>Runbook</h3>
      <div class="buttons">
        <button
          type="button"
          class="plain small"
          data-focus="runbook"
          aria-expanded=${isOpen}
          @click=${() => act.toggle('runbook')}
        >
          ${isOpen ? 'Hide' : 'Show'}${unseen(' the runbook')}
        </button>
        <button type="button" class="plain small" data-focus="copy-runbook" @click=${() => act.copy(text, 'The runbook is copied.')}>
          Copy${unseen(' the runbook')}
        </button>
      </div>
    </div>
    ${isOpen ? html`<pre class="runbook" tabindex="0" aria-label="Runbook of the step"><code>${text}</code></pre>` : nothing}
  `;
}
