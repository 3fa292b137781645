import { existsSync } from 'node:fs';
import { fileURLToPath } from 'node:url';

/**
 * The page is beside the command line in what is published, and in `www/` in the repository. (This file is not with the
 * commands: in what is published it is part of `cli/main.js`.)
 *
 * @returns {import('./page-server.js').Folders}
 */
export function pageFolders() {
  const published = fileURLToPath(new URL('../page', import.meta.url));
  const source = fileURLToPath(new URL('../../www', import.meta.url));
  return {
    page: existsSync(published) ? published : source,
    package: fileURLToPath(new URL('..', import.meta.url)),
  };
}
