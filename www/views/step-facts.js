/** What can be done with a step of the plan or with a proposed one, and the way back from it and its runbook. */

import { snippet, words } from '../engine.js';
import { dependentSteps } from '../plan/preview.js';
import { live } from '../vendor/lit-html/directives/live.js';
import { html, nothing } from '../vendor/lit-html/lit-html.js';
import { editedBy } from './fields.js';
import { icon } from './icons.js';
import { markdown } from './markdown.js';
import { button, smallButton } from './text.js';

/** @typedef {import('../planner.js').View} View */

/**
 * The buttons beside the closed composer.
 *
 * @param {View} view
 */
export function stepActions(view) {
  const { shown, proposal, proposed, look, act, mode } = view;
  const hasStep = shown.kind === 'applied' || shown.kind === 'proposed';
  return html`
    ${hasStep ? panelButton(view, 'way-back', 'Way back') : nothing}
    ${hasStep ? panelButton(view, 'runbook', 'Runbook') : nothing}
    ${
      shown.kind === 'applied' && mode === 'edit'
        ? button(icon('more'), () => act.openMenu({ kind: 'step', anchor: 'step-menu' }), {
            look: 'icon-button',
            focus: 'step-menu',
            heard: `What to do with step ${shown.step}`,
            opens: 'menu',
            isOpen: look.menu?.kind === 'step',
          })
        : nothing
    }
    ${proposal && mode === 'edit' ? apply(view, proposal, proposed) : nothing}
  `;
}

/**
 * @param {View} view
 * @param {'way-back' | 'runbook'} key
 * @param {string} title
 */
function panelButton({ look, act }, key, title) {
  return button(title, () => act.toggle(key), { focus: key, isOpen: look.open.has(key) });
}

/**
 * @param {View} view
 * @param {import('../plan/proposal.js').WishedProposal} proposal
 * @param {import('../plan/proposal.js').ShownProposal | undefined} proposed
 */
function apply({ act }, { steps }, proposed) {
  const count = steps.length;
  return html`
    ${button('Discard', act.discardProposal, { focus: 'discard', heard: ' what is proposed' })}
    ${
      proposed && count > 1
        ? button(
            proposed.shown === 1 ? 'Apply this step' : `Apply the first ${proposed.shown}`,
            () => act.applyProposed(proposed.shown),
            { look: 'lined', focus: 'apply-proposed' },
          )
        : nothing
    }
    ${button(
      `Apply the ${count === 1 ? '' : `${count} `}proposed`,
      () => act.applyProposed(count),
      {
        look: 'lined',
        focus: 'apply-all',
      },
    )}
  `;
}

/**
 * What the buttons open, below the composer.
 *
 * @param {View} view
 */
export function stepFacts(view) {
  const { shown, look, mode } = view;
  const hasStep = shown.kind === 'applied' || shown.kind === 'proposed';
  const isStep = shown.kind === 'applied' && mode === 'edit';
  return html`
    ${isStep && look.open.has('step-name') ? stepName(view) : nothing}
    ${isStep && look.deleting === shown.step ? deletion(view, shown.step) : nothing}
    ${hasStep && look.open.has('way-back') ? wayBack(view) : nothing}
    ${hasStep && look.open.has('runbook') ? runbook(view) : nothing}
  `;
}

/**
 * @param {View} view
 * @param {'way-back' | 'runbook' | 'step-name'} key
 * @param {string} title
 * @param {unknown} content
 * @param {unknown} [more] beside the title
 */
function panel({ act }, key, title, content, more = nothing) {
  return html`
    <section class="panel" aria-labelledby=${`${key}-title`}>
      <div class="panel-head">
        <h2 id=${`${key}-title`}>${title}</h2>
        ${more}
        ${button(icon('close'), () => act.closePanel(key), {
          look: 'icon-button',
          focus: `close-${key}`,
          heard: `Close: ${title}`,
        })}
      </div>
      ${content}
    </section>
  `;
}

/** @param {View} view */
function stepName(view) {
  const { shown, answers, act } = view;
  const { step } = shown;
  const { name: given = '', operation } = answers.steps[step - 1];
  return panel(
    view,
    'step-name',
    `Name of step ${step}`,
    html`
      <input
        aria-labelledby="step-name-title"
        data-focus="step-name"
        class="step-name-field"
        .value=${live(given)}
        placeholder=${words.operation(operation)}
        autocomplete="off"
        @input=${editedBy((name) => act.nameStep(step, name))}
      />
    `,
  );
}

/** @param {View} view */
function wayBack(view) {
  const { shown, act } = view;
  const { taskQueue } = shown.answers.steps[shown.step - 1];
  const { operations, restored, notRestored, remains } = shown.answers.rollback(shown.step);
  const isMoved = restored.length + notRestored.length > 0;
  const content = html`
    ${
      operations.length === 0
        ? html`<p>${isMoved ? 'No operation leads back.' : 'Nothing has moved: there is nothing to go back to.'}</p>`
        : html`
            <ol class="commands-back" role="list">
              ${operations.map((operation) => {
                const title = words.operation(operation);
                const command = snippet(taskQueue, operation, 'cli');
                return html`
                  <li>
                    <code>${command}</code>
                    ${button(icon('copy'), () => act.copy(command, 'The command is copied.'), {
                      look: 'icon-button',
                      heard: `Copy the command: ${title}`,
                    })}
                  </li>
                `;
              })}
            </ol>
          `
    }
    ${
      notRestored.length + remains.length > 0
        ? html`
            <ul class="hint">
              ${remains.map((one) => html`<li dir="auto">It remains that ${words.remainder(one)}.</li>`)}
              ${
                notRestored.length > 0
                  ? html`<li dir="auto">Not back where it was: ${namedFirst(notRestored)}.</li>`
                  : nothing
              }
            </ul>
          `
        : nothing
    }
  `;
  return panel(view, 'way-back', `The way back from step ${shown.step}`, content);
}

/** The most subjects that a sentence names. */
const MOST_NAMED = 5;

/** @param {readonly import('../pkg/index.js').RolloutSubject[]} subjects */
function namedFirst(subjects) {
  const named = subjects.slice(0, MOST_NAMED).map(words.subject).join(', ');
  const more = subjects.length - MOST_NAMED;
  return more > 0 ? `${named} and ${more.toLocaleString('en')} more` : named;
}

/** @param {View} view */
function runbook(view) {
  const { shown, act } = view;
  const text = shown.answers.runbook(shown.step);
  return panel(
    view,
    'runbook',
    `Runbook of step ${shown.step}`,
    markdown(text),
    html`
      ${smallButton('Copy', () => act.copy(text, 'The runbook is copied.'), {
        focus: 'copy-runbook',
        heard: ' the runbook',
      })}
      ${smallButton('Print', act.print, { focus: 'print', heard: ' the runbook of all steps' })}
    `,
  );
}

/**
 * Asks again before a deletion after which the server would refuse other steps.
 *
 * @param {View} view
 * @param {number} step
 */
function deletion({ answers, act }, step) {
  const dependent = dependentSteps(answers, step);
  return html`
    <div class="notice refusal">
      <p>Without step ${step}, the server would refuse:</p>
      <ul>
        ${dependent.map(
          (other) =>
            html`<li>step ${other.step}: <span class="message" dir="auto">${other.message}</span></li>`,
        )}
      </ul>
      <div class="buttons">
        ${button(
          `Delete ${dependent.length === 1 ? 'both' : `all ${dependent.length + 1}`}`,
          () => act.deleteStep(step),
          { look: 'main', focus: 'delete-all' },
        )}
        ${button('Keep them', act.keepStep)}
      </div>
    </div>
  `;
}
