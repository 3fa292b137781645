// An export as `temporal workflow list -o jsonl` prints it.

const PIECE = 2 ** 16;
const DIFFERENT = 1000;

/** @typedef {'alike' | 'different'} Shapes whether the workflows have the same fields in the same order */

/**
 * @param {number} number
 * @param {Shapes} shapes
 */
function workflow(number, shapes) {
  const buildId = `2026-11-${number % 10}.${Math.floor(number / 10) % 10}`;
  const data = Buffer.from(JSON.stringify([`versioned:${buildId}`])).toString('base64');
  const execution = { workflowId: `order-${number}`, runId: `01a1fe7e-3e60-7264-8d96-${number}` };
  const moment = '2026-11-21T14:24:08.800158Z';
  const fields = Object.entries({
    execution,
    type: { name: number % 3 === 0 ? 'Refund' : 'Order' },
    startTime: moment,
    status: 'WORKFLOW_EXECUTION_STATUS_RUNNING',
    executionTime: moment,
    memo: {},
    searchAttributes: {
      indexedFields: {
        BuildIds: {
          metadata: { encoding: 'anNvbi9wbGFpbg==', type: 'S2V5d29yZExpc3Q=' },
          data,
        },
      },
    },
    taskQueue: 'orders',
    rootExecution: execution,
  });
  if (shapes === 'different') {
    fields.unshift(...fields.splice(number % fields.length));
    fields.push([`field${number}`, { [`of${number}`]: [number, moment, number % 2 === 0] }]);
  }
  return `${JSON.stringify(Object.fromEntries(fields))}\n`;
}

/**
 * The pieces of an export, as a file is read. They are the same thousand workflows again and again, so that making
 * them takes no time.
 *
 * @param {number} workflows a multiple of a thousand
 * @param {Shapes} shapes
 * @returns {Generator<Buffer>}
 */
export function* exportOf(workflows, shapes) {
  const lines = Array.from({ length: DIFFERENT }, (_, number) => workflow(number, shapes));
  const block = Buffer.from(lines.join(''));
  for (let round = 0; round < workflows / DIFFERENT; round += 1) {
    for (let start = 0; start < block.length; start += PIECE) {
      yield block.subarray(start, start + PIECE);
    }
  }
}
