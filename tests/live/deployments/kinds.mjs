/** All kinds of decisions on routing that a large run must have. */
export const DEPLOYMENT_ROUTING_KINDS = [
  ...['newWorkflow', 'workflowTask', 'query', 'workflowRetry', 'cronRun', 'activity']
    .concat(['childWorkflow', 'continueAsNew'])
    .flatMap((task) => [
      `deployments ${task}: deploymentVersion`,
      `deployments ${task}: unversioned`,
    ]),
  ...['newWorkflow', 'workflowTask', 'activity'].map((task) => `deployments ${task}: buildId`),
  'deployments newWorkflow: refused',
  'deployments childWorkflow: refused',
  'deployments activity: moves its workflow',
  'deployments override: set',
  'deployments override: refused',
  'deployments state described',
];

/** All that a version can be seen to be, once workers have polled for it. */
export const STATUS_KINDS = [
  ...['INACTIVE', 'CURRENT', 'RAMPING', 'DRAINING', 'DRAINED'].map((status) => `status: ${status}`),
  'status: draining again',
];
