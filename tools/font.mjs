/**
 * Makes the page's typeface, src/ui/styles/inter.woff2: run `node tools/font.mjs` after a change to Inter or to this
 * subset. The Latin letters in the page's weights are less than half of the whole file.
 */
import { readFile, writeFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import path from 'node:path';
import process from 'node:process';
import { fileURLToPath } from 'node:url';
import subsetFont from 'subset-font';

const whole = createRequire(import.meta.url).resolve('@fontsource-variable/inter/files/inter-latin-wght-normal.woff2');
export const fontFile = fileURLToPath(new URL('../src/ui/styles/inter.woff2', import.meta.url));

const range = (/** @type {number} */ from, /** @type {number} */ to) =>
  Array.from({ length: to - from + 1 }, (_, i) => String.fromCodePoint(from + i)).join('');
/** ASCII, Latin-1, and the page's symbols. */
const characters = `${range(0x20, 0x7e)}${range(0xa0, 0xff)}‘’“”–—…·×÷−±←↑→↓≤≥≈∞€`;

/**
 * Without alternate forms of letters, which nothing asks for; digits of equal width are those of another typeface.
 *
 * @returns {Promise<Buffer>} a variable font, WOFF 2, of weights 400 to 700
 */
export async function makeFont() {
  return subsetFont(await readFile(whole), characters, {
    targetFormat: 'woff2',
    variationAxes: { wght: { min: 400, max: 700 } },
    noLayoutClosure: true,
  });
}

if (process.argv[1] !== undefined && path.resolve(process.argv[1]) === fileURLToPath(import.meta.url)) {
  await writeFile(fontFile, await makeFont());
}
