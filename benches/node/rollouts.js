// What users of big rollouts wait for, beside its peer, in one process. Prints a list of measurements as JSON.

import { Rollout } from '../../pkg/index.js';
import { beside } from './measuring.js';
import { PlainRollout } from './plain-rollout.js';
import { bigPlan, manyExpectations } from './plans.js';

const document = bigPlan();
const steps = document.steps ?? [];
const [rollout, plain] = [new Rollout(document), new PlainRollout(document)];

/** Each step after the other, from the first on again after the last. */
function steppingThrough() {
  let step = 0;
  return () => {
    step = (step % steps.length) + 1;
    return step;
  };
}

/** @type {Record<string, [engine: () => unknown, peer: () => unknown]>} */
const MEASURED = {
  '`situation` and `difference` of a step': [
    ((next) => () => {
      const step = next();
      return [rollout.situation(step), rollout.difference(step - 1, step)];
    })(steppingThrough()),
    ((next) => () => {
      const step = next();
      return [plain.situation(step), plain.moved(step - 1, step)];
    })(steppingThrough()),
  ],
  'a step is added: the rollout anew, its `steps`, and what the step moves': [
    () => {
      const changed = new Rollout(document);
      const answers = [
        changed.steps(),
        changed.situation(steps.length),
        changed.difference(steps.length - 1, steps.length),
      ];
      changed.free();
      return answers;
    },
    () => {
      const changed = new PlainRollout(structuredClone(document));
      return [changed.situation(steps.length), changed.moved(steps.length - 1, steps.length)];
    },
  ],
};

const expecting = manyExpectations();
const [checked, plainlyChecked] = [new Rollout(expecting), new PlainRollout(expecting)];
MEASURED['`check` of 1,000 steps with 1,000 expectations'] = [
  () => checked.check(),
  () => plainlyChecked.met(),
];

const measurements = [];
for (const [what, [engine, peer]] of Object.entries(MEASURED)) {
  measurements.push(await beside(what, engine, peer));
}
console.log(JSON.stringify(measurements));
