// How long the page's main thread works for each change on the screen with a big plan: for its script, and for the frame
// in which what has changed is laid out and painted. Prints the medians in milliseconds as JSON.

import { linkOf } from '../../pkg/link.js';
import { isQuick, median } from '../node/measuring.js';
import { bigPlan } from '../node/plans.js';
import { VIEWPORT, withPage } from './browser.js';

const TURNS = isQuick ? 1 : 9;

/** Milliseconds after which nothing of a change goes on: no motion, nothing that is announced, kept or asked for later. */
const REST = 1200;

/** What is measured, in this order; `prepare` says how each is done. */
const CHANGES = [
  'type a letter of a command',
  'apply the command as a step',
  'undo the step',
  'go to a step',
  'unfold a group',
  'open the rules of a group',
];

/** In the page: names what people do, with what has to be done before it and after it. */
function prepare() {
  /** @param {string} key */
  const get = (key) => {
    const found = document.querySelector(`[data-focus^="${key}"]`);
    if (found === null) throw new Error(`Nothing on the page has the key ${key}.`);
    return found;
  };
  const click = (/** @type {string} */ key) =>
    get(key).dispatchEvent(new MouseEvent('click', { bubbles: true }));
  const type = (/** @type {string} */ text) => {
    const field = /** @type {HTMLInputElement} */ (get('command'));
    field.value = text;
    field.dispatchEvent(new Event('input', { bubbles: true }));
  };
  // Each time another version set of a queue at the limits.
  const typeCommand = (/** @type {number} */ turn) => {
    const buildId = `2026-11-${1 + (turn % 9)}.1`;
    type(
      `temporal task-queue update-build-ids promote-set --task-queue queue-3 --build-id ${buildId}`,
    );
  };
  /** @type {Record<string, { before?: (turn: number) => void, act: (turn: number) => void, after?: () => void }>} */
  const changes = {
    'type a letter of a command': {
      before: typeCommand,
      act: (turn) => typeCommand(turn + 1),
      after: () => type(''),
    },
    'apply the command as a step': {
      before: typeCommand,
      act: () => click('apply'),
      after: () => click('undo'),
    },
    'undo the step': {
      before: (turn) => {
        typeCommand(turn);
        click('apply');
      },
      act: () => click('undo'),
    },
    'go to a step': { act: (turn) => click(turn % 2 === 0 ? 'step-before' : 'step-next') },
    'unfold a group': {
      act: () => click('picture-unfold-'),
      after: () => click('picture-unfold-'),
    },
    'open the rules of a group': { act: () => click('source-'), after: () => click('close-why') },
  };
  Object.assign(globalThis, { changes });
}

/** @typedef {Parameters<typeof act>[0]['when']} When */

/**
 * In the page: does something, and marks when its script ends and when the next frame has been painted.
 *
 * @param {{ what: string, when: 'before' | 'act' | 'after', turn: number }} change
 */
async function act({ what, when, turn }) {
  const frame = () =>
    new Promise((resolve) => {
      requestAnimationFrame(() => {
        const { port1, port2 } = new MessageChannel();
        // It comes when the frame has been painted.
        port1.onmessage = resolve;
        port2.postMessage(undefined);
      });
    });
  await frame();
  performance.mark(`${when} begins`);
  /** @type {any} */ (globalThis).changes[what][when]?.(turn);
  // What the page puts off to the end of its script.
  await Promise.resolve();
  performance.mark(`${when} ends`);
  await frame();
  performance.mark(`${when} is painted`);
}

/**
 * @typedef {object} TraceEvent
 * @property {string} name
 * @property {string} cat
 * @property {number} tid
 * @property {number} pid
 * @property {number} ts when, in microseconds
 * @property {number} tts how long its thread had worked until then
 * @property {number} [tdur] how long its thread worked for it
 */

/**
 * Records what the browser does.
 *
 * @param {import('playwright-core').CDPSession} session
 * @param {() => Promise<void>} during
 */
async function traced(session, during) {
  /** @type {TraceEvent[]} */
  const events = [];
  const collect = (/** @type {{ value: object[] }} */ { value }) =>
    events.push(.../** @type {TraceEvent[]} */ (value));
  session.on('Tracing.dataCollected', collect);
  const includedCategories = ['blink.user_timing', 'cc'];
  await session.send('Tracing.start', { traceConfig: { includedCategories } });
  await during();
  const end = new Promise((resolve) => session.once('Tracing.tracingComplete', resolve));
  await session.send('Tracing.end');
  await end;
  session.off('Tracing.dataCollected', collect);
  return events;
}

/**
 * How long the main thread worked, in milliseconds.
 *
 * @param {readonly TraceEvent[]} events of one change
 */
function timesOf(events) {
  const [begin, end, painted] = ['act begins', 'act ends', 'act is painted'].map((mark) => {
    const found = events.find(({ name, cat }) => name === mark && cat.includes('user_timing'));
    if (found === undefined) throw new Error(`The trace has no mark "${mark}".`);
    return found;
  });
  const frames = events.filter(
    ({ name, pid, tid, ts }) =>
      name === 'ProxyMain::BeginMainFrame' &&
      pid === end.pid &&
      tid === end.tid &&
      ts >= end.ts &&
      ts < painted.ts,
  );
  const frame = frames.reduce((sum, { tdur = 0 }) => sum + tdur, 0);
  const script = end.tts - begin.tts;
  return { script: script / 1000, all: (script + frame) / 1000 };
}

const measured = await withPage(async (browser, url) => {
  const page = await browser.newPage({ viewport: VIEWPORT });
  const session = await browser.newBrowserCDPSession();
  await page.goto(url + (await linkOf(bigPlan(), 5)));
  await page.locator('.flow-picture .target').first().waitFor({ state: 'attached' });
  await page.evaluate(prepare);
  const step = async (/** @type {string} */ what, /** @type {When} */ when, turn = 0) => {
    await page.waitForTimeout(REST);
    await page.evaluate(act, { what, when, turn });
  };
  const measurements = [];
  for (const what of CHANGES) {
    /** @type {ReturnType<typeof timesOf>[]} */
    const times = [];
    for (let turn = 0; turn < TURNS; turn += 1) {
      await step(what, 'before', turn);
      times.push(timesOf(await traced(session, () => step(what, 'act', turn))));
      await step(what, 'after', turn);
    }
    const [script, all] = /** @type {const} */ (['script', 'all']).map((part) =>
      median(times.map((time) => time[part])),
    );
    measurements.push({ what, script, all });
  }
  return measurements;
});
console.log(JSON.stringify(measured));
