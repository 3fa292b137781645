import { CommanderError } from 'commander';
import { annotationOfFile, isOnGitHub } from './annotations.js';
import { CommandError, DocumentError, EXIT } from './errors.js';
import { VersioningError } from './package.js';
import { program } from './program.js';

/** Runs the command line of this process, and sets how it ends. */
export async function run() {
  for (const stream of [process.stdout, process.stderr]) {
    stream.on('error', (error) => {
      if (/** @type {NodeJS.ErrnoException} */ (error).code === 'EPIPE') {
        process.exit(EXIT.CLOSED_PIPE);
      }
      throw error;
    });
  }
  try {
    await program().parseAsync();
  } catch (error) {
    if (error instanceof CommanderError) {
      // It has said what is wrong.
      process.exitCode = error.exitCode;
    } else if (error instanceof CommandError) {
      process.stderr.write(`${error.message}\n`);
      const shown = error instanceof DocumentError && isOnGitHub() && annotationOfFile(error);
      if (shown) process.stderr.write(`${shown}\n`);
      process.exitCode = error.exitCode;
    } else if (error instanceof VersioningError) {
      process.stderr.write(`${error.code}: ${error.message}\n`);
      process.exitCode = EXIT.USAGE;
    } else {
      process.stderr.write(
        `worker-versioning failed, which is a bug in it: please report it with this.\n${
          error instanceof Error ? error.stack : error
        }\n`,
      );
      process.exitCode = EXIT.BUG;
    }
  }
}
