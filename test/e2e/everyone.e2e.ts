/**
 * Every page, and what opens on it, in both languages and themes: axe finds nothing, all text is large enough, and
 * nothing is cut off, covered or wider than the window, on a phone, at 200 % zoom and on a projector.
 */
import { AxeBuilder } from '@axe-core/playwright';
import type { Page } from 'playwright';
import { expect, test } from 'vitest';
import { lessons } from '../../src/store/lessons/course';
import { layoutFaults } from './support/layout';
import { visit } from './support/playground';

/** A 7, as the address holds it. */
const draw = 'AQETtgS2BP90AGF_cHBhf3Bh_68BiAFhgGB_YX9wYg';

/** CSS pixels. 200 % zoom halves a laptop's 1366 x 768. */
const windows = { phone: [360, 740], zoomed: [683, 384], projector: [1920, 1080] } as const;

const looks = [
  { lang: 'en', theme: 'light', shownIn: ['phone', 'zoomed', 'projector'] },
  // Words are longer or shorter; what else a window does to the layout is seen in English.
  { lang: 'ko', theme: 'dark', shownIn: ['phone'] },
] as const;

interface Place {
  readonly name: string;
  /** What the address says, beside language and theme. */
  readonly params?: { readonly [name: string]: string };
  /** Pressed one after the other, once each is there. */
  readonly press?: readonly string[];
  /** What is there once the place stands. */
  readonly shows: string;
  /** What is looked at: what is new here; the whole page where it is left out. */
  readonly part?: string;
}

const input = (kind: number): string => `.input-side .segmented label:nth-of-type(${kind})`;

/** The first step of a kind. */
function stepOf(kind: 'look' | 'predict' | 'do'): Place {
  const lesson = lessons.findIndex(({ steps }) => steps.some((step) => step.kind === kind));
  const step = lessons[lesson]?.steps.findIndex((each) => each.kind === kind) ?? -1;
  const params = { page: 'lessons', lesson: `${lesson + 1}`, step: `${step + 1}` };
  return { name: `a step to ${kind}`, params, shows: `[data-kind=${kind}]` };
}

const places: readonly Place[] = [
  { name: 'a drawing', shows: '[data-testid=prediction]' },
  { name: 'arranging maps', press: ['.zoom button'], shows: '.stage-tools select', part: '.stage-tools' },
  {
    name: 'sharing',
    press: ['.header-end [aria-haspopup=dialog]'],
    shows: '[role=dialog] svg',
    part: '[role=dialog]',
  },
  {
    name: 'the glass box',
    press: ['.numbers [aria-haspopup=dialog]'],
    shows: '[data-testid=agreement]',
    part: '[role=dialog]',
  },
  { name: 'a map', params: { at: 'conv2.3' }, shows: '[data-testid=without]', part: '.inspector' },
  { name: 'a value', params: { at: 'conv2.3.4.4' }, shows: '[data-testid=equation]', part: '.inspector' },
  { name: 'a probability', params: { at: 'softmax.7' }, shows: '[data-testid=equation]', part: '.inspector' },
  {
    name: 'a sliding window',
    params: { at: 'conv1.3.11.17' },
    press: ['.inspector [aria-haspopup=dialog]'],
    shows: '[data-testid=player-step]',
    part: '.player-sheet',
  },
  { name: 'a camera', press: [input(3)], shows: '.camera-device select', part: '.input-side' },
  { name: 'a picture', press: [input(2), '.gallery button'], shows: '[data-step=cropping]', part: '.input-side' },
  { name: 'kernels', params: { page: 'kernels' }, shows: '[data-testid=kernel-cell]' },
  { name: 'pooling', params: { page: 'pooling' }, shows: '[data-testid=pool-error]' },
  { name: 'the lessons', params: { page: 'lessons' }, shows: '.lesson-card' },
  ...(['look', 'predict', 'do'] as const).map(stepOf),
  { name: 'the glossary', params: { page: 'lessons', term: 'kernel' }, shows: '[data-term=kernel]', part: '.glossary' },
];

/** Goes to a place of the page by its address, as "back" does. */
async function goTo(page: Page, params: { readonly [name: string]: string }): Promise<void> {
  await page.evaluate((search) => {
    history.pushState(null, '', `?${search}`);
    dispatchEvent(new PopStateEvent('popstate'));
  }, new URLSearchParams(params).toString());
}

/** Opens whatever is folded. */
async function unfold(page: Page): Promise<void> {
  await page.evaluate(() => {
    for (const folded of document.querySelectorAll('details:not([open])')) folded.setAttribute('open', '');
  });
}

async function findings(page: Page, part: string): Promise<string[]> {
  const { violations } = await new AxeBuilder({ page }).include(part).analyze();
  return violations.map(({ id, nodes }) => `${id}: ${nodes.map(({ html }) => html).join(' ')}`);
}

test.each(looks)('every page is for everyone: $lang, $theme', async ({ shownIn, ...look }) => {
  await visit(
    { gpu: 'absent', params: { ...look, draw }, context: { permissions: ['camera'] } },
    async (playground) => {
      const { page } = playground;
      await playground.expectAnswer('7');
      const found: { [place: string]: string[] } = {};
      for (const { name, params = {}, press = [], shows, part = 'body' } of places) {
        await page.setViewportSize({ width: 1366, height: 768 });
        await goTo(page, { ...look, ...params });
        for (const selector of press) await page.locator(selector).first().click();
        await page.locator(shows).first().waitFor();
        await unfold(page);
        const problems = await findings(page, part);
        for (const window of shownIn) {
          const [width, height] = windows[window];
          await page.setViewportSize({ width, height });
          const faults = await layoutFaults(page, part);
          problems.push(...faults.map((fault) => `${window}: ${fault}`));
        }
        if (problems.length > 0) found[name] = problems;
        // What opens over the page is closed again; what is open in it makes way for the next.
        if (part !== 'body' && part !== '.input-side' && press.length > 0) {
          await page.keyboard.press('Escape');
          await page.locator(shows).first().waitFor({ state: 'detached' });
        }
      }
      expect(found).toEqual({});
    },
  );
});
