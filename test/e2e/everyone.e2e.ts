/**
 * Every page, and what opens on it, in both languages and each of them in both themes: axe finds nothing, contrast and
 * text are large enough, and nothing is cut off, covered or wider than the window, on a phone, at 200 % zoom and on a projector.
 */
import type { Page } from 'playwright';
import { expect, test } from 'vitest';
import { lessons } from '../../src/store/lessons/course';
import { findings, still } from './support/axe';
import { eventually } from './support/eventually';
import { layoutFaults } from './support/layout';
import { visit } from './support/playground';

/** A 7, as the address holds it. */
const draw = 'AQETtgS2BP90AGF_cHBhf3Bh_68BiAFhgGB_YX9wYg';

/** Edits of each kind that there is. */
const edit = 'conv1.3.m*conv1.4.x1.5*conv2.5.k12_0.5*conv2.6.s*relu1.tanh*dense1.3.f0';

/** CSS pixels. 200 % zoom halves a laptop's 1366 x 768. */
const windows = { phone: [360, 740], zoomed: [683, 384], projector: [1920, 1080] } as const;

const looks = [
  { lang: 'en', theme: 'light', other: 'dark' },
  { lang: 'ko', theme: 'dark', other: 'light' },
] as const;

interface Place {
  readonly name: string;
  /** What the address says, beside language and theme. */
  readonly params?: { readonly [name: string]: string };
  /** Pressed one after the other, once each is there. */
  readonly press?: readonly string[];
  /** What is there once the place stands. */
  readonly shows: string;
  /** What comes when everything on it is unfolded. */
  readonly unfolds?: string;
  /** What is looked at: what is new here; the whole page where it is left out. */
  readonly part?: string;
}

const input = (kind: number): string => `.input-kind label:nth-of-type(${kind})`;

/** The first step of a kind. */
function stepOf(kind: 'look' | 'predict' | 'do'): Place {
  const lesson = lessons.findIndex(({ steps }) => steps.some((step) => step.kind === kind));
  const step = lessons[lesson]?.steps.findIndex((each) => each.kind === kind) ?? -1;
  const params = { page: 'lessons', lesson: `${lesson + 1}`, step: `${step + 1}` };
  return { name: `a step to ${kind}`, params, shows: `[data-kind=${kind}]` };
}

const places: readonly Place[] = [
  { name: 'a drawing', shows: '[data-testid=prediction]' },
  {
    name: 'what the network sees',
    press: ['.way-words'],
    shows: 'dialog.sees',
    unfolds: '[data-step] td',
    part: 'dialog.sees',
  },
  {
    name: 'the answer',
    press: ['.answer-open'],
    shows: '.answer-details',
    unfolds: '.answer-details table',
    part: '.answer-details',
  },
  { name: 'a layer', press: ['.layer-name'], shows: '.layer-card', part: '.layer-card' },
  { name: 'arranging maps', press: ['.zoom button'], shows: '.stage-tools select', part: '.stage-tools' },
  {
    name: 'sharing',
    press: ['.header-end > [aria-haspopup=dialog]:not([aria-keyshortcuts])'],
    shows: 'dialog svg',
    part: 'dialog',
  },
  {
    name: 'the glass box',
    press: ['.computing [aria-haspopup=dialog]'],
    shows: '[data-testid=agreement]',
    part: 'dialog',
  },
  {
    name: 'a map',
    params: { at: 'conv2.3' },
    press: ['.opened-actions .about'],
    shows: '[data-testid=without]',
    unfolds: '.opened-panel .export',
    part: '.opened-panel',
  },
  { name: 'a window', params: { at: 'conv2.3' }, shows: '[data-testid=row]', part: '.opened' },
  { name: 'a value', params: { at: 'conv2.3.4.4' }, shows: '[data-testid=equation]', part: '.opened' },
  {
    name: 'an input feature',
    params: { at: 'pool2.3.2.2' },
    press: ['.opened-actions .change'],
    shows: '[data-testid=feature-panel]',
    part: '.opened-panel',
  },
  { name: 'a probability', params: { at: 'softmax.7' }, shows: '[data-testid=equation]', part: '.opened' },
  {
    name: 'a sliding window',
    params: { at: 'conv1.3.11.17' },
    press: ['.opened-actions .slide'],
    shows: '[data-testid=player-step]',
    part: '.opened',
  },
  { name: 'a camera', press: [input(3)], shows: '.camera-device select' },
  {
    name: 'a gallery',
    press: [input(2), '[aria-haspopup=dialog].gallery-open'],
    shows: '.gallery-sheet',
    part: '.gallery-sheet',
  },
  {
    name: 'the numbers in the pixels',
    press: [
      input(2),
      '.gallery-open',
      '.gallery button',
      '.gallery-sheet .dialog-head button',
      '.way-words',
      '.sees .plane button',
    ],
    shows: 'dialog.pixels canvas',
    part: 'dialog.pixels',
  },
  {
    name: 'kernels',
    params: { page: 'kernels' },
    shows: '[data-testid=kernel-cell]',
    unfolds: '.kernel-preset canvas',
  },
  { name: 'a kernel', params: { page: 'kernels', kview: 'edit' }, shows: '.kernel-edit' },
  {
    name: 'layers of kernels',
    params: { page: 'kernels', kview: 'stack' },
    press: ['.kernel-layers > :last-child'],
    shows: '.kernel-stack',
  },
  { name: 'pooling', params: { page: 'pooling' }, shows: '[data-testid=pooling-result]' },
  { name: 'pooling with noise', params: { page: 'pooling', experiment: 'noise' }, shows: '[data-testid=pool-error]' },
  { name: 'pooling, moved', params: { page: 'pooling', experiment: 'shift' }, shows: '[data-testid=pool-error]' },
  { name: 'training', params: { page: 'train' }, shows: '[data-testid=train-map]' },
  {
    name: 'how it learns',
    params: { page: 'train' },
    press: ['.train-rate [aria-expanded]'],
    shows: '.train-how',
    part: '.train-how',
  },
  {
    name: 'data to train on',
    params: { page: 'train' },
    press: ['.train-head .segmented label:nth-of-type(1)'],
    shows: '.train-class-list',
  },
  {
    name: 'a network to train',
    params: { page: 'train' },
    press: ['.train-head .segmented label:nth-of-type(2)'],
    shows: '[data-testid=builder-layer]',
  },
  {
    name: 'mistakes of training',
    params: { page: 'train' },
    press: ['.train-head .segmented label:nth-of-type(4)'],
    shows: '[data-testid=confusion-cell]',
  },
  { name: 'the lessons', params: { page: 'lessons' }, shows: '.lesson-card' },
  {
    name: 'the glossary elsewhere',
    press: ['.header-end > [aria-keyshortcuts]'],
    shows: '.glossary dt',
    part: '.glossary',
  },
  ...(['look', 'predict', 'do'] as const).map(stepOf),
  { name: 'the glossary', params: { page: 'lessons', term: 'kernel' }, shows: '[data-term=kernel]', part: '.glossary' },
];

/** Opens whatever is folded, until nothing is. */
async function unfold(page: Page, brings = 'html'): Promise<void> {
  await eventually(() =>
    page.evaluate(() => {
      const folded = [...document.querySelectorAll('details:not([open])')];
      for (const each of folded) each.setAttribute('open', '');
      return folded.length;
    }),
  ).toBe(0);
  await page.locator(brings).first().waitFor();
}

/** Presses the button of the theme, whatever lies over it. */
async function turn(page: Page, theme: string): Promise<void> {
  await page.locator('.header-end > button').last().dispatchEvent('click');
  await page.locator(`html[data-theme=${theme}]`).waitFor();
}

/** Frames at most until a page has found its place in another window. */
const SETTLING = 20;

/** What is wrong with the layout once the page has laid itself out for its window. */
async function faultsOf(page: Page, part: string): Promise<string[]> {
  for (let frame = 0; ; frame++) {
    await still(page);
    const faults = await layoutFaults(page, part);
    if (faults.length === 0 || frame === SETTLING) return faults;
  }
}

test.each(looks)('every page is for everyone: $lang', async ({ lang, theme, other }) => {
  await visit(
    { gpu: 'absent', params: { lang, theme, draw }, context: { permissions: ['camera'] } },
    async (playground) => {
      const { page } = playground;
      await playground.expectAnswer('7');
      const found: { [place: string]: string[] } = {};
      for (const { name, params = {}, press = [], shows, unfolds, part = 'body' } of places) {
        await page.setViewportSize({ width: 1366, height: 768 });
        await playground.goTo({ theme, lang, ...params });
        // A click on what is on its way elsewhere is lost.
        await still(page);
        for (const selector of press) await page.locator(selector).first().click();
        await page.locator(shows).first().waitFor();
        await unfold(page, unfolds);
        // What depends on neither words nor colours is looked at once.
        const problems = await findings(page, part, lang === 'en' ? undefined : ['color-contrast']);
        for (const [window, [width, height]] of Object.entries(windows)) {
          await page.setViewportSize({ width, height });
          const faults = await faultsOf(page, part);
          problems.push(...faults.map((fault) => `${window}: ${fault}`));
        }
        await turn(page, other);
        // Nothing but colours is another theme's.
        const unseen = await findings(page, part, ['color-contrast']);
        problems.push(...unseen.map((finding) => `${other}: ${finding}`));
        if (problems.length > 0) found[name] = problems;
        // What opens over the page is closed again; what is open in it makes way for the next.
        if (part !== 'body' && press.length > 0) {
          await page.keyboard.press('Escape');
          await page.locator(shows).first().waitFor({ state: 'detached' });
        }
      }
      expect(found).toEqual({});
    },
  );
});

const boxOf = async (page: Page, selector: string) =>
  (await page.locator(selector).boundingBox()) ?? expect.fail(`${selector} is not there`);

/** The share of two pictures of the network, below the names of its layers, that is not alike. */
const unlike = (page: Page): Promise<number> =>
  page.evaluate(() => {
    const [before, after] = ['canvas.kept', '.handout > canvas'].map((each) =>
      document.querySelector<HTMLCanvasElement>(each),
    );
    if (!before || before.width !== after?.width || before.height !== after.height) return 1;
    const [top, height] = [0.15, 0.75].map((share) => Math.round(share * before.height));
    const [a, b] = [before, after].map(
      (each) => each.getContext('2d')?.getImageData(0, top ?? 0, before.width, height ?? 0).data,
    );
    if (!a || !b) return 1;
    let count = 0;
    for (let i = 0; i < a.length; i++) if (Math.abs((a[i] ?? 0) - (b[i] ?? 0)) > 8) count += 1;
    return count / a.length;
  });

test('on a phone an edited network shows all of its maps, what is opened in it, and all of it on paper', async () => {
  const params = { draw, edit, lang: 'en' };
  await visit({ gpu: 'absent', params }, async (playground) => {
    const { page } = playground;
    // Below the network, and below what is opened in it, by a link too.
    for (const [at, view] of [
      ['', '.stage-scroller'],
      ['conv1.0', '.opened-scroller'],
      ['softmax.7', '.opened-scroller'],
    ] as const) {
      await playground.goTo(at ? { ...params, at } : params);
      for (const [width, height] of [
        [1366, 768],
        [390, 844],
        [360, 640],
      ] as const) {
        await page.setViewportSize({ width, height });
        const maps = await boxOf(page, view);
        const bar = await boxOf(page, '.edit-bar');
        // In what is opened, the wide page's foot has a place for it.
        const isFoot = (await page.locator('.opened-foot .edit-bar').count()) > 0;
        const end = isFoot ? (await boxOf(page, '.opened-foot')).y : maps.y + maps.height;
        expect(bar.y, `${at} ${width}`).toBeGreaterThanOrEqual(end - 1);
        expect(bar.width, `${at} ${width}`).toBeLessThanOrEqual(maps.width + 1);
        expect(maps.height, `${at} ${width}`).toBeGreaterThan(200);
      }
      if (at) await page.getByTestId('selected-value').first().waitFor();
    }
    await playground.goTo(params);

    // The handout that is waited for is computed from the tensors, the one at once is what the painter paints.
    await page.locator('[data-testid=handout]').waitFor({ state: 'attached' });
    await page.evaluate('window.print = () => {}');
    await page.keyboard.press('Control+p');
    await page.locator('.handout img').evaluate(async (image: HTMLImageElement) => {
      await image.decode();
      const { naturalWidth: width, naturalHeight: height } = image;
      const kept = Object.assign(document.createElement('canvas'), { className: 'kept', width, height });
      kept.getContext('2d')?.drawImage(image, 0, 0);
      document.body.append(kept);
    });
    await page.evaluate(() => dispatchEvent(new Event('afterprint')));
    await page.locator('.handout img').waitFor({ state: 'detached' });
    await page.evaluate(() => dispatchEvent(new Event('beforeprint')));
    expect(await unlike(page)).toBeLessThan(0.002);
    await page.evaluate(() => dispatchEvent(new Event('afterprint')));
    expect(await page.locator('.handout > canvas').count()).toBe(0);
  });
});
