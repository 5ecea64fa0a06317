/**
 * Everything fits: a window shows a shipped network whole, from the pad to the answer, and nothing has to be scrolled for;
 * on a phone and at 400 % zoom the page scrolls down and never sideways, with maps of a useful size.
 */
import type { Page } from 'playwright';
import { expect, test } from 'vitest';
import { eventually } from './support/eventually';
import { visit } from './support/playground';

/** A 7, as the address holds it. */
const draw = 'AQETtgS2BP90AGF_cHBhf3Bh_68BiAFhgGB_YX9wYg';
const inputs = {
  digits: { model: 'digits', draw },
  objects: { model: 'objects', picture: 'cat' },
} as const;

interface Box {
  readonly x: number;
  readonly y: number;
  readonly right: number;
  readonly bottom: number;
}

/** What scrolls, by how much in each direction, and where things are that must be seen. */
const measured = (page: Page) =>
  page.evaluate(() => {
    const root = document.documentElement;
    const stage = document.querySelector('.stage-scroller') ?? root;
    const box = (element: Element): Box => {
      const { x, y, right, bottom } = element.getBoundingClientRect();
      return { x, y, right, bottom };
    };
    const all = (selector: string): Box[] => [...document.querySelectorAll(selector)].map(box);
    return {
      page: [root.scrollWidth - innerWidth, root.scrollHeight - innerHeight],
      stage: [stage.scrollWidth - stage.clientWidth, stage.scrollHeight - stage.clientHeight],
      stageHeight: stage.clientHeight,
      pad: all('.pad-frame'),
      layers: all('[data-testid=layer]'),
      captions: all('[data-testid=caption]'),
      rows: all('[data-testid=prediction]'),
      /** By how much the tools of the input do not fit, and how it gets to the network reaches over what that sees. */
      cut: [...document.querySelectorAll('.given > .pen-tools')].map((one) => one.scrollHeight - one.clientHeight),
      over: all('.way-words').map(({ bottom }) => bottom - (all('.seen-head')[0]?.y ?? 0)),
      verdict: all('[data-testid=verdict]'),
    };
  });

const isWithin = ({ x, y, right, bottom }: Box, [width, height]: readonly [number, number]): boolean =>
  x >= -0.5 && y >= -0.5 && right <= width + 0.5 && bottom <= height + 0.5;

const wide = [
  [1366, 768],
  [1920, 1080],
  [844, 390],
] as const;

test.each(['digits', 'objects'] as const)('%s fits a laptop, a projector and a phone held sideways', async (model) => {
  await visit({ gpu: 'absent', params: inputs[model] }, async (playground) => {
    const { page } = playground;
    await eventually(() => playground.answer()).toBeDefined();
    for (const [width, height] of wide) {
      await page.setViewportSize({ width, height });
      const size = `${width} x ${height}`;
      const scrolls = async () => {
        const { page: whole, stage } = await measured(page);
        return [...whole, ...stage].map((excess) => Math.max(0, excess));
      };
      await eventually(scrolls, size).toEqual([0, 0, 0, 0]);
      const { pad, layers, captions, rows, verdict, cut, over } = await measured(page);
      for (const part of [...pad, ...layers, ...captions, ...rows, ...verdict]) {
        expect(isWithin(part, [width, height]), `${size}: ${JSON.stringify(part)}`).toBe(true);
      }
      expect([pad.length, verdict.length, rows.length], size).toEqual([1, 1, 10]);
      for (const excess of [...cut, ...over]) expect(excess, size).toBeLessThan(1);
      expect(layers.length, size).toBeGreaterThan(4);
      // Legible, and one after the other.
      for (const [i, row] of rows.entries()) {
        expect(row.bottom - row.y, size).toBeGreaterThan(10);
        expect(row.y, size).toBeGreaterThanOrEqual((rows[i - 1]?.bottom ?? 0) - 1);
      }
      const blocks = [...new Set(captions.map(({ x }) => Math.round(x)))];
      expect(blocks, size).toEqual([...blocks].sort((a, b) => a - b));
      expect(blocks.length, size).toBeGreaterThan(2);
    }
  });
});

test.each(['digits', 'objects'] as const)('%s in a window too low for it lets the page scroll', async (model) => {
  await visit({ gpu: 'absent', params: inputs[model] }, async (playground) => {
    const { page } = playground;
    await eventually(() => playground.answer()).toBeDefined();
    await page.setViewportSize({ width: 667, height: 262 });
    await eventually(async () => (await measured(page)).stageHeight).toBeGreaterThanOrEqual(260);
    const { page: whole, stage, cut, over } = await measured(page);
    expect([whole[0], ...stage].map((excess) => Math.max(0, excess ?? 0))).toEqual([0, 0, 0]);
    for (const excess of [...cut, ...over]) expect(excess).toBeLessThan(1);
  });
});

test('Kernels with several filters and the noise of Pooling fit laptops', async () => {
  await visit({ gpu: 'absent', params: { page: 'kernels' } }, async ({ page }) => {
    for (const [width, height] of [
      [1366, 768],
      [1280, 720],
    ] as const) {
      await page.setViewportSize({ width, height });
      const excess = () => page.evaluate(() => document.documentElement.scrollHeight - innerHeight);
      await page.getByRole('link', { name: 'Kernels' }).click();
      await page.getByRole('button', { name: 'Filter', exact: true }).click();
      await page.locator('.kernel-folded').waitFor();
      await eventually(excess, `kernels, ${height}`).toBeLessThanOrEqual(0);
      await page.getByRole('link', { name: 'Pooling' }).click();
      await page.getByRole('radio', { name: 'Noise' }).check({ force: true });
      await page.locator('.pooling-plot').nth(1).waitFor();
      await eventually(excess, `noise, ${height}`).toBeLessThanOrEqual(0);
    }
  });
});

/** 400 % zoom of a small laptop and of 1366 x 768 are the last two. */
const narrow = [
  [390, 844],
  [320, 256],
  [342, 192],
] as const;

test.each(['digits', 'objects'] as const)(
  '%s on a phone and at fourfold zoom scrolls down and never sideways',
  async (model) => {
    await visit({ gpu: 'absent', params: inputs[model] }, async (playground) => {
      const { page } = playground;
      await eventually(() => playground.answer()).toBeDefined();
      for (const [width, height] of narrow) {
        await page.setViewportSize({ width, height });
        const size = `${width} x ${height}`;
        const sideways = async () => {
          const { page: whole, stage } = await measured(page);
          return [whole[0], stage[0]].map((excess) => Math.max(0, excess ?? 0));
        };
        await eventually(sideways, size).toEqual([0, 0]);
        const { stage, stageHeight, pad, layers, rows } = await measured(page);
        // The page scrolls, not a hole in it.
        expect(stage[1], size).toBeLessThanOrEqual(0);
        expect(stageHeight, size).toBeGreaterThan(400);
        const [frame] = pad;
        expect((frame?.right ?? 0) - (frame?.x ?? 0), size).toBeGreaterThan(120);
        for (const { x, right } of [...layers, ...rows, ...pad]) {
          expect([x >= 0, right <= width + 0.5], size).toEqual([true, true]);
        }
        const inner = layers.slice(1).filter(({ y, bottom }) => bottom - y > 20);
        expect(inner.length, size).toBeGreaterThan(3);
        expect(rows, size).toHaveLength(10);
      }
    });
  },
);
