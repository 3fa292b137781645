/** What `fixtures/example.js` answers in every consumer. */
export const expected = {
  landing: {
    outcome: 'buildId',
    taskQueue: 'orders',
    buildId: '1.0 ✓',
    reason: 'QUEUE_DEFAULT',
    follows: 'queueDefault',
    steps: [
      { rule: 'NEW_WORKFLOW' },
      { rule: 'QUEUE_DEFAULT', taskQueue: 'orders', buildId: '1.0 ✓' },
    ],
  },
  explained: [
    'A new workflow starts on the default of its task queue.',
    'The default of orders is 1.0 ✓, the default of its last version set.',
  ],
  refusal: 'VersioningError: targeted version 2.0 not found (NOT_FOUND)',
};
