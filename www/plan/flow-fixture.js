/** Stands in for the engine's flow until it is there. */
const stay = (id, label, count, place, taker, taskQueue = 'orders', version = 0) => ({
  id,
  kind: count === undefined ? 'newWorkflows' : 'running',
  label,
  ...(count === undefined ? { note: 'from now on' } : { count }),
  moved: 0,
  ribbons: [
    {
      count: count ?? 1,
      subjects: [0],
      to: {
        taskQueue,
        place,
        version,
        receipt: 'taken',
        taker,
        label: place === 0 ? '2.0' : 'unversioned',
      },
    },
  ],
  commands: [],
});
const orders = {
  taskQueue: 'orders',
  generation: 'version sets',
  changes: true,
  running: 1633,
  buildIds: 4,
  sources: [
    stay('new', 'New workflows', undefined, 0, 0),
    stay('2.0', 'Running on 2.0', 87, 0, 0),
    {
      id: '1.0',
      kind: 'running',
      label: 'Running on 1.0',
      count: 1532,
      moved: 1532,
      ribbons: [
        {
          count: 1532,
          subjects: [1],
          to: {
            taskQueue: 'orders',
            place: 1,
            version: 0,
            receipt: 'waits',
            taker: 1,
            label: '1.2',
          },
          from: {
            taskQueue: 'orders',
            place: 1,
            version: 1,
            receipt: 'taken',
            taker: 2,
            label: '1.1',
          },
        },
      ],
      commands: [stay('1.0 activities', 'Activities', 1532, 0, 0)],
    },
    stay('', 'Running, unversioned', 14, 2, 3),
  ],
  places: [
    {
      id: '2.0',
      kind: 'versionSet',
      appearance: 1,
      title: 'Version set of 2.0',
      status: 'default for new workflows',
      versions: [
        {
          buildId: '2.0',
          label: '2.0',
          count: 87,
          countBefore: 87,
          newWorkflows: true,
          newWorkflowsBefore: true,
        },
      ],
    },
    {
      id: '1.0',
      kind: 'versionSet',
      appearance: 0,
      title: 'Version set of 1.0',
      status: '',
      versions: [
        {
          buildId: '1.2',
          label: '1.2',
          count: 1532,
          countBefore: 0,
          newWorkflows: false,
          newWorkflowsBefore: false,
          note: 'new, takes over from 1.1',
        },
        {
          buildId: '1.1',
          label: '1.1',
          count: 0,
          countBefore: 1532,
          newWorkflows: false,
          newWorkflowsBefore: false,
        },
        {
          buildId: '1.0',
          label: '1.0',
          count: 0,
          countBefore: 0,
          newWorkflows: false,
          newWorkflowsBefore: false,
          note: 'replaced by 1.1 earlier',
        },
      ],
    },
    {
      id: '',
      kind: 'unversioned',
      title: 'Unversioned',
      status: '',
      versions: [
        {
          label: 'Unversioned',
          count: 14,
          countBefore: 14,
          newWorkflows: false,
          newWorkflowsBefore: false,
        },
      ],
    },
  ],
  takers: [
    {
      id: '2.0',
      kind: 'workers',
      title: '6 workers of 2.0',
      note: 'poll orders',
      workers: [],
      version: '2.0',
      receivedBefore: true,
    },
    {
      id: 'nobody 1.2',
      kind: 'nobody',
      title: 'Nobody polls for 1.2',
      workers: [],
      version: '1.2',
      remedy: 'Add a worker of 1.2',
      receivedBefore: false,
    },
    {
      id: '1.1',
      kind: 'refused',
      title: '4 workers of 1.1',
      note: 'refused: 1.2 is newer in its set',
      workers: [],
      version: '1.1',
      receivedBefore: true,
    },
    { id: '', kind: 'workers', title: '1 unversioned worker', workers: [], receivedBefore: true },
  ],
};
export const FLOW = {
  headline: {
    sign: 'stops',
    lead: '1,532 would wait:',
    rest: 'start a worker of 1.2 on orders first',
    detail:
      '1,532 move from 1.1 to 1.2 at their next task. New workflows and 101 running ones stay.',
    short: '1,532 would wait',
    more: 0,
  },
  largest: 1532,
  taskQueues: [
    orders,
    {
      ...orders,
      taskQueue: 'payments',
      changes: false,
      running: 412,
      buildIds: 2,
      sources: orders.sources.filter((s) => s.moved === 0),
    },
  ],
};
export const REASONS = {
  title: 'Why the 1,532 on 1.0 would wait',
  reasons: [
    {
      at: 'source',
      title: 'What they carry',
      text: 'Their last workflow task was completed by 1.0, so every next task carries build ID 1.0.',
      isObstacle: false,
    },
    {
      at: 'place',
      title: 'Which set',
      text: 'On orders, 1.0 is in the version set 1.0, 1.1, 1.2.',
      isObstacle: false,
    },
    {
      at: 'version',
      title: 'Which build ID',
      text: 'The set’s default takes its tasks. This step makes it 1.2; it was 1.1.',
      isObstacle: false,
    },
    {
      at: 'taker',
      title: 'Who takes it',
      text: 'No worker of 1.2 polls orders, so they wait. Workers of 1.1 are refused:',
      message: 'Task queue has a newer compatible build: "1.2"',
      isObstacle: true,
    },
  ],
};
