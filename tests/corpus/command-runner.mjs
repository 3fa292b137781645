/**
 * Runs the command line many times in one process, which takes a tenth of the time: the program is evaluated anew
 * for each call, what it imports is not. Reads the calls from a message, and answers with a message.
 */

import { PassThrough } from 'node:stream';
import { PROGRAM } from './face.mjs';

/** @typedef {{ args: string[], input?: string }} Call */
/** @typedef {{ code: number, stdout: string, stderr: string }} Outcome */

process.setMaxListeners(0);
process.stdout.setMaxListeners(0);
process.stderr.setMaxListeners(0);

process.once('message', async (/** @type {Call[]} */ calls) => {
  const outcomes = [];
  for (const [place, call] of calls.entries()) outcomes.push(await outcome(call, place));
  process.send?.(outcomes, () => process.disconnect());
});

/**
 * @param {Call} call
 * @param {number} place
 * @returns {Promise<Outcome>}
 */
async function outcome({ args, input = '' }, place) {
  const [stdout, stderr] = [collect(process.stdout), collect(process.stderr)];
  const stdin = new PassThrough();
  stdin.end(input);
  Object.defineProperty(process, 'stdin', { value: stdin, configurable: true });
  process.argv = [process.argv[0], 'worker-versioning', ...args];
  process.exitCode = undefined;
  await import(`${PROGRAM}?call=${place}`);
  const code = Number(process.exitCode ?? 0);
  process.exitCode = undefined;
  return { code, stdout: stdout(), stderr: stderr() };
}

/**
 * Keeps what is written to a stream.
 *
 * @param {NodeJS.WriteStream} stream
 * @returns {() => string} what was written; the stream is itself again
 */
function collect(stream) {
  const { write } = stream;
  let text = '';
  stream.write = (/** @type {string | Uint8Array} */ chunk) => {
    text += typeof chunk === 'string' ? chunk : Buffer.from(chunk).toString();
    return true;
  };
  return () => {
    stream.write = write;
    return text;
  };
}
