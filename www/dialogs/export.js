/** Exports the plan: as a link, a document, a picture, or as the commands or code that carry it out. */

import { asOneText, codeOf, LANGUAGES } from '../export/code.js';
import { markdownOf } from '../export/markdown.js';
import { pictureOf } from '../export/picture.js';
import { pngOf } from '../export/png.js';
import { canvasMeasure } from '../picture/measure.js';
import { guard } from '../vendor/lit-html/directives/guard.js';
import { html, nothing } from '../vendor/lit-html/lit-html.js';
import { editedBy, field, optionsOf, titlesOf } from '../views/fields.js';
import { button, smallButton } from '../views/text.js';

/**
 * @typedef {import('../planner.js').View} View
 * @typedef {import('../pkg/index.js').SnippetLanguage} SnippetLanguage
 * @typedef {'link' | 'json' | 'markdown' | 'runbook' | 'picture' | SnippetLanguage} Format
 * @typedef {import('../picture/colours.js').Theme} Theme
 */

/**
 * @typedef {object} Exported
 * @property {string} text
 * @property {unknown} shown
 * @property {string} [hint]
 * @property {{ extension: string, type: string }} [file] none if it can only be copied
 */

export const title = 'Share and export';

/**
 * @typedef {object} Fields
 * @property {Format} format
 * @property {string} link empty where the plan is too large for one
 * @property {boolean} tooLong
 * @property {Theme} theme
 */

/** @type {Fields} */
export const emptyFields = { format: 'link', link: '', tooLong: false, theme: 'light' };

const TOO_LARGE = 'This plan is too large for a link: save it as a file.';

const THEMES = { light: 'For a light page', dark: 'For a dark page' };

const PLAN_FORMATS = {
  link: 'Link',
  json: 'JSON, to be imported again',
  markdown: 'Markdown, with tables',
  runbook: 'Runbook: what to start, run, check, mind and stop',
  picture: 'Picture of what flows where',
};

/**
 * @param {View} view
 * @param {Fields} fields
 */
export function content(view, fields) {
  const { act, state, flow } = view;
  const { format, link, tooLong, theme } = fields;
  const select = html`
    <select
      id="export-format"
      autofocus
      data-focus="export-format"
      @change=${editedBy((format) => act.dialogFields({ format }))}
    >
      <optgroup label="The plan">${optionsOf(PLAN_FORMATS, format)}</optgroup>
      <optgroup label="Its steps">${optionsOf(titlesOf(LANGUAGES), format)}</optgroup>
    </select>
  `;
  const shown = format === 'picture' ? picture : output;
  return html`
    ${field({ id: 'export-format', label: 'As' }, select)}
    ${guard([state.document, state.step, flow, format, link, tooLong, theme], () => shown(view, fields))}
  `;
}

/**
 * @param {View} view
 * @param {Fields} fields
 */
function output(view, { format, link, tooLong }) {
  const { act } = view;
  const { text, shown, hint, file } = exported(
    view,
    /** @type {Exclude<Format, 'picture'>} */ (format),
    link,
  );
  if (tooLong && format === 'link') return html`<p>${TOO_LARGE}</p>`;
  const said = tooLong && format === 'json' ? TOO_LARGE : hint;
  return html`
    ${shown} ${said ? html`<p class="hint">${said}</p>` : nothing}
    <div class="buttons">
      ${button(format in LANGUAGES ? 'Copy all' : 'Copy', () => act.copy(text, 'Copied.'), {
        look: '',
        focus: 'copy-export',
      })}
      ${
        file
          ? button('Save as a file', () => act.save(text, file), { focus: 'save-export' })
          : nothing
      }
    </div>
  `;
}

/**
 * The picture of what is on the screen, to be saved.
 *
 * @param {View} view
 * @param {Fields} fields
 */
function picture({ act, document: plan, shown }, { theme }) {
  const flow = shown.answers.rollout.flow(shown.before, shown.after);
  const title = plan.name ?? 'What flows where';
  const measure = canvasMeasure(document);
  const text = pictureOf({ title, flow, theme, measure });
  const moment = shown.step === 0 ? 'At the start' : `Step ${shown.step}`;
  const select = html`
    <select
      id="export-theme"
      data-focus="export-theme"
      @change=${editedBy((theme) => act.dialogFields({ theme }))}
    >
      ${optionsOf(THEMES, theme)}
    </select>
  `;
  return html`
    ${field({ id: 'export-theme', label: 'Colours' }, select)}
    <img
      class="picture"
      alt=${`${moment}: ${flow.headline.lead} ${flow.headline.rest}`.trim()}
      src=${`data:image/svg+xml,${encodeURIComponent(text)}`}
    />
    <p class="hint">${moment}, as it is on the screen${hasQuiet(flow) ? '; queues that do not change are left out' : ''}.</p>
    <div class="buttons">
      ${button('Save as SVG', () => act.save(text, { extension: 'svg', type: 'image/svg+xml' }), {
        look: '',
        focus: 'save-svg',
      })}
      ${button(
        'Save as PNG',
        async () => act.save(await pngOf(text), { extension: 'png', type: 'image/png' }),
        { focus: 'save-png' },
      )}
      ${button('Copy the SVG', () => act.copy(text, 'Copied.'), { focus: 'copy-export' })}
    </div>
  `;
}

/** @param {import('../pkg/index.js').Flow} flow */
function hasQuiet({ taskQueues }) {
  const changed = taskQueues.filter(({ changes }) => changes).length;
  return changed > 0 && changed < taskQueues.length;
}

/**
 * @param {View} view
 * @param {Exclude<Format, 'picture'>} format
 * @param {string} link
 * @returns {Exported}
 */
function exported(view, format, link) {
  const { document } = view.state;
  switch (format) {
    case 'link':
      return {
        text: link,
        shown: html`<textarea rows="4" readonly aria-label="Link" .value=${link}></textarea>`,
        hint: link.startsWith('#')
          ? 'Behind the address of a page with the planner, it opens this plan at this step.'
          : `It opens this plan at this step. All of it is in the link, in ${link.length} characters: nothing is kept on a server.`,
      };
    case 'json':
      return asText(`${JSON.stringify(document, null, 2)}\n`, 'JSON', 'json', 'application/json');
    case 'markdown':
      return asText(markdownOf(view.answers.rollout), 'Markdown', 'md', 'text/markdown');
    case 'runbook':
      return asText(view.answers.rollout.runbook(), 'Runbook', 'md', 'text/markdown');
    default:
      return code(view, format);
  }
}

/**
 * @param {string} text
 * @param {string} label
 * @param {string} extension
 * @param {string} type
 * @returns {Exported}
 */
function asText(text, label, extension, type) {
  return {
    text,
    shown: html`<textarea rows="16" readonly aria-label=${label} .value=${text}></textarea>`,
    file: { extension, type },
  };
}

/**
 * @param {View} view
 * @param {SnippetLanguage} language
 * @returns {Exported}
 */
function code(view, language) {
  const steps = codeOf(view.answers.rollout, language);
  const { extension } = LANGUAGES[language];
  return {
    text: asOneText(steps, language),
    shown: html`
      <ol role="list" class="code-steps">
        ${steps.map(
          ({ step, title, text, refusal }) => html`
            <li>
              <div class="section-head">
                <h3>Step ${step}. ${title}</h3>
                ${smallButton('Copy', () => view.act.copy(text, 'Copied.'), { heard: ` step ${step}` })}
              </div>
              ${
                refusal
                  ? html`<p class="problem">The server would refuse it. <span class="message" dir="auto">${refusal}</span></p>`
                  : nothing
              }
              <pre tabindex="0" aria-label=${`Step ${step}`}><code>${text}</code></pre>
            </li>
          `,
        )}
      </ol>
      ${steps.length === 0 ? html`<p>The plan has no steps yet.</p>` : nothing}
    `,
    hint:
      language === 'cli'
        ? 'For a POSIX shell. It asks the server that the command is set up for.'
        : 'With a connected client, named as the client of the SDK is in its guide; imports are left out.',
    file: { extension, type: 'text/plain' },
  };
}
