/** Packing of shaders: what a compiler reads stays, token for token. */
import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { expect, test } from 'vitest';
import { withoutComments } from '../../tools/shaders.mjs';

const folder = fileURLToPath(new URL('../../shaders', import.meta.url));
const shaders = readdirSync(folder, { recursive: true, encoding: 'utf8' }).filter((name) => name.endsWith('.wgsl'));

test('comments, indentation and empty lines go', () => {
  const text = '// y = x / 2\n@compute fn main() {\n\n  let y = x / 2.0; // halves\n}\n';
  expect(withoutComments(text)).toBe('@compute fn main() {\nlet y = x / 2.0;\n}');
});

/** Tokens without comments, found in another way: comments are matched beside everything else, in one pass. */
const tokens = (text: string): string[] =>
  [...text.matchAll(/\/\/[^\n]*|[\w.]+|[^\s\w]/g)].map(([token]) => token).filter((token) => !token.startsWith('//'));

test.each(shaders)('%s keeps its tokens', (name) => {
  const text = readFileSync(path.join(folder, name), 'utf8');
  const packed = withoutComments(text);
  expect(tokens(text).length).toBeGreaterThan(0);
  expect(tokens(packed)).toEqual(tokens(text));
  expect(packed.length).toBeLessThan(text.length);
  // A block comment would be sent to every reader of the page.
  expect(text).not.toContain('/*');
});
