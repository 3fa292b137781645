// The package, its engine read from the file: Node takes longer to load and decode the inlined bytes.

import { readFileSync } from 'node:fs';
import { initSync } from '../slim.js';

initSync({ module: readFileSync(new URL('../engine/engine.wasm', import.meta.url)) });

export * from '../slim.js';
