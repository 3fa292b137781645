/** What else there is to know about a step: its hazards, the way back and its runbook. */

import { snippet, words } from '../engine.js';
import { html, nothing } from '../vendor/lit-html/lit-html.js';
import { smallButton } from './text.js';

/**
 * @typedef {import('../planner.js').View} View
 * @typedef {import('../plan/answers.js').Answers} Answers
 * @typedef {import('../pkg/index.js').Hazard} Hazard
 */

/**
 * @param {View} view
 * @param {Answers} answers about the document that holds the step
 * @param {number} step from 1
 */
export function wayBackAndRunbook(view, answers, step) {
  const { taskQueue } = answers.steps[step - 1];
  return html`${wayBack(view, taskQueue, answers.rollback(step))} ${runbook(view, answers, step)}`;
}

/** How much a hazard matters, the heaviest first: each weight has a word and a shape, not only a colour. */
const WEIGHTS = [
  { weight: 'stops', mark: '⊘', title: 'Stops work' },
  { weight: 'care', mark: '⚠', title: 'Take care' },
  { weight: 'note', mark: '○', title: 'Note' },
];

/** Hazards that stop nothing and call for no action. */
const NOTES = ['SUPERSEDED_WORKER', 'NOT_REPEATABLE', 'LIMIT_NEAR', 'GUESSED_ORDER'];

/** @param {Hazard} hazard */
function weightOf({ severity, code }) {
  if (severity === 'stops') return severity;
  return NOTES.includes(code) ? 'note' : 'care';
}

/** @param {import('../pkg/index.js').Verdict} verdict */
export function hazards({ what, hazards: all }) {
  const weighed = WEIGHTS.flatMap((weighty) =>
    all.filter((one) => weightOf(one) === weighty.weight).map((one) => ({ ...weighty, ...one })),
  );
  if (weighed.length === 0) return html`<h3>${what}</h3>`;
  return html`
    <h3>${what}</h3>
    <ul class="hazards" role="list">
      ${weighed.map(
        ({ weight, mark, title, what, wayOut }) => html`
          <li class=${weight}>
            <p dir="auto"><strong><span aria-hidden="true">${mark}</span> ${title}.</strong> ${what}</p>
            <p class="way-out" dir="auto">${wayOut}</p>
          </li>
        `,
      )}
    </ul>
  `;
}

/**
 * @param {View} view
 * @param {string} taskQueue
 * @param {import('../pkg/index.js').Rollback} wayBack
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
                  ${smallButton('Copy command', () => act.copy(command, 'The command is copied.'), {
                    heard: `: ${title}`,
                  })}
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
 * @param {Answers} answers
 * @param {number} step
 */
function runbook({ look, act }, { rollout }, step) {
  const text = () => rollout.runbookOfStep(step);
  const isOpen = look.open.has('runbook');
  return html`
    <div class="section-head">
      <h3>Runbook</h3>
      <div class="buttons">
        ${smallButton(isOpen ? 'Hide' : 'Show', () => act.toggle('runbook'), {
          focus: 'runbook',
          heard: ' the runbook',
          isOpen,
        })}
        ${smallButton('Copy', () => act.copy(text(), 'The runbook is copied.'), {
          focus: 'copy-runbook',
          heard: ' the runbook',
        })}
      </div>
    </div>
    ${isOpen ? html`<pre class="runbook" tabindex="0" aria-label="Runbook of the step"><code>${text()}</code></pre>` : nothing}
  `;
}
