/** What the first answer needs is requested from the first bytes of the page on, side by side, and each file once. */

import { expect, test } from 'vitest';
import type { Gpu } from './support/browser';
import type { Playground } from './support/playground';
import { visit } from './support/playground';

/** The large file, with everything that the page is made of. */
const entry = /\/assets\/index-[^/]*\.js$/;

const visits: readonly {
  readonly title: string;
  readonly gpu: Gpu;
  readonly params: { readonly [name: string]: string };
  readonly needed: readonly RegExp[];
}[] = [
  {
    title: 'WebGPU',
    gpu: 'software',
    params: { backend: 'webgpu' },
    needed: [/\/digits\.safetensors$/, /\/assets\/webgpu-[^/]*\.js$/],
  },
  {
    title: 'WASM',
    gpu: 'absent',
    params: { backend: 'wasm' },
    needed: [/\/digits\.safetensors$/, /\/assets\/wasm-[^/]*\.js$/, /\/assets\/(relaxed|simd)-[^/]*\.wasm$/],
  },
  {
    title: 'whatever is there, which is a software adapter, and for pictures',
    gpu: 'software',
    params: { model: 'objects' },
    needed: [/\/objects\.safetensors$/, /\/assets\/wasm-[^/]*\.js$/, /\/assets\/(relaxed|simd)-[^/]*\.wasm$/],
  },
];

/**
 * Notes the path of every request, and keeps the entry back until all that is needed has been requested: where something
 * waits for the entry, the page never opens.
 */
async function keepEntryBack({ page }: Playground, needed: readonly RegExp[], paths: string[]): Promise<void> {
  const requested = new Promise<void>((resolve) => {
    page.context().on('request', (request) => {
      paths.push(new URL(request.url()).pathname);
      if (needed.every((name) => paths.some((path) => name.test(path)))) resolve();
    });
  });
  await page.route(entry, async (route) => {
    await requested;
    await route.continue();
  });
}

test.each(visits)('with $title', async ({ gpu, params, needed }) => {
  const paths: string[] = [];
  await visit(
    { gpu, params },
    async () => {
      expect(paths.filter((path) => entry.test(path))).toHaveLength(1);
      expect(paths.filter((path, at) => paths.indexOf(path) !== at)).toEqual([]);
    },
    (playground) => keepEntryBack(playground, needed, paths),
  );
});
