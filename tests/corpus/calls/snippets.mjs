import { snippet } from '../face.mjs';

const LANGUAGES = ['cli', 'go', 'python', 'typescript', 'java', 'dotnet'];
const TEXTS = [
  '1.0',
  '',
  ' ',
  "it's",
  '"quoted"',
  '`ticks`',
  `$HOME \${x} $(y)`,
  '\\',
  '\\n',
  'a\nb',
  'a\r\nb',
  '\t',
  '\0',
  '\x7f',
  '\u0085\u2028\u2029',
  '-flag',
  '--',
  '~',
  '!history',
  '#comment',
  '*?[a]{b,c}',
  '<a>&b;|c',
  'é',
  '🦀',
  '\ufeff',
  '\u202eabc',
  '"""',
  "'''",
  '%s {0}',
  '__proto__',
  'x'.repeat(300),
  '{{x}}',
  '0123',
  'null',
];
const ODD = ['\ud800', 'x'.repeat(2 ** 16), 'x'.repeat(2 ** 16 + 1)];

/** @type {import('../calls.mjs').Group} */
export function askSnippets(asker) {
  for (const language of LANGUAGES) {
    for (const [place, text] of TEXTS.entries()) {
      const other = TEXTS[(place + 7) % TEXTS.length];
      for (const [name, taskQueue, operation] of operations(text, other)) {
        asker.in(language).ask(
          `${JSON.stringify(text).slice(0, 30)} ${name}`,
          () =>
            `snippet(${JSON.stringify(taskQueue)}, ${JSON.stringify(operation)}, '${language}')`,
          () => snippet(taskQueue, operation, /** @type {any} */ (language)),
        );
      }
    }
    for (const [place, text] of ODD.entries()) {
      for (const [name, taskQueue, operation] of operations(text, 'b')) {
        asker.in(language).ask(
          `odd ${place} ${name}`,
          () => `snippet of ${text.length} characters`,
          () => snippet(taskQueue, operation, /** @type {any} */ (language)).length,
        );
      }
    }
  }
}

/**
 * @param {string} text
 * @param {string} other
 * @returns {[string, string, any][]}
 */
function operations(text, other) {
  const compatible = { operation: 'addNewCompatibleVersion', buildId: text };
  return [
    ['queue', text, { operation: 'addNewIdInNewDefaultSet', buildId: other }],
    ['new', 'orders', { operation: 'addNewIdInNewDefaultSet', buildId: text }],
    ['compatible', other, { ...compatible, existingCompatibleBuildId: other }],
    ['promoting', 'orders', { ...compatible, existingCompatibleBuildId: other, promoteSet: true }],
    ['set', 'orders', { operation: 'promoteSetByBuildId', buildId: text }],
    ['within', 'orders', { operation: 'promoteBuildIdWithinSet', buildId: text }],
    ['merge', 'orders', { operation: 'mergeSets', primaryBuildId: text, secondaryBuildId: other }],
  ];
}
