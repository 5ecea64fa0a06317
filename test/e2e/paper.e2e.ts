/** The handout on paper: no more sheets than it needs, and nothing beside them. */
import { expect, test } from 'vitest';
import { eventually } from './support/eventually';
import { visit } from './support/playground';

/** Sheets of a PDF: its page objects, which Chromium writes in plain text. */
const sheetsOf = (pdf: Buffer): number => pdf.toString('latin1').match(/\/Type\s*\/Page\b/g)?.length ?? 0;

const isNotDigit = (answer: string | undefined): boolean => answer !== undefined && !/^\d$/.test(answer);

interface View {
  readonly params: { readonly [name: string]: string };
  /** What is there once it stands. */
  readonly shows: string;
  /** As many at most. */
  readonly sheets: number;
}

const views: readonly View[] = [
  { params: {}, shows: '.pad', sheets: 1 },
  { params: { model: 'objects', picture: 'cat' }, shows: '[data-layer=relu5]', sheets: 1 },
  { params: { model: 'objects', picture: 'cat', at: 'conv2.3.4.5' }, shows: '[data-testid=equation]', sheets: 2 },
  { params: { page: 'kernels' }, shows: '[data-testid=kernel-cell]', sheets: 2 },
  { params: { page: 'pooling' }, shows: '[data-testid=pooling-result]', sheets: 3 },
  { params: { page: 'lessons', lesson: '3' }, shows: '[data-testid=step]', sheets: 2 },
];

test.each(['en', 'ko'])('what is printed fits its sheets in %s', async (lang) => {
  await visit({ gpu: 'absent', params: { lang } }, async (playground) => {
    const { page } = playground;
    await page.getByTestId('handout').waitFor({ state: 'attached' });
    await page.evaluate('window.print = () => { window.isPrinted = true; }');
    for (const { params, shows, sheets } of views) {
      await playground.goTo({ lang, ...params });
      await page.locator(shows).first().waitFor();
      if (!params.page && !params.model) {
        await page.getByRole('button', { name: /: 3$/ }).click();
        await playground.expectAnswer('3');
      }
      if (params.model && !params.at) await eventually(() => playground.answer()).toSatisfy(isNotDigit);
      await page.evaluate('window.isPrinted = false');
      await page.keyboard.press('Control+p');
      await eventually(() => page.evaluate('window.isPrinted')).toBe(true);
      for (const format of ['A4', 'Letter']) {
        const told = JSON.stringify([format, params]);
        expect(sheetsOf(await page.pdf({ format })), told).toBeLessThanOrEqual(sheets);
      }
      // As wide as the narrower sheet, A4 without its margins, in CSS pixels.
      await page.emulateMedia({ media: 'print' });
      const viewport = page.viewportSize();
      await page.setViewportSize({ width: 718, height: 1000 });
      expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(718);
      await page.emulateMedia({ media: null });
      if (viewport) await page.setViewportSize(viewport);
      await page.evaluate(() => dispatchEvent(new Event('afterprint')));
    }
  });
});

test('the browser’s own command prints an opened map from a phone, with its maps, on a sheet', async () => {
  const context = { viewport: { width: 390, height: 844 }, isMobile: true, hasTouch: true } as const;
  await visit({ gpu: 'absent', params: { lang: 'en' }, context }, async (playground) => {
    const { page } = playground;
    for (const [at, width, height] of [
      ['conv2.3', 1180, 800],
      ['conv2.3.4.5', 1040, 1180],
    ] as const) {
      await playground.open({ lang: 'en', model: 'objects', picture: 'cat', at });
      await page.getByTestId('handout').waitFor({ state: 'attached' });
      await page.locator(':is([data-testid=row], [data-testid=product])').first().waitFor({ state: 'attached' });
      await playground.rest();
      const narrow = await page.locator('.opened').evaluate(({ clientWidth }) => clientWidth);
      const pdf = await page.pdf({ format: 'A4' });
      expect(sheetsOf(pdf), at).toBe(2);
      // The maps in the shape of the sheet, as a picture of their own.
      expect(pdf.toString('latin1')).toMatch(new RegExp(`/Width ${width}\\s+/Height ${height}\\b`));
      // Then the page is as before, and what was painted for the sheet was maps: neither blank nor of one colour.
      const shapes = await page.evaluate(() => {
        dispatchEvent(new Event('beforeprint'));
        const copy = document.querySelector<HTMLCanvasElement>('.opened-view .map-paper');
        const pixels = copy?.getContext('2d')?.getImageData(0, 0, copy.width, copy.height).data ?? [];
        const colours = new Set(new Uint32Array(Uint8Array.from(pixels).buffer));
        dispatchEvent(new Event('afterprint'));
        return [copy?.width, copy?.height, colours.size > 50, document.querySelector('.map-paper') === null];
      });
      expect(shapes, at).toEqual([width, height, true, true]);
      await eventually(() => page.locator('.opened').evaluate(({ clientWidth }) => clientWidth)).toBe(narrow);
    }
  });
});
