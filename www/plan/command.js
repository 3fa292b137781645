/** Reads an operation from the command line that asks a server for it. */

import { emptyDraft } from './draft.js';

/** @typedef {import('./draft.js').Draft} Draft */

/** @type {Record<string, Draft['operation']>} */
const OPERATIONS = {
  'add-new-default': 'addNewIdInNewDefaultSet',
  'add-new-compatible': 'addNewCompatibleVersion',
  'promote-set': 'promoteSetByBuildId',
  'promote-id-in-set': 'promoteBuildIdWithinSet',
};

const COMMANDS = Object.keys(OPERATIONS);

/** A command that is none, with what was expected. */
export class CommandError extends Error {
  name = 'CommandError';
}

/**
 * @param {string} text such as `temporal task-queue update-build-ids promote-set -t orders --build-id 1.0`
 * @returns {Draft}
 * @throws {CommandError}
 */
export function readCommand(text) {
  const words = shellWords(text.replace(/^\s*\$\s+/, ''));
  if (words[0] === 'temporal') words.shift();
  const [group, command, operation, ...rest] = words;
  if (group !== 'task-queue' || command !== 'update-build-ids') {
    throw new CommandError('Expected temporal task-queue update-build-ids … .');
  }
  if (operation === undefined || !Object.hasOwn(OPERATIONS, operation)) {
    const got = operation === undefined ? 'nothing' : operation;
    throw new CommandError(`Expected one of ${COMMANDS.join(', ')}, got ${got}.`);
  }
  const flags = flagsOf(rest);
  const draft = emptyDraft(required(flags, 'task-queue'), OPERATIONS[operation]);
  const texts = { ...draft.texts, buildId: required(flags, 'build-id') };
  if (operation !== 'add-new-compatible') return { ...draft, texts };
  const existingCompatibleBuildId = required(flags, 'existing-compatible-build-id');
  return {
    ...draft,
    texts: { ...texts, existingCompatibleBuildId },
    promoteSet: ['true', '1', 't'].includes((flags.get('set-as-default') ?? '').toLowerCase()),
  };
}

/**
 * The flags of any command of `temporal` with three words.
 *
 * @param {string} text such as `temporal task-queue get-build-ids -t orders`
 * @returns {Map<string, string>}
 * @throws {CommandError}
 */
export function commandFlags(text) {
  return flagsOf(shellWords(text).slice(3));
}

/**
 * @param {Map<string, string>} flags
 * @param {string} name
 */
function required(flags, name) {
  const value = flags.get(name);
  if (value === undefined) throw new CommandError(`Expected --${name}.`);
  return value;
}

/** The flags that stand alone, here and among those that every command takes. */
const WITHOUT_VALUE = [
  'set-as-default',
  'tls',
  'help',
  'no-json-shorthand-payloads',
  'disable-config-file',
  'disable-config-env',
];

/** @type {Record<string, string>} */
const SHORT = { t: 'task-queue', n: 'namespace', o: 'output' };

/**
 * Those that say how to reach a server are read, and make no difference.
 *
 * @param {readonly string[]} words
 */
function flagsOf(words) {
  /** @type {Map<string, string>} */
  const flags = new Map();
  for (let place = 0; place < words.length; place++) {
    const [, long, short, value] = /^(?:--([^=]+)|-([a-z]))(?:=(.*))?$/s.exec(words[place]) ?? [];
    const name = long ?? SHORT[short] ?? short;
    if (name === undefined)
      throw new CommandError(`Expected a flag such as --build-id, got ${words[place]}.`);
    if (value !== undefined) flags.set(name, value);
    else if (WITHOUT_VALUE.includes(name)) flags.set(name, 'true');
    else if (place + 1 < words.length) flags.set(name, words[++place]);
    else throw new CommandError(`Expected a value after ${words[place]}.`);
  }
  return flags;
}

/** What parts words in a shell; other blanks, such as that which does not break, are letters like any other. */
const BLANKS = ' \t\r\n';

/** How `snippet` writes what cannot be seen, within double quotes: as its bytes. */
const PRINTED = /^\$\(printf '((?:\\[0-7]{3})+)'\)/;

/** @param {string} octals such as `\\342\\200\\250` */
function printed(octals) {
  const bytes = octals.split('\\').slice(1);
  return new TextDecoder().decode(Uint8Array.from(bytes, (byte) => Number.parseInt(byte, 8)));
}

/**
 * The words of a line as a POSIX shell would part them: quotes, backslashes, continued lines. Nothing is expanded
 * but bytes that are printed.
 *
 * @param {string} line
 * @returns {string[]}
 */
function shellWords(line) {
  const words = [];
  /** @type {string | undefined} */
  let word;
  /** @type {string | undefined} */
  let quote;
  for (let place = 0; place < line.length; place++) {
    const letter = line[place];
    if (quote === "'") {
      if (letter === "'") quote = undefined;
      else word += letter;
    } else if (letter === '\\') {
      const next = line[++place];
      // Within double quotes a backslash stands for itself, but before these.
      if (next === '\n' || next === undefined) continue;
      word = `${word ?? ''}${quote && !'"\\$`'.includes(next) ? letter : ''}${next}`;
    } else if (quote === '"') {
      const [written = '', octals = ''] = PRINTED.exec(line.slice(place)) ?? [];
      if (letter === '"') quote = undefined;
      else word += written === '' ? letter : printed(octals);
      place += Math.max(0, written.length - 1);
    } else if (letter === "'" || letter === '"') {
      quote = letter;
      word ??= '';
    } else if (BLANKS.includes(letter)) {
      if (word !== undefined) words.push(word);
      word = undefined;
    } else {
      word = (word ?? '') + letter;
    }
  }
  if (quote !== undefined)
    throw new CommandError(`Expected another ${quote} that ends the quoted text.`);
  return word === undefined ? words : [...words, word];
}
