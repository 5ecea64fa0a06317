/**
 * A Vite plugin that builds shaders without what only people read, a third of their packed size. Development and the
 * tests see them as written, so that line numbers in a compiler's message are the file's.
 */
import { readFile } from 'node:fs/promises';

/**
 * WGSL without line comments, indentation and empty lines. WGSL has no strings, so `//` always begins a comment; a
 * block comment is left as it is.
 *
 * @param {string} text
 */
export function withoutComments(text) {
  return text
    .split('\n')
    .map((line) => line.replace(/\/\/.*$/, '').trim())
    .filter((line) => line !== '')
    .join('\n');
}

/** @returns {import('vite').Plugin} */
export function packedShaders() {
  return {
    name: 'packed-shaders',
    apply: 'build',
    enforce: 'pre',
    load: {
      filter: { id: /\.wgsl\?raw$/ },
      async handler(id) {
        const file = id.slice(0, -'?raw'.length);
        this.addWatchFile(file);
        return `export default ${JSON.stringify(withoutComments(await readFile(file, 'utf8')))};`;
      },
    },
  };
}
