/** The page's typeface is what its tool makes of Inter. */
import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { fontFile, makeFont } from '../../tools/font.mjs';

test('the typeface in the sources is what the tool makes', async () => {
  expect(Buffer.compare(readFileSync(fontFile), await makeFont())).toBe(0);
});
