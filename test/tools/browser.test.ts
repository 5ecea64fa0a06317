/** How the tests' browser is found. That one is found at all, these tests show by running. */
import { accessSync, constants } from 'node:fs';
import { afterEach, expect, test, vi } from 'vitest';
import { ensureBrowser, findBrowser } from '../../tools/browser.mjs';

afterEach(() => vi.unstubAllEnvs());

test('gives a program that can be run', () => {
  const browser = ensureBrowser();
  expect(() => accessSync(browser, constants.X_OK)).not.toThrow();
  expect(findBrowser()).toBe(browser);
});

test('CHROME_PATH comes before all others', () => {
  vi.stubEnv('CHROME_PATH', process.execPath);
  expect(findBrowser()).toBe(process.execPath);
});

test('a CHROME_PATH that cannot be run is an error, not passed over', () => {
  vi.stubEnv('CHROME_PATH', '/nowhere/chrome');
  expect(() => findBrowser()).toThrow('CHROME_PATH is /nowhere/chrome');
});
