/** The task queues: those that the step changes with their heads, the others in one line each. */

import { repeat } from '../vendor/lit-html/directives/repeat.js';
import { html, nothing } from '../vendor/lit-html/lit-html.js';
import { icon } from './icons.js';
import { picture } from './picture.js';
import { button, counted, figure, lineName } from './text.js';

/**
 * @typedef {import('../planner.js').View} View
 * @typedef {import('../pkg/index.js').QueueFlow} QueueFlow
 */

/**
 * The queues that are shown whole: those that the step changes or, if there are none, the one that it is about.
 *
 * @param {View} view
 * @returns {QueueFlow[]}
 */
export function mainQueues(view) {
  const { taskQueues } = view.flow;
  const changed = taskQueues.filter(({ changes }) => changes);
  if (changed.length > 0) return changed;
  const found = aboutQueues(view)
    .map((name) => taskQueues.find(({ taskQueue }) => taskQueue === name))
    .find((queue) => queue !== undefined);
  return found ? [found] : taskQueues.slice(0, 1);
}

/**
 * The queues that the moment is about, the likeliest first.
 *
 * @param {Pick<View, 'shown' | 'state' | 'look'>} view
 */
function aboutQueues({ shown, state, look }) {
  const { document, newWorkflows } = shown.answers;
  const { operations = [] } = document;
  const about =
    typeof shown.after === 'object'
      ? shown.after.operation.taskQueue
      : (operations[shown.step - 1] ?? operations[state.step])?.taskQueue;
  const [first] = [...newWorkflows.keys()].sort();
  // What is typed as a task queue may be none.
  return [about, look.draft.taskQueue, first].filter(
    (name) => name !== undefined && newWorkflows.has(name),
  );
}

/**
 * What has to be described in full even if nothing changes there: the queue that the moment is about, those that are
 * unfolded, and those to which unfolded commands lead; and the commands that are unfolded.
 *
 * @param {Pick<View, 'shown' | 'state' | 'look'>} view
 * @returns {import('../pkg/index.js').FlowOptions}
 */
export function describedIn(view) {
  const { shown, look } = view;
  const names = new Set(aboutQueues(view));
  const commandsOf = [];
  const unfolded = [...look.open].filter((key) => key.startsWith('source '));
  for (const name of shown.answers.newWorkflows.keys()) {
    if (look.open.has(`queue ${name}`)) names.add(name);
    const start = `source ${name} `;
    const own = unfolded.filter((key) => key.startsWith(start));
    if (own.length === 0) continue;
    commandsOf.push(...own.map((key) => ({ taskQueue: name, source: key.slice(start.length) })));
    for (const target of shown.answers.targetsOf(name)) names.add(target);
  }
  return { taskQueues: [...names].filter((name) => name !== ''), commandsOf };
}

/**
 * A queue that is shown whole.
 *
 * @param {View} view
 * @param {QueueFlow} queue
 * @param {boolean} isFirst whether it is the first of the screen
 */
export function wholeQueue(view, queue, isFirst) {
  return html`
    <section class="queue" aria-label=${`Task queue ${queue.taskQueue}`}>
      ${queueHead(view, queue, isFirst)}
      ${view.look.shape === 'picture' ? picture(view, queue) : nothing}
    </section>
  `;
}

/**
 * @param {View} view
 * @param {QueueFlow} queue
 * @param {boolean} isFirst whether it is the first of the screen, which says what the picture's signs mean
 */
export function queueHead({ look, act, flow, mode }, { taskQueue, ...facts }, isFirst) {
  const hasMoves = flow.taskQueues.some(({ changes }) => changes);
  const focus = `queue-menu-${taskQueue}`;
  const isOpen = look.menu?.kind === 'queue' && look.menu.taskQueue === taskQueue;
  return html`
    <div class="queue-head">
      <h2 tabindex="-1" data-focus=${`queue-${taskQueue}`}>${lineName(taskQueue, act)}</h2>
      <p class="queue-facts">${factsOf(facts)}</p>
      ${
        mode === 'edit'
          ? button(icon('more'), () => act.openMenu({ kind: 'queue', taskQueue, anchor: focus }), {
              look: 'icon-button',
              focus,
              heard: `What to do with ${taskQueue}`,
              opens: 'menu',
              isOpen,
            })
          : nothing
      }
      ${isFirst && hasMoves && look.shape === 'picture' ? legend : nothing}
      ${isFirst ? shapes(look.shape, act) : nothing}
    </div>
  `;
}

const legend = html`
  <ul class="legend" role="list" aria-label="Signs of the picture">
    <li><i class="key-moves"></i>moves</li>
    <li><i class="key-before"></i><span class="wide-only">where it went </span>before</li>
    <li><i class="key-stays"></i>stays</li>
  </ul>
`;

/**
 * @param {'picture' | 'table'} shape
 * @param {View['act']} act
 */
function shapes(shape, act) {
  return html`
    <div class="switch" role="group" aria-label="Show as">
      ${button('Picture', () => act.look({ shape: 'picture' }), {
        look: 'choice-button',
        focus: 'as-picture',
        isPressed: shape === 'picture',
      })}
      ${button('Table', () => act.look({ shape: 'table' }), {
        look: 'choice-button',
        focus: 'as-table',
        isPressed: shape === 'table',
      })}
    </div>
  `;
}

/** @param {Pick<QueueFlow, 'generation' | 'buildIds' | 'running'>} facts */
function factsOf({ generation, buildIds, running }) {
  return [
    generation,
    ...(buildIds > 0 ? [counted(buildIds, 'build ID')] : []),
    `${figure(running)} running`,
  ].join(' · ');
}

/**
 * The queues that are not shown whole, in a line each, which unfolds.
 *
 * @param {View} view
 * @param {readonly QueueFlow[]} main those that are
 */
export function queueLines(view, main) {
  const others = view.flow.taskQueues.filter((queue) => !main.includes(queue));
  if (others.length === 0) return nothing;
  return html`
    <ul class="queue-lines" role="list" aria-label="Other task queues">
      ${repeat(
        others,
        ({ taskQueue }) => taskQueue,
        (queue) => line(view, queue),
      )}
    </ul>
  `;
}

/**
 * @param {View} view
 * @param {QueueFlow} queue
 */
function line(view, queue) {
  const { look, act } = view;
  const { taskQueue } = queue;
  const key = `queue ${taskQueue}`;
  const isOpen = look.open.has(key);
  return html`
    <li>
      <div class="queue-line">
        <button
          type="button"
          class="unfold"
          data-focus=${`queue-${taskQueue}`}
          aria-expanded=${isOpen}
          @click=${() => act.toggle(key)}
        >
          ${icon(isOpen ? 'down' : 'right')}
          <bdi class="line-name queue-name" dir="auto">${taskQueue}</bdi>
          <span class="queue-facts">${factsOf(queue)}</span>
          <span class="queue-change">nothing changes</span>
        </button>
      </div>
      ${isOpen ? html`<div class="queue">${picture(view, queue)}</div>` : nothing}
    </li>
  `;
}

/**
 * The queues whose rows the table shows.
 *
 * @param {View} view
 * @param {readonly QueueFlow[]} main
 */
export function queuesInTable({ flow, look }, main) {
  return flow.taskQueues.filter(
    (queue) => main.includes(queue) || look.open.has(`queue ${queue.taskQueue}`),
  );
}
