import assert from 'node:assert/strict';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { test } from 'node:test';
import { root } from '../../scripts/process.mjs';
import { run } from './support.mjs';

const guide = readFileSync(join(root, 'docs', 'rolling-out.md'), 'utf8');
const commands = [...guide.matchAll(/^worker-versioning (.*)$/gm)].map(([, command]) => command);

test('the guide uses every example', () => {
  for (const name of readdirSync(join(root, 'examples'))) {
    assert.ok(guide.includes(`(../examples/${name})`), name);
    assert.ok(
      commands.some((command) => command.includes(`examples/${name}`)),
      name,
    );
  }
});

for (const command of commands) {
  test(`the guide's command works: ${command}`, async () => {
    const { code, stdout, stderr } = await run(command.split(' '), { cwd: root });
    assert.deepEqual({ code, stderr }, { code: 0, stderr: '' });
    if (command.startsWith('plan ')) assert.match(stdout, /^Step 1, /);
  });
}
