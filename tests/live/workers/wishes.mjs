/** What the workflows of the real workers are asked to send. */

/**
 * A command with an intent and a task queue, or without.
 *
 * @typedef {object} WorkerWish
 * @property {'activity' | 'childWorkflow' | 'continueAsNew' | 'none'} command
 * @property {import('../../../pkg/index.js').VersioningIntent} [intent]
 * @property {string} [task_queue]
 */

/** Every command with every intent. `queue` stands for the one that it names. */
export const WISHES = /** @type {const} */ (['activity', 'childWorkflow', 'continueAsNew']).flatMap(
  (command) =>
    /** @type {const} */ ([undefined, 'COMPATIBLE', 'DEFAULT']).flatMap((intent) =>
      /** @type {const} */ (['none', 'same', 'other']).map((queue) => ({ command, intent, queue })),
    ),
);
