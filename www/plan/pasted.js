/**
 * Parts what is pasted from a terminal: lists of workflows and commands that update version sets, each of which has a
 * reader, and all else, which another takes. It looks only at where each begins and ends; what they say is for the engine.
 */

/**
 * A list of workflows, or a part of one; or a command.
 *
 * @typedef {{ text: string, line: number }} Piece `line`: where it begins, from 1
 */

/**
 * @typedef {object} Parts
 * @property {Piece[]} exports
 * @property {Piece[]} updates commands that update version sets
 * @property {string} rest with blank lines for what is parted from it, so that errors name the line of the whole text
 */

/** Commands of which workflows are the answer, those that update version sets, and others of the same program. */
const WORKFLOWS = /\btemporal(?:\.exe)?\s.*?\bworkflow\s+(?:list|describe)\b/;
const UPDATE = /\btask-queue\s+(?:\\\s+)?update-build-ids\b/;
const OTHER = /\btemporal(?:\.exe)?\s/;
/** The fields that only workflows have: in a list, in a page of the API, in a description. */
const FIELDS = ['execution', 'executions', 'workflowExecutionInfo', 'workflow_execution_info'];

/**
 * @param {string} text
 * @returns {Parts}
 */
export function parted(text) {
  /** @type {Piece[]} */
  const exports = [];
  /** @type {Piece[]} */
  const updates = [];
  let rest = '';
  let ofWorkflows = false;
  let at = 0;
  let line = 1;
  /** @param {number} end up to which the text is taken or left @param {boolean} isLeft */
  const go = (end, isLeft) => {
    const piece = text.slice(at, end);
    rest += isLeft ? piece : piece.replace(/[^\n]+/g, '');
    line += piece.split('\n').length - 1;
    at = end;
  };
  while (at < text.length) {
    const end = lineEnd(text, at);
    const first = text.slice(at, end);
    const command = text.slice(at, commandEnd(text, at));
    if (UPDATE.test(command)) {
      ofWorkflows = false;
      updates.push({ text: command, line });
      go(at + command.length, false);
    } else if (WORKFLOWS.test(first)) {
      ofWorkflows = true;
      go(commandEnd(text, at), false);
    } else if (OTHER.test(first)) {
      ofWorkflows = false;
      go(commandEnd(text, at), true);
    } else if (/^\s*[[{]/.test(first) && !/^\s*\[[^\]]*\][$#%>]/.test(first)) {
      const value = text.slice(at, valueEnd(text, at));
      const isExport = ofWorkflows || hasWorkflows(value);
      if (isExport) exports.push({ text: value, line });
      go(at + value.length, !isExport);
    } else {
      go(end, true);
    }
  }
  return { exports, updates, rest };
}

/**
 * Where the next line begins.
 *
 * @param {string} text
 * @param {number} at
 */
function lineEnd(text, at) {
  const end = text.indexOf('\n', at);
  return end < 0 ? text.length : end + 1;
}

/**
 * The end of a command, which may go on after a backslash.
 *
 * @param {string} text
 * @param {number} at
 */
function commandEnd(text, at) {
  let end = lineEnd(text, at);
  while (/\\\r?\n$/.test(text.slice(at, end)) && end < text.length) end = lineEnd(text, end);
  return end;
}

/**
 * The end of a JSON value that begins with a bracket, or of the text if it is cut off.
 *
 * @param {string} text
 * @param {number} at
 */
function valueEnd(text, at) {
  let depth = 0;
  const marks = /"(?:[^"\\]|\\[\s\S])*"|[[\]{}]/g;
  marks.lastIndex = at;
  for (let mark = marks.exec(text); mark; mark = marks.exec(text)) {
    if (mark[0] === '[' || mark[0] === '{') depth += 1;
    else if ((mark[0] === ']' || mark[0] === '}') && --depth === 0) return marks.lastIndex;
  }
  return text.length;
}

/** @param {string} value */
function hasWorkflows(value) {
  /** @type {unknown} */
  let json;
  try {
    json = JSON.parse(value);
  } catch {
    // Cut off or mistyped: the error should say what is wrong with it as a list of workflows.
    return /^\s*\[?\s*\{\s*"execution(?:s|Config)?"\s*:/.test(value);
  }
  const [first] = [json].flat();
  return typeof first === 'object' && first !== null && FIELDS.some((name) => name in first);
}
