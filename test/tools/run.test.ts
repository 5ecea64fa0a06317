/** tools/run.mjs: a TypeScript tool in Node with `?raw` imports, late imports, real URLs, arguments and exit status. */
import { spawnSync } from 'node:child_process';
import path from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { expect, test } from 'vitest';

const root = fileURLToPath(new URL('../..', import.meta.url));
const tool = path.join('test', 'fixtures', 'tool', 'main.ts');

function run(...args: string[]) {
  return spawnSync(process.execPath, ['tools/run.mjs', ...args], { cwd: root, encoding: 'utf8' });
}

test('runs a tool and gives its exit status', () => {
  const { status, stdout } = run(tool, 'digits', '--epochs', '3');
  expect(JSON.parse(stdout)).toEqual({
    args: ['digits', '--epochs', '3'],
    argv: ['digits', '--epochs', '3'],
    url: pathToFileURL(path.join(root, tool)).href,
    shader: '// Read as text by the test tool.',
    late: 42,
  });
  expect(status).toBe(3);
});

test('a tool that throws fails, with the line of the source', () => {
  const { status, stderr } = run(tool, 'throw');
  expect(status).toBe(1);
  expect(stderr).toContain('thrown by the tool');
  expect(stderr).toMatch(/main\.ts:8/);
});

test('without a tool it says how it is used', () => {
  const { status, stderr } = run();
  expect(status).toBe(2);
  expect(stderr).toContain('Usage');
});
