/**
 * Records what the package answers now: `node tests/corpus/record.mjs`. With `--inputs` the examples and samples of
 * today are taken for the calls; else those of the recording are.
 */

import { askAll } from './calls.mjs';
import { gatherInputs } from './inputs.mjs';
import { readRecording, writeRecording } from './recording.mjs';

const inputs = process.argv.includes('--inputs') ? gatherInputs() : readRecording().inputs;
const asked = await askAll(inputs);
const answers = Object.fromEntries([...asked].map(([id, { picture }]) => [id, picture]));
const size = writeRecording({ inputs, answers });
console.log(`${asked.size} answers in ${size} bytes.`);
