/** Shows the Markdown of a runbook: headings, lists, boxes to tick, commands, code and bold type. */

import { html } from '../vendor/lit-html/lit-html.js';

/** @param {string} text */
export function markdown(text) {
  /** @type {unknown[]} */
  const blocks = [];
  const lines = text.split('\n');
  for (let at = 0; at < lines.length; at++) {
    const line = lines[at];
    const indent = line.search(/\S/);
    if (indent < 0) continue;
    const content = line.slice(indent);
    const looks = `written indent-${Math.min(2, indent / 2)}`;
    if (content.startsWith('```')) {
      const end = lines.findIndex((other, index) => index > at && other.trim() === '```');
      const code = lines.slice(at + 1, end).map((other) => other.slice(indent));
      blocks.push(html`<pre class=${looks}><code>${code.join('\n')}</code></pre>`);
      at = end < 0 ? lines.length : end;
    } else if (content.startsWith('## ')) {
      blocks.push(html`<h3 class="part">${inline(content.slice(3))}</h3>`);
    } else if (content.startsWith('# ')) {
      blocks.push(html`<h2 class="whole">${inline(content.slice(2))}</h2>`);
    } else if (content.startsWith('- [ ] ')) {
      blocks.push(html`<p class=${`${looks} to-tick`}>${inline(content.slice(6))}</p>`);
    } else if (content.startsWith('- ')) {
      blocks.push(html`<p class=${`${looks} point`}>${inline(content.slice(2))}</p>`);
    } else {
      blocks.push(html`<p class=${looks}>${inline(content)}</p>`);
    }
  }
  return html`<div class="marked-down">${blocks}</div>`;
}

/** Code between as many backticks as it needs, bold type, a character with a backslash before it, other text. */
const PARTS = /(`+)(.+?)\1(?!`)|\*\*(.+?)\*\*|\\(.)|[^`*\\]+|[\s\S]/g;

/**
 * @param {string} text
 * @returns {unknown[]}
 */
function inline(text) {
  return [...text.matchAll(PARTS)].map(([whole, , code, bold, escaped]) => {
    if (code !== undefined) return html`<code>${code}</code>`;
    if (bold !== undefined) return html`<strong>${inline(bold)}</strong>`;
    return escaped ?? whole;
  });
}
