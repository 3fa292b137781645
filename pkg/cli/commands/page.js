import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { InvalidArgumentError, Option } from 'commander';
import { linkOf } from '../../link.js';
import { afterOption, documentCommand, wholeNumber } from '../command.js';
import { CommandError } from '../errors.js';
import { pageFolders } from '../page-folders.js';

export const page = documentCommand(
  'page',
  'Open the planner in the browser with the document loaded; serves it until Ctrl-C',
  { example: 'worker-versioning page rollout.yaml --after 0', formats: ['text'] },
)
  .addOption(afterOption())
  .addOption(
    new Option('--port <number>', 'serve on this port')
      .argParser(portNumber)
      .default(0, 'any free one'),
  )
  .option('--no-open', 'print the address and open no browser')
  .onRollout(async ({ rollout, after, port, open: mayOpen }) => {
    const link = await linkOf(rollout.document, after);
    const { servePage } = await import('../page-server.js');
    const server = await servePage(pageFolders(), port).catch((error) => {
      throw new CommandError(`--port ${port}: ${error.message}`);
    });
    const address = server.url + link;
    process.stdout.write(`${address}\n`);
    if (mayOpen) open(address);
    process.stderr.write('Serving the planner to this machine until Ctrl-C.\n');
    await Promise.race([once(process, 'SIGINT'), once(process, 'SIGTERM')]);
    await server.close();
  });

/** @param {string} text */
function portNumber(text) {
  const port = wholeNumber(text);
  if (port > 65_535) throw new InvalidArgumentError('expected a port, from 0 to 65535.');
  return port;
}

/** @param {string} address */
function open(address) {
  const [program, ...args] =
    process.platform === 'darwin'
      ? ['open', address]
      : process.platform === 'win32'
        ? ['rundll32', 'url.dll,FileProtocolHandler', address]
        : ['xdg-open', address];
  const browser = spawn(program, args, { stdio: 'ignore', detached: true });
  // The address is printed: whoever has no browser here opens it elsewhere.
  browser.on('error', () => {});
  browser.unref();
}
