import { Namespace } from '../face.mjs';
import { mutations, spoiltTexts } from '../mutations.mjs';

const BROKEN = [
  '',
  ' \n',
  'hello',
  'null',
  'nulL',
  'null x',
  '5',
  '"text"',
  '{}',
  '[]',
  '[{}]',
  '{"sets":[]}',
  '[\n  {\n  oops',
  '[{"buildIds":["1.0"',
  '[{"buildIds":[]}]',
  '[{"buildIds":["1.0"],"defaultForSet":"1.0","isDefaultSet":"true"}]',
  '[{"buildIds":["1.0"],"buildIds":["2.0"],"defaultForSet":"1.0","isDefaultSet":true}]',
  '{"majorVersionSets":{}}',
  '{"majorVersionSets":[{"buildIds":[true]}]}',
  '{"majorVersionSets":[{"buildIds":["a"]},{"buildIds":["a"]}]}',
  '{"majorVersionSets":[{"buildIds":[""]}]}',
  '{"majorVersionSets":[{"buildIds":["a\\ud800"]}]}',
  '{"majorVersionSets":[{"buildIds":["a\\u0000"]}]}',
  '{"majorVersionSets":[{"buildIds":["a"]}],"majorVersionSets":[]}',
  '{"versionSets":null}',
  '{"versionSets":[{"buildIds":["a"],"default":"b"}]}',
  '{"versionSets":[{"buildIds":["a"]}],"defaultBuildId":"b"}',
  '{"versionSets":[{"buildIds":["a"]}],"defaultSet":{"buildIds":["b"]}}',
  '{"buildIds":5}',
  'Version Sets:',
  'Version Sets:\n',
  'Version Sets:\n  BuildIds  DefaultForSet  IsDefaultSet\n',
  'Version Sets:\n  BuildIds  DefaultForSet  IsDefaultSet\n  1.0  1.0  true\n',
  'Version Sets:\n  BuildIds  DefaultForSet  IsDefaultSet\n  [1.0]  1.1  true\n',
  'Version Sets:\n  BuildIds  DefaultForSet  IsDefaultSet\n  [1.0]  1.0  false\n',
  'Version Sets:\n  BuildIds  DefaultForSet  IsDefaultSet\n  [1.0]  1.0  maybe\n',
  'Version Sets:\n  BuildIds  DefaultForSet  IsDefaultSet\n  [1.0, 1.0]  1.0  true\n',
  '[1,2,]',
  '[01]',
  '[1e]',
  '["\\x"]',
  '["\\u12"]',
  '{"a" 1}',
  '{a:1}',
  '[1 2]',
  '[}',
  '\ufeff[]',
];

/** What tools print, whole and spoilt. @type {import('../calls.mjs').Group} */
export function askImports(asker, { versionSets }) {
  for (const [name, text] of Object.entries(versionSets)) {
    const own = asker.in(name);
    askImport(own, 'whole', text);
    for (const [way, spoilt] of spoiltTexts(text)) askImport(own, way, spoilt);
  }
  for (const [place, text] of BROKEN.entries()) askImport(asker.in('broken'), `${place}`, text);
  const broken = asker.in('broken');
  askImport(broken, 'deep', '['.repeat(100_000));
  askImport(broken, 'too many sets', sets(11, 1));
  askImport(broken, 'too many build IDs', sets(1, 101));
  askImport(
    broken,
    'long build ID',
    JSON.stringify({ majorVersionSets: [{ buildIds: ['x'.repeat(256)] }] }),
  );
  for (const name of ['cli-several.json', 'http-several.json', 'typescript-several.json']) {
    for (const [way, spoilt] of mutations(JSON.parse(versionSets[name]))) {
      const text = asJson(spoilt);
      if (text !== undefined) askImport(asker.in(`${name} spoilt`), way, text);
    }
  }
}

/**
 * @param {number} count
 * @param {number} size
 */
function sets(count, size) {
  const buildIds = (/** @type {number} */ set) =>
    Array.from({ length: size }, (_, at) => `${set}.${at}`);
  return JSON.stringify({
    majorVersionSets: Array.from({ length: count }, (_, set) => ({ buildIds: buildIds(set) })),
  });
}

/** @param {unknown} value */
function asJson(value) {
  try {
    return JSON.stringify(value);
  } catch {
    return undefined;
  }
}

/**
 * @param {import('../asker.mjs').Asker} asker
 * @param {string} name
 * @param {string} text
 */
function askImport(asker, name, text) {
  const call = () => `importBuildIds("orders", ${JSON.stringify(text.slice(0, 1500))})`;
  asker.ask(name, call, () => {
    const namespace = new Namespace();
    try {
      namespace.importBuildIds('orders', text);
      return namespace.toJSON().taskQueues;
    } finally {
      namespace.free();
    }
  });
}
