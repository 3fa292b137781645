import { Rollout as Engine } from './engine/engine.js';
import { kindOf } from './errors.js';
import { addMethods, Handle } from './handle.js';
import { askLandings, WorkflowLandings } from './landings.js';
import { Namespace } from './namespace.js';

/** @type {(keyof import('./index.js').Rollout)[]} */
const ASKED = [
  'steps',
  'subjects',
  'landings',
  'situation',
  'difference',
  'flow',
  'runs',
  'why',
  'reasons',
  'check',
  'retire',
  'reachability',
  'checkNames',
  'newDefaults',
  'plan',
  'hazards',
  'verdict',
  'verdicts',
  'rollback',
  'workerNeeds',
  'pushPlan',
  'push',
  'otherStarts',
  'runbook',
  'runbookOfStep',
];

/** The JSON text of a document. */
class Text {
  /** @param {string} text */
  constructor(text) {
    this.text = text;
  }
}

/** A rollout that the engine has made, and its document as a JSON text. */
class Made {
  /**
   * @param {() => Engine} engine
   * @param {() => string} text
   */
  constructor(engine, text) {
    this.engine = engine;
    this.text = text;
  }
}

/**
 * Calls the engine of a rollout.
 *
 * @type {<T>(rollout: Rollout, call: (engine: Engine) => T) => T}
 */
export let askRollout;

/** A rollout. Documented in `index.d.ts`. */
export class Rollout {
  /** @type {() => string} */
  #text;
  /** @type {Handle<Engine>} */
  #engine;

  static {
    askRollout = (rollout, call) => rollout.#engine.ask(call);
    addMethods(Rollout, (rollout) => rollout.#engine, ASKED);
  }

  /** @param {import('./index.js').RolloutDocument | Text | Made} document or its text */
  constructor(document) {
    if (document instanceof Made) {
      this.#engine = new Handle('Rollout', document.engine);
      this.#text = document.text;
      return;
    }
    if (kindOf(document) !== 'object') {
      throw new TypeError(`document: expected object, got ${kindOf(document)}`);
    }
    const text = document instanceof Text ? document.text : JSON.stringify(document);
    this.#engine = new Handle('Rollout', () => new Engine(text));
    this.#text = () => text;
  }

  /** @param {string} text */
  static parse(text) {
    // The engine reads the text itself, because it can say where the text is not JSON or has a field twice.
    return new Rollout(new Text(text));
  }

  get document() {
    return JSON.parse(this.#text().replace(/^\ufeff/, ''));
  }

  get stepCount() {
    return this.#engine.ask((engine) => engine.stepCount);
  }

  /** @param {number} [after] */
  namespaceAfter(after) {
    return new Namespace(this.#engine.ask((engine) => engine.namespaceAfter(after)));
  }

  /**
   * @param {number} from
   * @param {number} to
   * @param {Rollout} [other]
   */
  changes(from, to, other = this) {
    return this.#engine.ask((engine) =>
      other.#engine.ask((another) => engine.changes(from, another, to)),
    );
  }

  /**
   * @param {number} from
   * @param {number} to
   * @param {Rollout} [other]
   */
  newHazards(from, to, other = this) {
    return this.#engine.ask((engine) =>
      other.#engine.ask((another) => engine.newHazards(from, another, to)),
    );
  }

  /** @param {WorkflowLandings} exported */
  withExported(exported) {
    if (!(exported instanceof WorkflowLandings)) {
      throw new TypeError(`exported: expected WorkflowLandings, got ${kindOf(exported)}`);
    }
    const { workflows = [], ...document } = this.document;
    const all = { ...document, workflows: [...workflows, ...exported.workflows()] };
    const text = JSON.stringify(all);
    const make = () =>
      this.#engine.ask((engine) =>
        askLandings(exported, (landings) => engine.withExported(text, landings)),
      );
    return new Rollout(new Made(make, () => text));
  }

  /** @param {readonly import('./index.js').RolloutOperation[]} steps */
  withSteps(steps) {
    const make = () => this.#engine.ask((engine) => engine.withSteps(steps));
    const taken = JSON.stringify(steps);
    const text = () => {
      const { steps: _, operations: __, ...rest } = this.document;
      return JSON.stringify({ ...rest, steps: JSON.parse(taken) });
    };
    return new Rollout(new Made(make, text));
  }

  free() {
    this.#engine.free();
  }
}
