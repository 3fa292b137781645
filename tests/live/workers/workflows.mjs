/** The workflows of the real TypeScript worker. */

import * as workflow from '@temporalio/workflow';

const GO_ON = workflow.defineSignal('go on');

/** Waits, then runs the guides' two activities: one stays compatible, one takes the default. */
export async function greet() {
  let goesOn = false;
  workflow.setHandler(GO_ON, () => {
    goesOn = true;
  });
  await workflow.condition(() => goesOn);
  const startToCloseTimeout = '60s';
  const compatible = workflow.proxyActivities({ startToCloseTimeout });
  const newest = workflow.proxyActivities({ startToCloseTimeout, versioningIntent: 'DEFAULT' });
  return [await compatible.sayHello(), await newest.sayHello()];
}

/**
 * Sends one command, with an intent and a task queue or without.
 *
 * @param {import('./wishes.mjs').WorkerWish} wish
 */
export async function command({ command: name, intent, task_queue: taskQueue }) {
  const options = {
    ...(intent && { versioningIntent: intent }),
    ...(taskQueue && { taskQueue }),
  };
  if (name === 'activity') {
    const activities = workflow.proxyActivities({ startToCloseTimeout: '60s', ...options });
    activities.sayHello().catch(() => {});
  } else if (name === 'childWorkflow') {
    await workflow.startChild('greet', options);
  } else if (name === 'continueAsNew') {
    await workflow.makeContinueAsNewFunc(options)({ command: 'none' });
  }
  await workflow.condition(() => false);
}
