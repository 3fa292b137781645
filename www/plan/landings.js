/** Where everything in a document lands, and which of its workers receive it. */

import { queuesOf } from './items.js';
import { newWorkflows, subjectsOf } from './tasks.js';

/**
 * @typedef {import('../pkg/index.js').RolloutDocument} RolloutDocument
 * @typedef {import('../pkg/index.js').RolloutWorker} RolloutWorker
 * @typedef {import('../pkg/index.js').Resolution} Resolution
 * @typedef {import('./evaluation.js').Moment} Moment
 * @typedef {import('./tasks.js').Subject} Subject
 */

/**
 * @typedef {object} Landed
 * @property {Subject} subject
 * @property {Resolution} landing
 * @property {number[]} workers the places of those that receive it; none when it waits
 */

/**
 * Everything that lands on each queue: new workflows first, then workflows and their commands as listed.
 *
 * @param {RolloutDocument} document
 * @returns {Map<string, Subject[]>}
 */
export function subjectsByQueue(document) {
  let found = byWorkflows.get(document);
  if (found === undefined) {
    found = new Map(queuesOf(document).map((name) => [name, [newWorkflows(name)]]));
    for (const workflow of document.workflows ?? []) {
      for (const subject of subjectsOf(workflow)) found.get(subject.taskQueue)?.push(subject);
    }
    byWorkflows.set(document, found);
  }
  return found;
}

/** @type {WeakMap<RolloutDocument, Map<string, Subject[]>>} */
const byWorkflows = new WeakMap();

/**
 * @param {RolloutDocument} document
 * @param {Moment} moment
 * @param {Subject} subject
 * @returns {Landed}
 */
export function landed(document, moment, subject) {
  const landing = moment.queue(subject.taskQueue).landing(subject);
  return { subject, landing, workers: workersOf(document, moment, landing) };
}

/**
 * The workers of the version that a landing names; not those whose polls are refused.
 *
 * @param {RolloutDocument} document
 * @param {Moment} moment
 * @param {Resolution} landing
 * @returns {number[]}
 */
function workersOf({ workers = [] }, moment, landing) {
  if (landing.outcome === 'rejected') return [];
  const version = landing.outcome === 'buildId' ? landing.buildId : undefined;
  const found = placesOf(workers).get(placeKey(landing.taskQueue, version)) ?? [];
  const queue = moment.queue(landing.taskQueue);
  return found.filter((place) => queue.poll(workers[place]).outcome !== 'refused');
}

/** @type {WeakMap<readonly RolloutWorker[], Map<string, number[]>>} */
const knownPlaces = new WeakMap();

/** @param {readonly RolloutWorker[]} workers */
function placesOf(workers) {
  let places = knownPlaces.get(workers);
  if (places === undefined) {
    places = new Map();
    for (const [place, { taskQueue, buildId, useVersioning }] of workers.entries()) {
      const key = placeKey(taskQueue, useVersioning ? buildId : undefined);
      const same = places.get(key) ?? [];
      same.push(place);
      places.set(key, same);
    }
    knownPlaces.set(workers, places);
  }
  return places;
}

/**
 * @param {string} taskQueue
 * @param {string | undefined} buildId none for unversioned workers
 */
function placeKey(taskQueue, buildId) {
  return JSON.stringify([taskQueue, buildId]);
}
