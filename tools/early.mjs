/**
 * A Vite plugin that puts src/early.ts into its own file, which the built page runs first: it is small, and requests
 * what the first answer needs while the large file is still loading.
 */

/** Vite's ids use forward slashes on every system. */
const source = /\/src\/early\.ts$/;

/** The contents of that file: the module and everything it imports. */
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
        // The same path as the large file's, whatever the page's base.
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
