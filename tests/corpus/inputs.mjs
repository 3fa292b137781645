/**
 * What the calls are made with, beside what they make up themselves. It is kept in the recording, so that the
 * examples may change without it.
 */

import { readdirSync, readFileSync } from 'node:fs';
import { parse } from 'yaml';
import { EXAMPLE } from '../../www/example.js';
import { EXAMPLES } from '../../www/examples.js';
import { ROLLOUT } from '../cli/support.mjs';
import { DOCUMENT } from '../package/fixtures/rollout-document.mjs';

/**
 * @typedef {object} Inputs
 * @property {Record<string, any>} documents rollout documents
 * @property {Record<string, string>} files rollout documents as files
 * @property {Record<string, string>} versionSets what tools print of version sets
 * @property {Record<string, string>} workflows what tools print of workflows
 */

/** @returns {Inputs} */
export function gatherInputs() {
  const files = textsOf(new URL('../../examples/', import.meta.url));
  const samples = Object.entries(textsOf(new URL('../interop/samples/', import.meta.url)));
  const isOfWorkflows = (/** @type {[string, string]} */ [name]) => name.startsWith('workflow-');
  return {
    documents: {
      'rollout.json': ROLLOUT,
      'everything.json': DOCUMENT,
      page: EXAMPLE,
      ...Object.fromEntries(EXAMPLES),
      ...Object.fromEntries(Object.entries(files).map(([name, text]) => [name, parse(text)])),
    },
    files,
    versionSets: Object.fromEntries(samples.filter((sample) => !isOfWorkflows(sample))),
    workflows: Object.fromEntries(samples.filter(isOfWorkflows)),
  };
}

/** @param {URL} folder */
function textsOf(folder) {
  const names = readdirSync(folder).sort();
  return Object.fromEntries(
    names.map((name) => [name, readFileSync(new URL(name, folder), 'utf8')]),
  );
}
