/**
 * Lets Node load modules of the page that use the engine: `./pkg/` beside the page is `pkg/` in the repository, and the
 * engine starts with the bytes of the package, as Node fetches no files.
 * Import it first, then the modules dynamically.
 */

import { register } from 'node:module';

const started = `
  import ${JSON.stringify(new URL('../../pkg/index.js', import.meta.url))};
  export const engineReady = Promise.resolve();`;

const hook = `
  export function resolve(specifier, context, next) {
    if (specifier === './engine-start.js') {
      return { url: ${JSON.stringify(`data:text/javascript,${encodeURIComponent(started)}`)}, shortCircuit: true };
    }
    const isPackage = specifier.startsWith('./pkg/') && /\\/www\\/\\w+\\.js$/.test(context.parentURL);
    return next(isPackage ? '.' + specifier : specifier, context);
  }`;

register(`data:text/javascript,${encodeURIComponent(hook)}`);
