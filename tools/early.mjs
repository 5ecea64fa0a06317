/**
 * A Vite plugin that makes a file of its own of src/early.ts and has the built page run it before all else: it is small,
 * and requests what the first answer needs while the large file is still on its way.
 */

/** Vite's ids have forward slashes on every system. */
const source = /\/src\/early\.ts$/;

/** What goes into that file: the module, and all that it imports. */
export const earlyGroup = { name: 'early', test: source };

/** @returns {import('vite').Plugin} */
export function early() {
  return {
    name: 'early',
    apply: 'build',
    transformIndexHtml: {
      order: 'post',
      handler(html, { bundle }) {
        const chunk = Object.values(bundle ?? {}).find(
          (file) => file.type === 'chunk' && file.moduleIds.some((id) => source.test(id)),
        );
        // The same path as the large file's, however the page is based.
        const page = html.replace(
          /<script type="module"([^>]*)src="([^"]*?)assets\/[^"]*"><\/script>/,
          (large, attributes, base) =>
            `<script type="module"${attributes}src="${base}${chunk?.fileName}"></script>\n    ${large}`,
        );
        if (!chunk || page === html) throw new Error('the page has no early script');
        return page;
      },
    },
  };
}
