import { api, explain, Namespace } from '../face.mjs';
import { mutations } from '../mutations.mjs';

/** What is no answer to explain. Explanations of answers stand beside those. @type {import('../calls.mjs').Group} */
export function askExplanations(asker) {
  const namespace = new Namespace();
  namespace.importBuildIds('orders', '{"majorVersionSets":[{"buildIds":["a","b"]}]}');
  const answers = {
    landing: namespace.resolve({
      task: 'activity',
      workflow: { taskQueue: 'orders', buildId: 'a' },
    }),
    receives: namespace.poll('orders', { buildId: 'b', useVersioning: true }),
    refused: namespace.poll('orders', { buildId: 'a', useVersioning: true }),
    idle: namespace.poll('orders', { buildId: 'c', useVersioning: true }),
    unversioned: namespace.poll('orders', {}),
  };
  namespace.free();
  for (const [name, answer] of Object.entries(answers)) {
    // What it follows came later.
    const { follows: _, ...rest } = answer;
    for (const [way, spoilt] of mutations(rest)) {
      // What holds no word of its own cannot be put into a sentence, in the words of the JavaScript engine.
      if (/ = (symbol|Map)$/.test(way)) continue;
      asker.in(name).ask(
        way,
        () => way,
        () => explain(spoilt),
      );
    }
  }
  asker.ask(
    'exports',
    () => 'the names that the package exports',
    () => Object.keys(api).sort(),
  );
}
