import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, test } from 'node:test';
import { root } from '../../scripts/process.mjs';

const guide = readFileSync(join(root, 'docs', 'deployments.md'), 'utf8');
const folder = mkdtempSync(join(tmpdir(), 'worker-versioning-guide-'));
after(() => rmSync(folder, { recursive: true, force: true }));

test('the example of the guide to deployments prints what it says', () => {
  const [code, printed] = [...guide.matchAll(/^```\w*\n(.*?)^```$/gms)].map(([, text]) => text);
  mkdirSync(join(folder, 'node_modules'));
  symlinkSync(join(root, 'pkg'), join(folder, 'node_modules', 'worker-versioning'));
  writeFileSync(join(folder, 'ramp.mjs'), code);
  const output = execFileSync(process.execPath, ['ramp.mjs'], { cwd: folder, encoding: 'utf8' });
  assert.equal(output, printed);
});
