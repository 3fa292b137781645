/**
 * The planner: its state, how it changes and how it is rendered, all below one root element, which may be in a shadow
 * tree.
 */

import { actionsOf } from './actions.js';
import { showDialog } from './dialogs/dialog.js';
import { takeDroppedFiles } from './dialogs/file.js';
import { linkOf } from './engine.js';
import { Answers } from './plan/answers.js';
import { composedIn } from './plan/composed.js';
import { emptyDraft } from './plan/draft.js';
import { queuesOf } from './plan/items.js';
import { renewed } from './plan/proposal.js';
import { changed, newPlan, opened } from './plan/state.js';
import { withOperations } from './plan/steps.js';
import { render } from './vendor/lit-html/lit-html.js';
import { frame } from './views/frame.js';
import { shortcutOf } from './views/keys.js';
import { showMenu } from './views/menu.js';
import { describedIn } from './views/queue-lines.js';
import { showStep, unmarkedSteps } from './views/timeline.js';
import { explained } from './views/why.js';

/**
 * @typedef {import('./pkg/index.js').RolloutDocument} RolloutDocument
 * @typedef {import('./plan/state.js').State} State
 * @typedef {import('./plan/answers.js').Moment} Moment
 * @typedef {import('./plan/preview.js').Preview} Preview
 */

/**
 * @typedef {object} Look what is on the screen beside the plan itself
 * @property {import('./plan/draft.js').Draft} draft
 * @property {import('./plan/composed.js').Typed | undefined} command that is typed
 * @property {Menu | undefined} menu that is open
 * @property {ReadonlySet<string>} open the keys of everything unfolded
 * @property {Why | undefined} why of which the rules are shown
 * @property {'picture' | 'table'} shape in which the flow is shown
 * @property {boolean} movedOnly whether the table shows only what moves
 * @property {string} search what queues, build IDs and workflows are searched for
 * @property {boolean} isPrinting whether the runbook for paper is there, too
 * @property {number | undefined} deleting the step whose deletion has to be confirmed
 * @property {string} filter
 * @property {'all' | 'waiting' | 'rejected'} show
 * @property {Editor | undefined} editor
 * @property {import('./dialogs/dialog.js').Dialog | undefined} dialog
 * @property {import('./plan/proposal.js').Wish | undefined} proposal the goal to which steps are proposed
 * @property {{ text: string, count: number, isSeen?: boolean }} said what was announced to screen readers last; the
 *   count distinguishes repetitions; `isSeen`: because nothing else on the screen shows it
 * @property {Notice | undefined} notice
 * @property {import('./views/reading.js').Reading} [start] what stands in the fields of the start
 */

/**
 * @typedef {object} Why a part of what starts and runs
 * @property {string} taskQueue of the queue in whose flow it stands
 * @property {string} source its ID
 * @property {number} ribbon the index of the part
 */

/**
 * What can be done with something, beside the element with the key of focus `anchor`.
 *
 * @typedef {{ anchor: string } & (
 *   { kind: 'version', taskQueue: string, buildId: string }
 *   | { kind: 'queue', taskQueue: string }
 *   | { kind: 'plan' | 'step' | 'more' }
 * )} Menu
 */

/**
 * @typedef {object} Notice something that went wrong, or is worth a note, until it is dismissed
 * @property {string} title
 * @property {string} text
 * @property {'note'} [kind] by default something that went wrong
 * @property {{ label: string, act: () => unknown }} [action] that mends it
 */

/**
 * @typedef {object} Editor what is being edited, with the values of its fields
 * @property {string} key
 * @property {Record<string, any>} fields
 * @property {string} [problem]
 * @property {number} [command] the one of a workflow whose fields are unfolded
 */

/**
 * @typedef {object} Shown the moment on the screen
 * @property {'start' | 'applied' | 'composed' | 'proposed'} kind
 * @property {number} step its number
 * @property {Answers} answers about the document in which it stands
 * @property {import('./pkg/index.js').At} before
 * @property {import('./pkg/index.js').At} after the same as before, at the start
 */

/**
 * @typedef {object} View all that the views look at
 * @property {State} state
 * @property {Look} look
 * @property {RolloutDocument} document
 * @property {string[]} queues
 * @property {Answers} answers about the document
 * @property {Moment} moment after the current step, or the proposed one that is shown
 * @property {Shown} shown
 * @property {import('./pkg/index.js').Flow} flow of the moment on the screen: what picture, verdict and table show
 * @property {Preview | undefined} preview of what is composed
 * @property {import('./plan/proposal.js').WishedProposal | undefined} proposal
 * @property {import('./plan/proposal.js').ShownProposal | undefined} proposed the same while one of its steps is
 *   shown: then nothing can be composed
 * @property {import('./actions.js').Actions} act
 * @property {'edit' | 'look'} mode
 * @property {boolean} isPage whether the planner is the whole page, not a part of another
 */

/** Milliseconds without a key after which the preview is announced. */
const PAUSE = 700;

/** Milliseconds after which the words below a step are asked for. */
const MARK = 30;

/** Milliseconds for which an announcement stays on the screen. */
const SEEN = 6000;

/**
 * @typedef {object} Options
 * @property {number} step the current step; by default the last one
 * @property {string} plan which plan it is, if it was there before
 * @property {(kind: 'step' | 'edit') => void} onChange called when the plan or the step changes: by a step of its
 *   own, or by an edit that goes on
 * @property {(isOpen: boolean) => void} onLayer called when the first of dialog and rules opens over the page, and
 *   when the last closes
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
  /** @type {ReturnType<typeof setTimeout> | undefined} */
  #marking;

  /**
   * @param {HTMLElement} root gets the class `planner`; all is rendered below it
   * @param {RolloutDocument} document one that `Rollout` takes
   * @param {Partial<Options>} [options]
   */
  constructor(root, document, { step, plan, ...options } = {}) {
    this.#root = root;
    this.#state = opened(withOperations(document), step, plan);
    this.#options = {
      onChange: () => {},
      onLayer: () => {},
      mode: /** @type {const} */ ('edit'),
      ...options,
    };
    const { mode } = this.#options;
    this.#look = {
      draft: emptyDraft(queuesOf(document)[0] ?? ''),
      command: undefined,
      menu: undefined,
      open: new Set(),
      why: undefined,
      shape: 'picture',
      movedOnly: false,
      search: '',
      isPrinting: false,
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
    // On a page of its own, keys count wherever the focus is.
    const keys = this.#options.address === undefined ? root : root.ownerDocument;
    keys.addEventListener('keydown', (event) =>
      this.#shortcut(/** @type {KeyboardEvent} */ (event)),
    );
    addEventListener('beforeprint', () => this.#print(true));
    addEventListener('afterprint', () => this.#print(false));
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
      const last = this.#answers;
      this.#answers = new Answers(document, last);
      last?.free();
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
   * @param {{ say?: string, focus?: string, look?: Partial<Look>, plan?: string }} [more] `plan`: which it is, if it was
   *   there before
   */
  open(document, step = Infinity, change = 'Open another plan', more = {}) {
    const plan = withOperations(document);
    const draft = emptyDraft(queuesOf(plan)[0] ?? '');
    const look = {
      draft,
      dialog: undefined,
      editor: undefined,
      notice: undefined,
      proposal: undefined,
      why: undefined,
      search: '',
      ...more.look,
    };
    this.change(plan, change, { ...more, plan: more.plan ?? newPlan(), step, look });
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
   * @param {boolean} [change.isSeen] whether that is seen, too, as nothing else on the screen shows it
   * @param {string | string[]} [change.focus] the key of what gets the focus, or several to try in order
   */
  update({ state = this.#state, look = {}, say, isSeen, focus }) {
    const before = this.#state;
    if (this.#options.mode === 'look' && state.document !== before.document) return;
    const hadLayer = this.#hasLayer();
    const ended = this.#change(state, look);
    if (say !== undefined || ended !== '') this.#say(`${say ?? ''} ${ended}`.trim(), isSeen);
    this.render();
    if (hadLayer !== this.#hasLayer()) this.#options.onLayer(!hadLayer);
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
   * @param {Omit<Parameters<Planner['update']>[0], 'state'> & { step?: number, editing?: string, plan?: string }} [more]
   *   `editing`: the place that it is typed into; `plan`: another plan than before
   */
  change(document, words, { step, editing, plan, ...more } = {}) {
    this.update({ state: changed(this.#state, document, { words, step, editing, plan }), ...more });
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
    const { kind, step } = view.shown;
    const shown = `${kind} ${step}`;
    // In the frame that lays it out anyway.
    if (shown !== this.#stepShown) requestAnimationFrame(() => showStep(this.#root));
    this.#stepShown = shown;
    showMenu(this.#root, this.#look.menu);
    showDialog(this.#root, this.#look.dialog);
    this.#markLater(view);
  }

  /** @returns {View} */
  view() {
    const { state, look, answers, proposal } = this;
    const proposed =
      proposal?.shown === undefined ? undefined : { ...proposal, shown: proposal.shown };
    const preview = proposed ? undefined : this.#preview();
    const shown = shownOf({ state, answers, proposed, preview });
    return {
      state,
      look,
      document: state.document,
      queues: queuesOf(state.document),
      answers,
      moment: proposed
        ? proposed.answers.moment(proposed.after + proposed.shown)
        : answers.moment(state.step),
      shown,
      flow: flowOf({ shown, state, look }),
      preview,
      proposal,
      proposed,
      act: this.act,
      mode: this.#options.mode,
      isPage: this.#options.address !== undefined,
    };
  }

  /** Closes what is open over the page: the dialog or else the rules. */
  closeLayer() {
    if (this.#look.dialog) this.act.closeDialog();
    else this.act.closeWhy();
  }

  /** @param {boolean} isPrinting */
  #print(isPrinting) {
    if (this.#root.isConnected) this.update({ look: { isPrinting } });
  }

  #hasLayer() {
    return this.#look.dialog !== undefined || this.#look.why !== undefined;
  }

  /**
   * Asks for the words below the other steps, one step at a time, once the screen has been drawn.
   *
   * @param {View} view
   */
  #markLater(view) {
    clearTimeout(this.#marking);
    const missing = unmarkedSteps(view);
    if (missing.length === 0) return;
    this.#marking = setTimeout(() => {
      const [{ answers, step }] = missing;
      if (answers.isFreed) return;
      answers.mark(step);
      if (missing.length === 1) this.render();
      else this.#markLater(view);
    }, MARK);
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
    const operation = composedIn(this.#look, this.answers, this.#state.step);
    return operation && this.answers.preview(this.#state.step, operation);
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
    if (state.document !== before.document || state.step !== before.step) {
      this.#look.why = look.why;
    }
    if (this.#look.proposal === undefined) return '';
    const next = renewed(this.#look.proposal, before, state, () => this.answers);
    const isThere = !('reason' in next);
    this.#look.proposal = isThere ? next : undefined;
    return isThere ? '' : next.reason;
  }

  /**
   * @param {string} text
   * @param {boolean} [isSeen]
   */
  #say(text, isSeen) {
    clearTimeout(this.#pause);
    clearTimeout(this.#seen);
    this.#look = { ...this.#look, said: { text, count: this.#look.said.count + 1, isSeen } };
    this.#seen = setTimeout(() => {
      this.#look = { ...this.#look, said: { ...this.#look.said, text: '' } };
      this.render();
    }, SEEN);
  }

  /** The key of what has the focus, if it has one. */
  get focusKey() {
    const root = /** @type {Document | ShadowRoot} */ (this.#root.getRootNode());
    return root.activeElement?.getAttribute('data-focus') ?? undefined;
  }

  /** @param {string | string[]} keys of `data-focus` attributes; the first one that is there */
  #focus(keys) {
    for (const one of [keys].flat()) {
      const all = this.#root.querySelectorAll(`[data-focus="${CSS.escape(one)}"]:not(.out *)`);
      for (const found of all) {
        if (!(found instanceof HTMLElement || found instanceof SVGElement)) continue;
        found.focus();
        // What is not seen does not take it.
        if (found.matches(':focus')) return;
      }
    }
  }

  /** @param {KeyboardEvent} event */
  #shortcut(event) {
    const action = shortcutOf(event, this.#look);
    if (action === undefined) return;
    event.preventDefault();
    this.act[action]();
  }
}

/**
 * The moment on the screen. What is composed is shown as soon as a server could be asked for it.
 *
 * @param {Pick<View, 'state' | 'answers' | 'proposed' | 'preview'>} view
 * @returns {Shown}
 */
function shownOf({ state, answers, proposed, preview }) {
  if (proposed) {
    const step = proposed.after + proposed.shown;
    return { kind: 'proposed', step, answers: proposed.answers, before: step - 1, after: step };
  }
  const { step } = state;
  if (preview?.answers) {
    const after = { after: step, operation: preview.operation };
    return { kind: 'composed', step: step + 1, answers: preview.answers, before: step, after };
  }
  if (step === 0) return { kind: 'start', step, answers, before: 0, after: 0 };
  return { kind: 'applied', step, answers, before: step - 1, after: step };
}

/**
 * What flows where at the moment on the screen.
 *
 * @param {Pick<View, 'shown' | 'state' | 'look'>} view
 */
function flowOf({ shown, state, look }) {
  const { answers, before, after } = shown;
  const described = describedIn({ shown, state, look });
  const flow = answers.flow(before, after, described);
  const { why } = look;
  if (why === undefined || explained({ look, flow })) return flow;
  // It is asked about a command, and the group of the command has been folded.
  const { taskQueue, source } = why;
  const commandsOf = [...(described.commandsOf ?? []), { taskQueue, source }];
  return answers.flow(before, after, { ...described, commandsOf });
}
