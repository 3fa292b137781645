/** `www/index.html` with its parts inlined. Node alone runs this. */

import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { root } from './process.mjs';

export const www = join(root, 'www');

/** What reads YAML: loaded only when it is needed, from beside the page. */
export const LAZY = 'document-text.js';

/**
 * `www/index.html` with its styles, its scripts and its icon inlined, and a policy that allows no others.
 *
 * @param {object} parts
 * @param {string} parts.style
 * @param {{ text: string, type?: 'module' | 'importmap' }[]} parts.scripts
 */
export function inlined({ style, scripts }) {
  for (const { text } of scripts) {
    if (/<\/script|<!--/i.test(text))
      throw new Error('a script holds text that would end it early');
  }
  const icon = readFileSync(join(www, 'icon.svg'), 'utf8').trim();
  const elements = scripts.map(
    ({ text, type }) => `<script${type ? ` type="${type}"` : ''}>${text}</script>`,
  );
  const allowed = scripts.map(({ text }) => hashOf(text)).join(' ');
  return source()
    .replace(
      /<link rel="stylesheet"[\s\S]*<link rel="stylesheet"[^>]*>/,
      () => `<style>${style}</style>`,
    )
    .replace(/<script [\s\S]*<\/script>/, () => elements.join('\n    '))
    .replace('href="icon.svg"', () => `href="data:image/svg+xml,${encodeURIComponent(icon)}"`)
    .replace("script-src 'self'", () => `script-src ${allowed}`)
    .replace("style-src 'self'", () => `style-src ${hashOf(style)}`)
    .replace("img-src 'self' data:", 'img-src data:');
}

/**
 * A page with a policy that lets it load scripts from somewhere else, too.
 *
 * @param {string} html
 * @param {string} where such as `'self'`
 */
export function withScriptsFrom(html, where) {
  return html.replace('script-src ', `script-src ${where} `);
}

/** The style sheets of the page, in `www/`. */
export function styleSheets() {
  return [...source().matchAll(/rel="stylesheet" href="([^"]+)"/g)].map(([, file]) => file);
}

function source() {
  return readFileSync(join(www, 'index.html'), 'utf8');
}

/** @param {string} text */
function hashOf(text) {
  return `'sha256-${createHash('sha256').update(text).digest('base64')}'`;
}
