/**
 * The planner: its state, how it changes and how it is rendered, all below one root element, which may be in a shadow
 * tree.
 */

import { actionsOf } from './actions.js';
import { showDialog } from './dialogs/dialog.js';
import { takeDroppedFiles } from './dialogs/file.js';
import { linkOf } from './engine.js';
import { Answers } from './plan/answers.js';
import { emptyDraft, isComposed, operationOf } from './plan/draft.js';
import { queuesOf } from './plan/items.js';
import { renewed } from './plan/proposal.js';
import { changed, opened } from './plan/state.js';
import { render } from './vendor/lit-html/lit-html.js';
import { frame } from './views/frame.js';
import { showMenu } from './views/menu.js';
import { showStep } from './views/timeline.js';

/**
 * @typedef {import('./pkg/index.js').RolloutDocument} RolloutDocument
 * @typedef {import('./plan/state.js').State} State
 * @typedef {import('./plan/answers.js').Moment} Moment
 * @typedef {import('./plan/preview.js').Preview} Preview
 */

/**
 * @typedef {object} Look what is on the screen beside the plan itself
 * @property {import('./plan/draft.js').Draft} draft
 * @property {{ text: string, problem: string, hint?: string } | undefined} command a command that could not be read
 * @property {{ taskQueue: string, buildId: string } | undefined} menu whose actions are open
 * @property {ReadonlySet<string>} open the keys of everything unfolded
 * @property {number | undefined} deleting the step whose deletion has to be confirmed
 * @property {string} filter
 * @property {'all' | 'waiting' | 'rejected'} show
 * @property {Editor | undefined} editor
 * @property {import('./dialogs/dialog.js').Dialog | undefined} dialog
 * @property {import('./plan/proposal.js').Wish | undefined} proposal the goal to which steps are proposed
 * @property {{ text: string, count: number }} said what was announced to screen readers last;
 *   the count distinguishes repetitions
 * @property {Notice | undefined} notice
 */

/** @typedef {{ title: string, text: string }} Notice something that went wrong, until it is dismissed */

/**
 * @typedef {object} Editor what is being edited, with the values of its fields
 * @property {string} key
 * @property {Record<string, any>} fields
 * @property {string} [problem]
 * @property {number} [command] the one of a workflow whose fields are unfolded
 */

/**
 * @typedef {object} View all that the views look at
 * @property {State} state
 * @property {Look} look
 * @property {RolloutDocument} document
 * @property {string[]} queues
 * @property {Answers} answers about the document
 * @property {Moment} moment after the current step, or the proposed one that is shown
 * @property {Preview | undefined} preview of what is composed
 * @property {import('./plan/proposal.js').WishedProposal | undefined} proposal
 * @property {import('./plan/proposal.js').ShownProposal | undefined} proposed the same while one of its steps is
 *   shown: then nothing can be composed
 * @property {import('./actions.js').Actions} act
 * @property {'edit' | 'look'} mode
 */

/** Milliseconds without a key after which the preview is announced. */
const PAUSE = 700;

/** Milliseconds for which an announcement stays on the screen. */
const SEEN = 6000;

/**
 * @typedef {object} Options
 * @property {number} step the current step; by default the last one
 * @property {(kind: 'step' | 'edit') => void} onChange called when the plan or the step changes: by a step of its
 *   own, or by an edit that goes on
 * @property {'edit' | 'look'} mode `look`: people can go through the steps but change nothing
 * @property {string} address of a page with a planner, to which links lead
 */

export class Planner {
  #root;
  /** @type {Answers | undefined} */
  #answers;
  /** @type {State} */
  #state;
  /** @type {Look} */
  #look;
  /** @type {import('./actions.js').Actions} */
  act;
  #options;
  /** @type {string | undefined} */
  #stepShown;
  /** @type {ReturnType<typeof setTimeout> | undefined} */
  #pause;
  /** @type {ReturnType<typeof setTimeout> | undefined} */
  #seen;

  /**
   * @param {HTMLElement} root gets the class `planner`; all is rendered below it
   * @param {RolloutDocument} document one that `Rollout` takes
   * @param {Partial<Options>} [options]
   */
  constructor(root, document, { step, ...options } = {}) {
    this.#root = root;
    this.#state = opened(renamed(document), step);
    this.#options = { onChange: () => {}, mode: /** @type {const} */ ('edit'), ...options };
    const { mode } = this.#options;
    this.#look = {
      draft: emptyDraft(queuesOf(document)[0] ?? ''),
      command: undefined,
      menu: undefined,
      open: new Set(),
      deleting: undefined,
      filter: '',
      show: 'all',
      editor: undefined,
      dialog: undefined,
      proposal: undefined,
      said: { text: '', count: 0 },
      notice: undefined,
    };
    this.act = actionsOf(this);
    root.replaceChildren();
    root.classList.add('planner', `to-${mode}`);
    root.addEventListener('keydown', (event) => this.#shortcut(event));
    if (mode === 'edit') takeDroppedFiles(root, (file) => this.act.import(file));
    this.render();
  }

  get state() {
    return this.#state;
  }

  get look() {
    return this.#look;
  }

  get answers() {
    return this.answersAbout(this.#state.document);
  }

  /**
   * Returns the answers about a document, and frees those about the one before.
   *
   * @param {RolloutDocument} document
   */
  answersAbout(document) {
    if (this.#answers?.document !== document) {
      this.#answers?.free();
      this.#answers = new Answers(document);
    }
    return this.#answers;
  }

  /** Returns a link to what is shown or, if the address of the page is not known, its fragment. */
  async link() {
    const fragment = await linkOf(this.#state.document, this.#state.step);
    const { address } = this.#options;
    return address === undefined ? fragment : new URL(fragment, address).href;
  }

  /**
   * Shows another document, as one more change that can be undone.
   *
   * @param {RolloutDocument} document one that `Rollout` takes
   * @param {number} [step]
   * @param {string} [change] in words
   * @param {{ say?: string, focus?: string }} [more]
   */
  open(document, step = Infinity, change = 'Open another plan', more = {}) {
    const plan = renamed(document);
    const draft = emptyDraft(queuesOf(plan)[0] ?? '');
    const look = {
      draft,
      dialog: undefined,
      editor: undefined,
      notice: undefined,
      proposal: undefined,
    };
    this.change(plan, change, { ...more, step, look });
  }

  /**
   * Goes back or forward to a state that this planner was in.
   *
   * @param {State} state
   */
  restore(state) {
    const ended = this.#change(state, { editor: undefined, notice: undefined });
    if (ended !== '') this.#say(ended);
    this.render();
  }

  /**
   * @param {object} change
   * @param {State} [change.state]
   * @param {Partial<Look>} [change.look]
   * @param {string} [change.say] what to announce to screen readers
   * @param {string | string[]} [change.focus] the key of what gets the focus, or several to try in order
   */
  update({ state = this.#state, look = {}, say, focus }) {
    const before = this.#state;
    if (this.#options.mode === 'look' && state.document !== before.document) return;
    const ended = this.#change(state, look);
    if (say !== undefined || ended !== '') this.#say(`${say ?? ''} ${ended}`.trim());
    this.render();
    if (focus !== undefined) this.#focus(focus);
    if (state.document !== before.document || state.step !== before.step) {
      this.#options.onChange(state.editing === undefined ? 'step' : 'edit');
    }
  }

  /**
   * Changes the plan in a way that can be undone.
   *
   * @param {RolloutDocument} document
   * @param {string} words what is done, as in `Delete worker 1.0`
   * @param {Omit<Parameters<Planner['update']>[0], 'state'> & { step?: number, editing?: string }} [more] `editing`:
   *   the place that it is typed into
   */
  change(document, words, { step, editing, ...more } = {}) {
    this.update({ state: changed(this.#state, document, { words, step, editing }), ...more });
  }

  /**
   * Announces something after a pause without other changes.
   *
   * @param {() => string} words
   */
  sayLater(words) {
    clearTimeout(this.#pause);
    this.#pause = setTimeout(() => this.update({ say: words() }), PAUSE);
  }

  render() {
    const view = this.view();
    render(frame(view), this.#root);
    const step = view.proposed ? `+${view.proposed.shown}` : `${view.state.step}`;
    if (step !== this.#stepShown) showStep(this.#root);
    this.#stepShown = step;
    showMenu(this.#root, this.#look.menu);
    showDialog(this.#root, this.#look.dialog);
  }

  /** @returns {View} */
  view() {
    const { state, look, answers, proposal } = this;
    const { shown } = proposal ?? {};
    const proposed = proposal && shown !== undefined ? { ...proposal, shown } : undefined;
    return {
      state,
      look,
      document: state.document,
      queues: queuesOf(state.document),
      answers,
      moment: proposed
        ? proposed.answers.moment(proposed.after + proposed.shown)
        : answers.moment(state.step),
      preview: proposed ? undefined : this.#preview(),
      proposal,
      proposed,
      act: this.act,
      mode: this.#options.mode,
    };
  }

  /** The steps to the goal that is asked for. */
  get proposal() {
    const { proposal: wish } = this.#look;
    if (wish === undefined) return undefined;
    const { shown: _, ...asked } = wish;
    const found = this.answers.proposal(asked);
    return 'steps' in found ? { ...wish, ...found } : undefined;
  }

  /** What the composed operation would do, as far as it is composed. */
  #preview() {
    const { draft } = this.#look;
    if (!isComposed(draft)) return undefined;
    const operation = { taskQueue: draft.taskQueue, ...operationOf(draft) };
    return this.answers.preview(this.#state.step, operation);
  }

  /**
   * @param {State} state
   * @param {Partial<Look>} look
   * @returns {string} why the proposal has ended, if it has
   */
  #change(state, look) {
    const before = this.#state;
    this.#state = state;
    this.#look = { ...this.#look, ...look };
    if (this.#look.proposal === undefined) return '';
    const next = renewed(this.#look.proposal, before, state, () => this.answers);
    const isThere = !('reason' in next);
    this.#look.proposal = isThere ? next : undefined;
    return isThere ? '' : next.reason;
  }

  /** @param {string} text */
  #say(text) {
    clearTimeout(this.#pause);
    clearTimeout(this.#seen);
    this.#look = { ...this.#look, said: { text, count: this.#look.said.count + 1 } };
    this.#seen = setTimeout(() => {
      this.#look = { ...this.#look, said: { ...this.#look.said, text: '' } };
      this.render();
    }, SEEN);
  }

  /** @param {string | string[]} keys of `data-focus` attributes; the first one that is there */
  #focus(keys) {
    for (const one of [keys].flat()) {
      const found = this.#root.querySelector(`[data-focus="${CSS.escape(one)}"]:not(.out *)`);
      if (found instanceof HTMLElement) {
        found.focus();
        return;
      }
    }
  }

  /** @param {KeyboardEvent} event */
  #shortcut(event) {
    const isText =
      event.target instanceof Element && event.target.closest('input, textarea, select');
    if (!(event.ctrlKey || event.metaKey) || event.altKey || isText) return;
    const key = event.key.toLowerCase();
    if (key === 'z' && !event.shiftKey) this.act.undo();
    else if (key === 'y' || (key === 'z' && event.shiftKey)) this.act.redo();
    else return;
    event.preventDefault();
  }
}

/**
 * @param {RolloutDocument} document
 * @returns {RolloutDocument} with its steps in `operations`, where the page keeps them
 */
function renamed(document) {
  const { steps, ...rest } = document;
  return steps === undefined ? document : { ...rest, operations: steps };
}
