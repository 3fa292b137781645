/** What axe, which knows the rules for everybody, finds wrong with a page. */

import axe from 'axe-core';

/**
 * @param {import('playwright-core').Page} page
 * @param {string[]} [tags] of the rules to check; all that axe checks by itself when they are left out
 * @returns {Promise<string[]>} each rule that is broken, and where
 */
export async function violations(page, tags) {
  if (!(await page.evaluate(() => 'axe' in globalThis))) await page.evaluate(axe.source);
  const found = await page.evaluate(async (runOnly) => {
    const { axe } = /** @type {typeof globalThis & { axe: typeof import('axe-core') }} */ (
      globalThis
    );
    const options = {
      // Named by its tag, the contrast of seven that WCAG asks for beyond its AA would be checked, too.
      rules: { 'color-contrast-enhanced': { enabled: false } },
      resultTypes: /** @type {import('axe-core').resultGroups[]} */ (['violations']),
    };
    return (await axe.run(runOnly ? { ...options, runOnly } : options)).violations;
  }, tags);
  return found.map(({ id, nodes }) => `${id}: ${nodes.map((node) => node.html)}`);
}
