/** Export: the link, the document, tables, the picture, commands and code; copied and saved. */

import assert from 'node:assert/strict';
import { readFile } from 'node:fs/promises';
import { test } from 'node:test';
import { Rollout, snippet } from '../../pkg/index.js';
import { linkOf, readLink } from '../../pkg/link.js';
import { EXAMPLE as START } from '../../www/example.js';
import { mergeTwoSets, refusedOperation, rollBack } from './examples.mjs';
import './resolve-package.mjs';
import { focused, openPage, serverUrl } from './support.mjs';

const { asOneText, codeOf } = await import('../../www/export/code.js');
const { markdownOf } = await import('../../www/export/markdown.js');
const { pictureOf } = await import('../../www/export/picture.js');
const { fileName } = await import('../../www/dialogs/save.js');
const { tableMeasure } = await import('../../www/picture/measure.js');

/** @typedef {import('playwright-core').Page} Page */
/** @typedef {import('../../pkg/index.js').RolloutDocument} RolloutDocument */

const CLIPBOARD = { permissions: ['clipboard-read', 'clipboard-write'] };

test('Markdown has the steps, the sets and every landing, before and after each', () => {
  const { description: _, ...document } = rollBack;
  assert.equal(
    markdownOf(new Rollout(document)),
    `# How do I roll back a release?

## Steps

| Step | Task queue | Operation | Result |
| --- | --- | --- | --- |
| 1 | orders | Roll back: make the set of 1.0 the queue default | changed |

## Version sets

The default stands last: of each set, and of the sets.

| Task queue | Start | After step 1 |
| --- | --- | --- |
| orders | \\[1.0\\] \\[2.0\\] | **\\[2.0\\] \\[1.0\\]** |

## Where everything lands

What moves with a step is bold.

|  | Start | After step 1 |
| --- | --- | --- |
| new workflows on orders | 2.0 on orders | **1.0 on orders** |
| order-17 | 1.0 on orders | 1.0 on orders |
| order-20 | 2.0 on orders | 2.0 on orders |
| order-21 | 2.0 on orders | **1.0 on orders** |
`,
  );
});

/** @type {RolloutDocument} */
const HOSTILE = {
  version: 1,
  name: '</textarea><script>document.title=1</script>',
  taskQueues: [
    { taskQueue: 'a|b\nc', versionSets: [{ buildIds: ['<img src=x>', '*/ `x` #{1}'] }] },
  ],
  operations: [
    { name: 'x\ny', taskQueue: 'a|b\nc', operation: 'addNewIdInNewDefaultSet', buildId: '☃\u0007' },
  ],
};

test('no name can break a table or become markup in Markdown', () => {
  const markdown = markdownOf(new Rollout(HOSTILE));
  const rows = markdown.split('\n').filter((line) => line.startsWith('|'));
  const columns = rows.map((row) => row.split(/(?<!\\)\|/).length - 2);
  assert.deepEqual(columns, [4, 4, 4, 3, 3, 3, 3, 3, 3]);
  assert.doesNotMatch(markdown, /(?<!\\)<|(?<!\\)`/);
});

test('a description is a paragraph, however it begins', () => {
  for (const [description, written] of [
    ['1. first', '1\\. first'],
    ['- item', '\\- item'],
    ['# head', '\\# head'],
    ['    code', 'code'],
  ]) {
    const markdown = markdownOf(new Rollout({ version: 1, name: 'x', description }));
    assert.equal(markdown.split('\n')[2], written);
  }
});

test('code has every step, and says which the server would refuse', () => {
  const steps = codeOf(new Rollout(refusedOperation), 'cli');
  const [first, second] = refusedOperation.operations ?? [];
  assert.deepEqual(
    steps.map(({ step, refusal }) => [step, refusal]),
    [
      [1, 'INVALID_ARGUMENT: version 1.0 already exists'],
      [2, undefined],
    ],
  );
  assert.equal(
    asOneText(steps, 'cli'),
    `# Step 1. Back to 1.0?: add 1.0 in a new default set, on orders
# REFUSED by the server: INVALID_ARGUMENT: version 1.0 already exists
${snippet('orders', without(first), 'cli')}

# Step 2. Back to 1.0!: make the set of 1.0 the queue default, on orders
${snippet('orders', without(second), 'cli')}
`,
  );
});

/** @param {import('../../pkg/index.js').RolloutOperation} step */
function without({ name: _, taskQueue: __, ...operation }) {
  return operation;
}

test('a comment above a step stays one line, whatever it is called', () => {
  const text = asOneText(codeOf(new Rollout(HOSTILE), 'go'), 'go');
  assert.match(text, /^\/\/ Step 1\. x y: add ☃ {2}in a new default set, on a\|b c\n/);
});

test('files are named after the plan', () => {
  assert.equal(fileName('Ship 2.0 of orders', 'json'), 'ship-2.0-of-orders.json');
  assert.equal(fileName('../../etc: 版本?', 'md'), 'etc-版本.md');
  assert.equal(fileName('', 'svg'), 'plan.svg');
});

test('the picture says what flows where in this step, and what it means', () => {
  const rollout = new Rollout({ ...rollBack, name: 'Back <to> 1.0 & on' });
  const flow = rollout.flow(0, 1);
  const picture = pictureOf({
    title: rollout.document.name ?? '',
    flow,
    theme: 'light',
    measure: tableMeasure,
  });
  assert.match(picture, /<title>Back &lt;to&gt; 1\.0 &amp; on<\/title>/);
  for (const text of [flow.headline.lead, flow.headline.detail, 'Version set of 2.0'])
    assert.ok(picture.includes(text), text);
});

test('the picture leaves out the queues that do not change', () => {
  const taskQueues = ['changes', 'stays'].map((taskQueue) => ({
    taskQueue,
    versionSets: [{ buildIds: ['1.0'] }],
  }));
  const add = /** @type {const} */ ({
    taskQueue: 'changes',
    operation: 'addNewIdInNewDefaultSet',
    buildId: '2.0',
  });
  const rollout = new Rollout({ version: 1, taskQueues, operations: [add] });
  const drawn = (/** @type {number} */ before) => {
    const flow = rollout.flow(before, 1);
    return pictureOf({ title: 'Plan', flow, theme: 'dark', measure: tableMeasure });
  };
  const headings = (/** @type {string} */ svg) =>
    ['changes', 'stays'].filter((queue) => svg.includes(`>${queue}</text>`));
  assert.deepEqual(headings(drawn(0)), ['changes']);
  assert.deepEqual(headings(drawn(1)), ['changes', 'stays'], 'where nothing changes, all');
});

/** @param {Page} page @param {string} [format] */
async function openShare(page, format) {
  await page.getByRole('button', { name: 'Share', exact: true }).click();
  const dialog = page.getByRole('dialog', { name: 'Share and export' });
  await dialog.waitFor();
  if (format) await dialog.getByLabel('As', { exact: true }).selectOption(format);
  return dialog;
}

/** @param {Page} page */
async function copied(page) {
  await page.getByRole('status').filter({ hasText: 'Copied.' }).waitFor();
  return page.evaluate(() => navigator.clipboard.readText());
}

test('the link is copied, and opens the plan at its step', async (t) => {
  const page = await openPage(t, CLIPBOARD);
  const dialog = await openShare(page);
  await dialog.getByRole('button', { name: 'Copy', exact: true }).click();
  const link = await copied(page);
  assert.ok(link.startsWith(serverUrl()));
  assert.deepEqual(await readLink(new URL(link).hash), { document: START, step: 1 });
});

test('the saved document is the plan', async (t) => {
  const page = await openPage(t);
  const dialog = await openShare(page, 'JSON, to be imported again');
  const [download] = await Promise.all([
    page.waitForEvent('download'),
    dialog.getByRole('button', { name: 'Save as a file' }).click(),
  ]);
  assert.equal(download.suggestedFilename(), 'ship-2.0-of-orders.json');
  assert.deepEqual(JSON.parse(await readFile(await download.path(), 'utf8')), START);
});

test('Markdown is shown and copied', async (t) => {
  const page = await openPage(t, CLIPBOARD);
  const dialog = await openShare(page, 'Markdown, with tables');
  await dialog.getByRole('button', { name: 'Copy', exact: true }).click();
  assert.equal(await copied(page), markdownOf(new Rollout(START)));
  assert.equal(await dialog.getByLabel('Markdown').inputValue(), await copied(page));
});

test('the runbook is shown and copied', async (t) => {
  const page = await openPage(t, CLIPBOARD);
  const dialog = await openShare(page, 'Runbook: what to start, run, check, mind and stop');
  await dialog.getByRole('button', { name: 'Copy', exact: true }).click();
  assert.equal(await copied(page), new Rollout(START).runbook());
});

test('the picture is shown in the colours that are asked for, and saved as SVG and as PNG', async (t) => {
  const url = serverUrl() + (await linkOf(rollBack, 1));
  const page = await openPage(t, { url, acceptDownloads: true });
  const dialog = await openShare(page, 'Picture of what flows where');
  const image = dialog.getByRole('img', { name: /^Step 1: / });
  await image.waitFor();
  await dialog.getByLabel('Colours').selectOption('For a dark page');
  await dialog.locator('img[src*="0E1114"]').waitFor();
  /** @param {string} name */
  const saved = async (name) => {
    const [download] = await Promise.all([
      page.waitForEvent('download'),
      dialog.getByRole('button', { name }).click(),
    ]);
    return { file: download.suggestedFilename(), bytes: await readFile(await download.path()) };
  };
  const svg = await saved('Save as SVG');
  assert.equal(svg.file, 'how-do-i-roll-back-a-release.svg');
  assert.match(svg.bytes.toString(), /^<svg [\s\S]*<\/svg>\n$/);
  const png = await saved('Save as PNG');
  assert.equal(png.file, 'how-do-i-roll-back-a-release.png');
  assert.equal(png.bytes.subarray(1, 4).toString(), 'PNG');
  // Twice as many pixels as the picture is wide.
  assert.equal(png.bytes.readUInt32BE(16), 2 * 1440);
});

test('each language has every step to copy, and says what it cannot do', async (t) => {
  const url = serverUrl() + (await linkOf(mergeTwoSets, 1));
  const page = await openPage(t, { ...CLIPBOARD, url });
  const dialog = await openShare(page, 'Java');
  const operation = without(/** @type {any} */ (mergeTwoSets.operations?.[0]));
  for (const [title, language] of /** @type {const} */ ([
    ['temporal commands', 'cli'],
    ['Go', 'go'],
    ['Python', 'python'],
    ['TypeScript', 'typescript'],
    ['Java', 'java'],
    ['.NET', 'dotnet'],
  ])) {
    await dialog.getByLabel('As', { exact: true }).selectOption(title);
    const shown = await dialog.locator('pre').textContent();
    assert.equal(shown, snippet('orders', operation, language));
    if (language === 'cli' || language === 'go')
      assert.match(shown ?? '', /can merge version sets/);
  }
  await dialog.getByRole('button', { name: 'Copy step 1' }).click();
  assert.equal(await copied(page), snippet('orders', operation, 'dotnet'));
});

test('the browser may refuse to copy, and it is said', async (t) => {
  const page = await openPage(t, { permissions: [] });
  await page.evaluate(() => {
    navigator.clipboard.writeText = () => Promise.reject(new DOMException('no', 'NotAllowedError'));
  });
  const dialog = await openShare(page);
  await dialog.getByRole('button', { name: 'Copy', exact: true }).click();
  await page.getByRole('status').filter({ hasText: 'did not let it be copied' }).waitFor();
});

test('share is opened and closed by keyboard', async (t) => {
  const page = await openPage(t);
  await page.locator('[data-focus="share"]').focus();
  await page.keyboard.press('Enter');
  await page.getByRole('dialog').waitFor();
  assert.equal(await focused(page), 'export-format');
  await page.keyboard.press('Escape');
  assert.equal(await focused(page), 'share');
});
