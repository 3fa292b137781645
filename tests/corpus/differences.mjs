import { nothing, reworded } from './wanted.mjs';

/**
 * Where answers are wanted that are not the recorded ones. Each reason is a sentence of the CHANGELOG. They are
 * applied in their order, until an answer agrees; one that no answer needs any more makes the test fail.
 *
 * @type {import('./compare.mjs').Difference[]}
 */
export const DIFFERENCES = [
  {
    reason: 'The package exports otherOutput.',
    calls: /^explanations\/exports$/,
    relaxed: nothing,
  },
  {
    reason: '`resolve` says "no worker: it waits" only where that is known.',
    calls: /^command line\/resolve /,
    wanted: reworded('no worker: it waits', 'not known'),
  },
  {
    reason:
      '`import` says how many task queues it has updated, and begins what is wrong with the file.',
    calls: /^command line\/import /,
    wanted: (recorded) =>
      reworded(
        'roll-back.yaml starts from other version sets. Say',
        'roll-back.yaml: it starts from other version sets; say',
      )(reworded(': task queue updated', ': 1 task queue updated')(recorded)),
  },
];
