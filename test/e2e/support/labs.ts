/**
 * The laboratories on either backend, each by the same test: opened where it is meant to compute, set by the names of its
 * controls, and compared to the pixel with what a link of it brings.
 */
import type { Locator, Page } from 'playwright';
import { describe, expect } from 'vitest';
import { eventually } from './eventually';
import { type Playground, visit } from './playground';
import { readCsv, readPng } from './saved';
import { seenOf, showsSame } from './seen';

const places = [
  { backend: 'wasm', gpu: 'absent', seen: 'absent', params: {} },
  { backend: 'webgpu', gpu: 'software', seen: 'seen', params: { backend: 'webgpu' } },
] as const;

/** `look`: pictures of the page are compared, so what WebGPU draws must be in them. */
export type Open = (
  params: { readonly [name: string]: string },
  body: (playground: Playground) => Promise<void>,
  look?: 'seen',
) => Promise<void>;

/** Declares the same tests for WebAssembly and for WebGPU; `open` opens a page that computes there, and there alone. */
export const onBothBackends = (declare: (open: Open) => void): void =>
  describe.each(places)('on $backend', ({ backend, gpu, seen, params: own }) => {
    declare((params, body, look) =>
      visit({ gpu: look === 'seen' ? seen : gpu, params: { ...params, ...own } }, async (playground) => {
        const computes = () => playground.backend();
        await eventually(computes).toBe(backend);
        await body(playground);
        // Nothing has been passed over meanwhile.
        expect(await computes()).toBe(backend);
        expect((await playground.messages()).map(({ code, text }) => `${code}: ${text}`)).toEqual([]);
      }),
    );
  });

/** Controls by their whole names. */
export const controls = (page: Page) => ({
  pick: (name: string, value: string) => page.getByRole('combobox', { name, exact: true }).selectOption(value),
  press: (name: string) => page.getByRole('button', { name, exact: true }).click(),
  radio: (name: string) => page.getByRole('radio', { name, exact: true }).check(),
  slide: (name: string, value: number) => page.getByRole('slider', { name, exact: true }).fill(String(value)),
  size: (): Promise<string> =>
    page
      .getByTestId('output-size')
      .evaluate((element) =>
        element instanceof HTMLElement ? `${element.dataset.height}x${element.dataset.width}` : '',
      ),
  /** The values of the map that a part of the page saves. */
  csv: (part: Locator): Promise<number[][]> => readCsv(page, part),
});

export interface Picture {
  readonly saved: Buffer;
  /** A part of the page. */
  readonly seen: Buffer;
}

/** What stands, once it does: a map as it is saved, and a part of the page as it is seen. */
export const pictured = async (page: Page, save: Locator, part: string): Promise<Picture> => ({
  saved: await readPng(page, save),
  seen: await seenOf(page, part),
});

/** Waits until a map is saved as the same bytes, and the part of the page shows the same in every pixel. */
export const expectSame = (now: () => Promise<Picture>, before: Picture): Promise<void> =>
  eventually(async () => {
    const { saved, seen } = await now();
    return { saved: saved.equals(before.saved), seen: await showsSame(seen, before.seen) };
  }).toEqual({ saved: true, seen: true });

/** What a link says, in its query and in its fragment. */
export function paramsOf(link: string): Record<string, string> {
  const { searchParams, hash } = new URL(link);
  const { sum: _, ...all } = Object.fromEntries([...searchParams, ...new URLSearchParams(hash.slice(1))]);
  return all;
}
