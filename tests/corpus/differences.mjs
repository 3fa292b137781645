import {
  eachText,
  inOrder,
  nothing,
  nothingAsEmpty,
  onlyPath,
  onlyThatItThrows,
  reworded,
  without,
  withoutFalse,
} from './wanted.mjs';

/**
 * Where answers are wanted that are not the recorded ones. Each reason is a sentence of the CHANGELOG. They are
 * applied in their order, until an answer agrees; one that no answer needs any more makes the test fail.
 *
 * @type {import('./compare.mjs').Difference[]}
 */
export const DIFFERENCES = [
  { reason: 'A landing says what it follows.', relaxed: without('follows') },
  {
    reason: 'Hazards carry their severity and their words.',
    relaxed: without('severity', 'what', 'wayOut'),
  },
  {
    reason: 'Findings say in words what is expected and what was found.',
    relaxed: without('found'),
  },
  { reason: 'Refused steps carry advice.', relaxed: without('advice') },
  {
    reason: 'Snapshots keep the oldest build ID of a set.',
    relaxed: without('oldestBuildId'),
  },
  {
    reason: 'The package exports words, readCommand and pastedAnswers.',
    calls: /^explanations\/exports$/,
    relaxed: nothing,
  },
  { reason: 'explain refuses what is no answer.', calls: /^explanations\//, relaxed: nothing },
  {
    reason: 'Options that say false are left out where a document is handed back.',
    relaxed: withoutFalse('promoteSet', 'useVersioning'),
  },
  {
    reason: 'On the command line, the fields of JSON have another order.',
    calls: /^command line\//,
    relaxed: inOrder,
  },
  { reason: 'Messages of our own are worded alike in calls and documents.', relaxed: onlyPath },
  {
    reason: 'What contradicts itself in one object is reported at that object.',
    wanted: reworded('.useLatestBuildId…', '…'),
  },
  {
    reason: 'Where several things are wrong, another one may be reported first.',
    calls: /useLatestBuildId|empty object|array of object| inherited$|^routing\/many /,
    relaxed: onlyThatItThrows,
  },
  {
    reason: 'A Map is refused where an object is expected.',
    calls: /= Map$|as a Map$/,
    relaxed: nothing,
  },
  {
    reason: 'The goal of a plan is read as other options are, and no more as JSON.',
    calls: /^mutations\/rollout plan .*goal/,
    relaxed: nothing,
  },
  {
    reason: 'A lone surrogate anywhere in an export is refused.',
    calls: /^workflows\/.* = lone surrogate: /,
    relaxed: nothing,
  },
  {
    reason: 'An object that was freed refuses every call.',
    calls: /^lifetimes\/freed /,
    relaxed: nothing,
  },
  {
    reason: 'Names in snippets are limited in bytes.',
    calls: /^snippets\//,
    relaxed: onlyThatItThrows,
  },
  {
    reason: 'A second byte order mark is skipped too.',
    calls: /with two byte order marks$/,
    relaxed: nothing,
  },
  {
    reason: 'The version 1.0 in a text is 1, as in JavaScript.',
    calls: /^mutations\/texts\/\d+$/,
    relaxed: nothing,
  },
  {
    reason: 'A snapshot whose oldest build ID is not in its set is refused.',
    calls: /^mutations\/snapshots\/.*\.buildId = text$/,
    relaxed: nothing,
  },
  {
    reason: 'Messages say the field at which reading stopped.',
    calls: /lands\.buildId = undefined$|^mutations\/texts\/with a comma/,
    relaxed: onlyThatItThrows,
  },
  {
    reason: 'A worker of an unknown build ID sits idle until that build ID is added.',
    wanted: reworded(
      'sits idle until the queue is told about it.',
      'sits idle until that build ID is added.',
    ),
  },
  {
    reason: 'What was found for an expectation names the rule in words.',
    wanted: (recorded) =>
      Object.entries({
        '(QUEUE_DEFAULT), and': '(queue default), and',
        '(SET_DEFAULT), and': '(set default), and',
        '(UNVERSIONED_QUEUE), and': '(no version sets), and',
        'are needed for queries alone': 'are needed only for queries',
      }).reduce((answer, [from, to]) => reworded(from, to)(answer), recorded),
  },
  {
    reason: 'An addition of one step is counted as one step.',
    calls: /^command line\/plan .*--write$/,
    wanted: reworded(': a step added', ': 1 step added'),
  },
  {
    reason: 'The help groups the commands, and apply is called add-step.',
    calls: /^command line\/(?:$|unknown$|.*--help$)/,
    relaxed: nothing,
  },
  {
    reason: 'Hazards are shown, the worst first.',
    calls: /^command line\/(?:apply|check|diff|plan) /,
    relaxed: (answer) => eachText(without('hazards')(answer), withoutHazards),
  },
  {
    reason: 'add-step says that it has not written what it shows.',
    calls: /^command line\/apply /,
    relaxed: (answer) => eachText(answer, (text) => text.replace(/^Not written: .*\n/gm, '')),
  },
  {
    reason:
      'check fails where something would stand still or nothing is expected; as JSON it is what check() returns.',
    calls:
      /^command line\/check (?:.* -o jsonl?|(?:everything\.json|retiring\.yaml|rollout\.json).*|- < .*1})$/,
    relaxed: nothing,
  },
  {
    reason:
      'Landings say whether a worker is known, findings whether they are known to be met, and answers of retire what they rest on.',
    relaxed: without('hasWorker', 'answer', 'doubts', 'grounds', 'explanation'),
  },
  {
    reason: 'Moves and holders say how many workflows they stand for.',
    relaxed: without('count'),
  },
  {
    reason:
      'What a document does not list is not known, and names that it does not have are refused.',
    calls: /check|retire|workerNeeds|runbook|reachability|plan|apply|stepCount|steps|hazards/i,
    relaxed: nothing,
  },
  {
    reason: 'Landings and worker needs list workers that have not opted in.',
    relaxed: without('notOptedIn'),
  },
  {
    reason: 'Worker needs list the workers that poll as their version.',
    calls: /workerNeeds/,
    relaxed: without('workers'),
  },
  {
    reason: 'There are hazards of going back and of workers that have not opted in.',
    calls: /hazards/i,
    relaxed: withoutNewHazards,
  },
  {
    reason: 'Hazards of superseded workers say that their polls are refused.',
    wanted: reworded(
      /The polls of the workers of (\S+) on (\S+) are refused: (\S+) is newer in their set\. Stop them when the polls that wait have ended, after a minute at most\./g,
      'The server refuses the polls of workers of $1 on $2, and they log it: the default of their set is $3. They may be stopped when the polls that wait have ended, after a minute at most, and nothing is to go back to them.',
    ),
  },
  {
    reason: 'Runbooks begin with the verdict, and check pollers with the command that lists them.',
    calls: /runbook/i,
    relaxed: nothing,
  },
  {
    reason:
      '`WorkflowCounts` has `workerDeployments` and `assignmentRules`, whose sum is `otherVersioning`.',
    relaxed: without('workerDeployments', 'assignmentRules'),
  },
  {
    reason: '`importBuildIds` returns what it passed over.',
    calls: /import/,
    relaxed: nothingAsEmpty,
  },
  {
    reason: 'A search attribute of another shape than those that are known is an error.',
    calls: /^workflows\/.*searchAttributes/,
    relaxed: nothing,
  },
  {
    reason:
      '`landings` says that of a task queue that the document does not name, the landings are not known.',
    calls: /^command line\/landings /,
    relaxed: nothing,
  },
  {
    reason: 'Answers with prompts, code fences and other lines around them are read.',
    calls: /^imports\/.*with more behind$/,
    relaxed: nothing,
  },
];

/** @param {string} text that says what can go wrong in lines, or in an element of JUnit XML */
function withoutHazards(text) {
  return text.replace(/^(?:(?:stops|warns) | {2}mind: | {4}<system-out>).*\n/gm, '');
}

/**
 * @param {import('./picture.mjs').Picture} answer
 * @returns {import('./picture.mjs').Picture}
 */
function withoutNewHazards(answer) {
  if (!Array.isArray(answer)) return answer;
  return answer.flatMap((hazard) => {
    const { defaultAgain: _, ...rest } = /** @type {Record<string, any>} */ (hazard);
    if (rest.code === 'BACK_TO_OLDER') return [];
    return rest.code === 'NOT_OPTED_IN'
      ? [{ ...rest, code: 'WITHOUT_WORKER', workers: [] }]
      : [rest];
  });
}
