import { Namespace, WorkflowLandings } from '../face.mjs';
import { mutations, spoiltTexts } from '../mutations.mjs';

const WRONG_CHUNKS = [
  undefined,
  null,
  1,
  {},
  [],
  [1],
  new ArrayBuffer(1),
  '\ud800',
  'a\udc00',
  new Uint16Array(1),
];

/** Exports of workflows, whole, in pieces and spoilt. @type {import('../calls.mjs').Group} */
export function askWorkflows(asker, { workflows }) {
  const before = new Namespace();
  before.importBuildIds(
    'orders',
    '{"majorVersionSets":[{"buildIds":["1.0","1.1"]},{"buildIds":["2.0"]}]}',
  );
  const after = before.clone();
  after.updateBuildIdCompatibility('orders', { operation: 'promoteSetByBuildId', buildId: '1.0' });
  const namespaces = /** @type {const} */ ([before, after]);
  for (const [name, text] of Object.entries(workflows)) {
    const own = asker.in(name);
    askExport(own, 'whole', [text], namespaces);
    askExport(own, 'one namespace', [text], [before]);
    askExport(own, 'bytes', [new TextEncoder().encode(text)], namespaces);
    askExport(own, 'in pieces', text.match(/.{1,37}/gsu) ?? [], namespaces);
    askExport(
      own,
      'in halves of characters',
      [`${text.slice(0, 9)}\ud83e`, '\udd80', text.slice(9)],
      namespaces,
    );
    for (const [way, spoilt] of spoiltTexts(text)) askExport(own, way, [spoilt], namespaces);
    if (text.length < 6000 && name.endsWith('.json'))
      askMutated(asker.in(`${name} spoilt`), text, namespaces);
  }
  for (const [place, chunk] of WRONG_CHUNKS.entries()) {
    askExport(asker.in('wrong chunk'), `${place}`, [/** @type {any} */ (chunk)], namespaces);
  }
  askExport(asker, 'deep', ['['.repeat(100_000)], namespaces);
  askExport(asker, 'nothing', [], namespaces);
  askExport(asker, 'invalid UTF-8', [Uint8Array.of(0x5b, 0x22, 0xff, 0x22, 0x5d)], namespaces);
  before.free();
  after.free();
}

/**
 * @param {import('../asker.mjs').Asker} asker
 * @param {string} text
 * @param {readonly Namespace[]} namespaces
 */
function askMutated(asker, text, namespaces) {
  let place = 0;
  for (const [way, spoilt] of mutations(JSON.parse(text))) {
    place += 1;
    if (place % 8 !== 0) continue;
    try {
      askExport(asker, way, [JSON.stringify(spoilt) ?? ''], namespaces);
    } catch {
      // It has no JSON.
    }
  }
}

/**
 * @param {import('../asker.mjs').Asker} asker
 * @param {string} name
 * @param {readonly (string | Uint8Array)[]} chunks
 * @param {readonly Namespace[]} namespaces
 */
function askExport(asker, name, chunks, [before, after]) {
  const landings = new WorkflowLandings();
  const call = () =>
    `write(${chunks
      .map((chunk) => JSON.stringify(chunk)?.slice(0, 300))
      .slice(0, 4)
      .join('), write(')})`;
  const written = asker.ask(`${name}: write`, call, () => {
    for (const chunk of chunks) landings.write(chunk);
    return true;
  });
  if (written !== true) {
    asker.ask(`${name}: write again`, call, () => landings.write('[]'));
  }
  asker.ask(`${name}: end`, call, () => landings.end());
  asker.ask(`${name}: counts`, call, () => landings.counts);
  asker.ask(`${name}: rows`, call, () => landings.rows(before, after));
  landings.free();
}
