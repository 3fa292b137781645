/** The picture's content as a table: what moves first, from where to where, and who takes it. */

import { colourClass } from '../picture/colours.js';
import { live } from '../vendor/lit-html/directives/live.js';
import { repeat } from '../vendor/lit-html/directives/repeat.js';
import { html, nothing } from '../vendor/lit-html/lit-html.js';
import { icon, questionSign, stopSign } from './icons.js';
import { button, counted, figure, lineName, sentence, titled, unseen } from './text.js';

/**
 * @typedef {import('../planner.js').View} View
 * @typedef {import('../pkg/index.js').QueueFlow} QueueFlow
 * @typedef {import('../pkg/index.js').FlowSource} FlowSource
 * @typedef {import('../pkg/index.js').FlowRibbon} FlowRibbon
 * @typedef {import('../pkg/index.js').FlowEnd} FlowEnd
 */

/**
 * @typedef {object} Row
 * @property {QueueFlow} queue in whose flow it stands
 * @property {FlowSource} source
 * @property {FlowRibbon} ribbon
 * @property {number} index of the ribbon
 * @property {boolean} isMoved
 * @property {number} depth 1 for what a workflow starts
 * @property {boolean} [isOfMoved] whether it is below a row that moves
 */

/** The most rows of what stays that are shown before the others are asked for. */
const MOST_STAY = 12;

/**
 * @param {View} view
 * @param {readonly QueueFlow[]} queues
 */
export function moves(view, queues) {
  const { look, act } = view;
  const rows = queues.flatMap((queue) => queue.sources.flatMap((source) => rowsOf(queue, source)));
  const moved = rows.filter(({ isMoved }) => isMoved);
  const stay = rows.filter(({ isMoved }) => !isMoved);
  const areAll = look.open.has('all-rows') || stay.length <= MOST_STAY;
  const others = look.movedOnly ? [] : areAll ? stay : stay.slice(0, MOST_STAY);
  const shown = [...moved, ...others];
  const isOneQueue = queues.length === 1;
  const title =
    moved.length === 0
      ? 'What starts and runs'
      : moved.length === 1
        ? '1 group moves'
        : `${figure(moved.length)} groups move`;
  return html`
    <div class=${look.open.has('stays') ? 'moves all' : 'moves'}>
      <table role="table">
        <caption class="unseen">What starts and runs, where it goes and who takes it</caption>
        <thead role="rowgroup">
          <tr role="row">
            <th role="columnheader" scope="col">${title}</th>
            <th role="columnheader" scope="col" class="number">Running</th>
            <th role="columnheader" scope="col">Goes to</th>
            <th role="columnheader" scope="col">Who takes it</th>
            <th role="columnheader" scope="col" class="last">
              ${moved.length === 0 ? unseen('Why') : movedOnly(look, act)}
            </th>
          </tr>
        </thead>
        <tbody role="rowgroup">
          ${repeat(
            shown.flatMap((row) => [row, ...unfolded(view, row)]),
            ({ queue, source, index }) => `${queue.taskQueue} ${source.id} ${index}`,
            (row) => rowOf(view, row, isOneQueue),
          )}
        </tbody>
      </table>
      ${
        look.movedOnly || areAll
          ? nothing
          : button(
              `Show ${counted(stay.length - MOST_STAY, 'more row')}`,
              () => act.toggle('all-rows'),
              {
                look: 'text-button more-rows',
                focus: 'all-rows',
              },
            )
      }
      ${
        stay.length === 0 || moved.length === 0
          ? nothing
          : html`
              <p class="stay-line">
                <span>${staying(stay.length)}</span>
                ${button(look.open.has('stays') ? 'Hide' : 'Show', () => act.toggle('stays'), {
                  look: 'text-button',
                  focus: 'stays',
                  isOpen: look.open.has('stays'),
                  heard: ' what stays',
                })}
              </p>
            `
      }
    </div>
  `;
}

/** @param {number} count */
function staying(count) {
  return count === 1 ? '1 more stays where it is' : `${figure(count)} more stay where they are`;
}

/**
 * @param {View['look']} look
 * @param {View['act']} act
 */
function movedOnly({ movedOnly }, act) {
  return html`
    <label class="moved-only">
      <input
        type="checkbox"
        data-focus="moved-only"
        .checked=${live(movedOnly)}
        @change=${act.toggleMovedOnly}
      />Moved only
    </label>
  `;
}

/**
 * @param {QueueFlow} queue
 * @param {FlowSource} source
 * @param {number} [depth]
 * @returns {Row[]}
 */
function rowsOf(queue, source, depth = 0) {
  return source.ribbons.map((ribbon, index) => ({
    queue,
    source,
    ribbon,
    index,
    isMoved: ribbon.from !== undefined,
    depth,
  }));
}

/**
 * What the workflows of a row start, if it is unfolded below the row.
 *
 * @param {View} view
 * @param {Row} row
 */
function unfolded({ look }, { queue, source, index, depth, isMoved: isOfMoved }) {
  if (depth > 0 || index > 0 || !look.open.has(keyOf(queue, source))) return [];
  const rows = source.commands.flatMap((command) => rowsOf(queue, command, 1));
  return rows.map((row) => ({ ...row, isOfMoved }));
}

/**
 * @param {QueueFlow} queue
 * @param {FlowSource} source
 */
function keyOf({ taskQueue }, { id }) {
  return `source ${taskQueue} ${id}`;
}

/**
 * @param {View} view
 * @param {Row} row
 * @param {boolean} isOneQueue
 */
function rowOf(view, row, isOneQueue) {
  const { look, act } = view;
  const { queue, source, ribbon, index, isMoved, depth, isOfMoved } = row;
  const key = keyOf(queue, source);
  const isOpen = look.open.has(key);
  const why = { taskQueue: queue.taskQueue, source: source.id, ribbon: index };
  const isExplained =
    look.why?.taskQueue === why.taskQueue &&
    look.why.source === why.source &&
    look.why.ribbon === index;
  const focus = `row-${queue.taskQueue}-${source.id}-${index}`;
  const looks = [
    isMoved ? 'moved' : 'stays',
    depth > 0 ? 'inner' : '',
    isOfMoved ? 'of-moved' : '',
    isExplained ? 'explained' : '',
  ];
  return html`
    <tr role="row" class=${looks.filter(Boolean).join(' ')}>
      <th role="rowheader" scope="row">
        ${
          source.commandLabels.length > 0 && index === 0
            ? button(icon(isOpen ? 'down' : 'right'), () => act.toggle(key), {
                look: 'icon-button fold',
                focus: `unfold-${queue.taskQueue}-${source.id}`,
                heard: `What ${source.label} start`,
                isOpen,
              })
            : html`<span class="fold"></span> `
        }<span class="row-name" dir="auto">${sentence(source.label)}</span>
        ${isOneQueue ? nothing : html`<span class="hint on-queue">on ${lineName(queue.taskQueue, act)}</span>`}
      </th>
      <td role="cell" class="number">${source.kind === 'newWorkflows' ? nothing : figure(ribbon.count)}</td>
      <td role="cell" class="goes">${goes(view, ribbon)}</td>
      <td role="cell" class="takes">${taker(view, ribbon.to)}</td>
      <td role="cell" class="last">
        ${button('Why', () => act.openWhy(why), {
          look: 'text-button',
          focus,
          heard: ` ${source.label}`,
          isOpen: isExplained,
        })}
      </td>
    </tr>
  `;
}

/**
 * @param {View} view
 * @param {FlowRibbon} ribbon
 */
function goes(view, { from, to }) {
  const target = html`${swatch(view, to)}${label(view, to)}`;
  if (from === undefined) return html`<span class="stays-word">stays</span> ${target}`;
  return html`
    <s class="from">${unseen('from ')}${label(view, from)}</s>
    <span class="arrow" aria-hidden="true">→</span>${unseen(' to ')}
    <b>${target}</b>
  `;
}

/**
 * The name of a place: in the type of names if it is a build ID.
 *
 * @param {View} view
 * @param {FlowEnd} end
 */
function label(view, end) {
  const buildId = versionOf(view, end)?.buildId;
  return buildId === end.label ? lineName(buildId, view.act) : sentence(end.label);
}

/**
 * @param {View} view
 * @param {FlowEnd} end
 */
function placeOf({ flow }, { taskQueue, place }) {
  if (place === undefined) return undefined;
  return flow.taskQueues.find((queue) => queue.taskQueue === taskQueue)?.places[place];
}

/**
 * @param {View} view
 * @param {FlowEnd} end
 */
function versionOf(view, end) {
  return end.version === undefined ? undefined : placeOf(view, end)?.versions[end.version];
}

/**
 * @param {View} view
 * @param {FlowEnd} end
 */
function swatch(view, end) {
  const place = placeOf(view, end);
  return place ? html`<i class=${`swatch ${colourClass(place)}`}></i>` : nothing;
}

/**
 * Who takes it, or what becomes of it instead.
 *
 * @param {View} view
 * @param {FlowEnd} end
 */
function taker({ flow }, { taskQueue, receipt, taker, label, message }) {
  const takers = flow.taskQueues.find((queue) => queue.taskQueue === taskQueue)?.takers ?? [];
  const title = sentence((taker === undefined ? undefined : takers[taker]?.title) ?? label);
  switch (receipt) {
    case 'taken':
      return title;
    case 'direct':
      return titled(label);
    case 'waits':
      return html`<span class="bad">${stopSign}${title}</span>`;
    case 'notKnown':
      return html`<span class="unknown">${questionSign}${title}</span>`;
    case 'refused':
      return html`<span class="bad">${stopSign}${titled(label)}</span>${
        message ? html` <span class="message" dir="auto">${message}</span>` : nothing
      }`;
  }
}
