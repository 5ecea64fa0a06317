/** The handout on paper: no more sheets than it needs, and nothing beside them. */
import { expect, test } from 'vitest';
import { eventually } from './support/eventually';
import { visit } from './support/playground';

/** Sheets of a PDF: its page objects, which Chromium writes in plain text. */
const sheetsOf = (pdf: Buffer): number => pdf.toString('latin1').match(/\/Type\s*\/Page\b/g)?.length ?? 0;

const views: readonly { readonly params: { readonly [name: string]: string }; readonly sheets: number }[] = [
  { params: {}, sheets: 1 },
  { params: { model: 'objects', picture: 'cat' }, sheets: 1 },
  { params: { model: 'objects', picture: 'cat', at: 'conv2.3.4.5' }, sheets: 2 },
  { params: { page: 'kernels' }, sheets: 2 },
  { params: { page: 'pooling' }, sheets: 3 },
  { params: { page: 'lessons', lesson: '3' }, sheets: 2 },
];

test.each(['en', 'ko'])('what is printed fits its sheets in %s', async (lang) => {
  await visit({ gpu: 'absent', params: { lang } }, async (playground) => {
    const { page } = playground;
    await page.evaluate('window.print = () => { window.isPrinted = true; }');
    for (const { params, sheets } of views) {
      await playground.open({ lang, ...params });
      if (!params.page && !params.model) await page.getByRole('button', { name: /: 3$/ }).click();
      await page.getByTestId('handout').waitFor({ state: 'attached' });
      if (!params.page && !params.at) await eventually(() => playground.answer()).toBeDefined();
      await page.evaluate('window.print = () => { window.isPrinted = true; }');
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
