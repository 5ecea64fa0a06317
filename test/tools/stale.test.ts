/** When `npm start` builds anew: files in a folder of our own, with times that we set. */
import { mkdirSync, mkdtempSync, rmSync, utimesSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { isStale } from '../../tools/stale.mjs';

let root = '';
const at = (...names: string[]): string => path.join(root, ...names);
const stale = (): boolean => isStale(root, at('dist'));

function touch(name: string, seconds: number): void {
  utimesSync(at(name), seconds, seconds);
}

beforeEach(() => {
  root = mkdtempSync(path.join(tmpdir(), 'stale-test-'));
  mkdirSync(at('src', 'backend', 'build'), { recursive: true });
  mkdirSync(at('dist'));
  writeFileSync(at('index.html'), '');
  writeFileSync(at('src', 'main.tsx'), '');
  writeFileSync(at('src', 'backend', 'build', 'kernels.wasm'), '');
  writeFileSync(at('dist', 'index.html'), '');
  for (const name of ['index.html', 'src/main.tsx', 'src/backend', 'src']) touch(name, 1000);
  touch('src/backend/build/kernels.wasm', 3000);
  touch('src/backend/build', 3000);
  touch('dist/index.html', 2000);
});

afterEach(() => rmSync(root, { recursive: true, force: true }));

test('a build newer than every source stands, whatever the build itself made since', () => {
  expect(stale()).toBe(false);
});

test('no build is stale', () => {
  rmSync(at('dist', 'index.html'));
  expect(stale()).toBe(true);
});

test.each(['src/main.tsx', 'index.html'])('a newer %s makes it stale', (name) => {
  touch(name, 2001);
  expect(stale()).toBe(true);
});

test('a source taken away makes it stale', () => {
  rmSync(at('src', 'main.tsx'));
  expect(stale()).toBe(true);
});
