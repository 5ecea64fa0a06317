/**
 * A Vite plugin that strips shaders of everything meant for people, a third of their compressed size. Development and
 * the tests see them as written, so that line numbers in compiler messages match the file.
 */
import { readFile } from 'node:fs/promises';

/**
 * WGSL without line comments, indentation and empty lines. WGSL has no strings, so `//` always begins a comment; block
 * comments stay.
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
