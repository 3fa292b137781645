// What calls about Worker Deployments take. Prints a list of measurements as JSON, in nanoseconds a call.

import { do_not_optimize, measure } from 'mitata';
import { Namespace } from '../../pkg/index.js';
import { isQuick, median } from './measuring.js';

const ROUNDS = isQuick ? 1 : 7;
const VERSIONS = 100;

/** @param {number} place */
function version(place) {
  return { deploymentName: 'orders', buildId: `${place}.0` };
}

/** A deployment with as many versions as a server takes, of which one is current and one ramping. */
function namespaceAtTheLimit() {
  const namespace = new Namespace();
  for (let place = 0; place < VERSIONS; place += 1) {
    namespace.observe({
      happening: 'workerPolls',
      taskQueue: 'orders',
      deploymentOptions: { ...version(place), workerVersioningMode: 'VERSIONED' },
    });
  }
  const lookups = { pollers: [], backlog: [] };
  namespace.apply({ operation: 'setWorkerDeploymentCurrentVersion', ...version(0) }, lookups);
  const ramp = { ...version(1), percentage: 30 };
  namespace.apply({ operation: 'setWorkerDeploymentRampingVersion', ...ramp }, lookups);
  return namespace;
}

/** @returns {() => unknown} */
function resolveUnderARamp() {
  const namespace = namespaceAtTheLimit();
  const tasks = Array.from({ length: 1000 }, (_, place) => ({
    task: /** @type {const} */ ('workflowTask'),
    workflow: {
      taskQueue: 'orders',
      workflowId: `order-${place}`,
      versioningInfo: {
        behavior: /** @type {const} */ ('AUTO_UPGRADE'),
        deploymentVersion: version(0),
        revisionNumber: 1,
      },
    },
  }));
  let next = 0;
  return () => {
    next = (next + 1) % tasks.length;
    return namespace.resolve(tasks[next]);
  };
}

/** @returns {() => unknown} */
function setCurrent() {
  const namespace = namespaceAtTheLimit();
  const lookups = { pollers: [], backlog: [] };
  let next = 1;
  return () => {
    next = (next + 1) % VERSIONS;
    const operation = /** @type {const} */ ('setWorkerDeploymentCurrentVersion');
    return namespace.apply({ operation, ...version(next) }, lookups);
  };
}

const MEASURED = {
  '`resolve` of an auto-upgrade workflow under a ramp': resolveUnderARamp,
  [`\`apply\`, set current, ${VERSIONS} versions`]: setCurrent,
};

const options = isQuick
  ? { min_cpu_time: 1e6, min_samples: 2, warmup_samples: 1 }
  : { min_cpu_time: 150e6 };
const measurements = [];
for (const [what, make] of Object.entries(MEASURED)) {
  const run = make();
  const rounds = [];
  for (let round = 0; round < ROUNDS; round += 1) {
    rounds.push((await measure(() => do_not_optimize(run()), options)).p50);
  }
  measurements.push({ what, engine: median(rounds) });
}
console.log(JSON.stringify(measurements));
