/** Where everything in a document lands, and which of its workers receive it. */

import { words } from '../engine.js';
import { queuesOf } from './items.js';
import { newWorkflows, subjectsOf } from './tasks.js';

/**
 * @typedef {import('../pkg/index.js').RolloutDocument} RolloutDocument
 * @typedef {import('../pkg/index.js').RolloutWorker} RolloutWorker
 * @typedef {import('../pkg/index.js').Resolution} Resolution
 * @typedef {import('./evaluation.js').Moment} Moment
 * @typedef {import('./evaluation.js').QueueMoment} QueueMoment
 * @typedef {import('./tasks.js').Subject} Subject
 */

/**
 * @typedef {object} Landed
 * @property {Subject} subject
 * @property {Resolution} landing
 * @property {string} where in words
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
export function landed({ workers = NO_WORKERS }, moment, subject) {
  const queue = moment.queue(subject.taskQueue);
  const known = landedOn(queue, workers);
  let found = known.get(subject);
  if (found === undefined) {
    const landing = queue.landing(subject);
    const where = words.landing(landing);
    found = { subject, landing, where, workers: workersOf(workers, queue, landing) };
    known.set(subject, found);
  }
  return found;
}

/** @type {RolloutWorker[]} */
const NO_WORKERS = [];

/** @type {WeakMap<QueueMoment, { workers: readonly RolloutWorker[], found: Map<Subject, Landed> }>} */
const byQueue = new WeakMap();

/**
 * What is known to land on a queue; nothing once the workers are others.
 *
 * @param {QueueMoment} queue
 * @param {readonly RolloutWorker[]} workers
 */
function landedOn(queue, workers) {
  const known = byQueue.get(queue);
  if (known?.workers === workers) return known.found;
  const found = new Map();
  byQueue.set(queue, { workers, found });
  return found;
}

/**
 * The workers of the version that a landing names; not those whose polls are refused.
 *
 * @param {readonly RolloutWorker[]} workers
 * @param {QueueMoment} queue
 * @param {Resolution} landing
 * @returns {number[]}
 */
function workersOf(workers, queue, landing) {
  if (landing.outcome === 'rejected') return [];
  const version = landing.outcome === 'buildId' ? landing.buildId : undefined;
  const found = placesOf(workers).get(placeKey(landing.taskQueue, version)) ?? [];
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
