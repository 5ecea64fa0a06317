/** The page "Lessons": all finished by keyboard alone, the place in the address, the glossary, both languages. */
import type { Locator, Page } from 'playwright';
import { expect, test } from 'vitest';
import { lessons } from '../../src/store/lessons/course';
import { findings } from './support/axe';
import { eventually } from './support/eventually';
import { visit } from './support/playground';

/** Stops of the Tab key on a page at most. */
const MOST_STOPS = 120;

/** Stops of the Tab key from where the focus is to an element; negative: backwards. About right is near enough. */
const stopsTo = (target: Locator): Promise<number> =>
  target.evaluate((element) => {
    const stops = 'a[href], button:enabled, input:enabled, select:enabled, summary, [tabindex="0"]';
    const all = [...document.querySelectorAll(stops)].filter(
      (one) => one.getClientRects().length > 0 && !one.matches('[tabindex="-1"], [type="radio"]:not(:checked)'),
    );
    const from = document.activeElement ?? document.body;
    const isPast = (one: Element, other: Element): boolean =>
      (one.compareDocumentPosition(other) & Node.DOCUMENT_POSITION_FOLLOWING) !== 0;
    const isForward = isPast(from, element);
    const between = all.filter((one) =>
      isForward ? isPast(from, one) && isPast(one, element) : isPast(one, from) && isPast(element, one),
    );
    return (isForward ? 1 : -1) * (between.length + 1);
  });

/** Presses Tab, or Tab with Shift, until an element has the focus. */
async function tabTo(page: Page, target: Locator): Promise<void> {
  await target.waitFor();
  const hasFocus = () => target.evaluate((element) => element === document.activeElement);
  for (let pressed = 0; pressed < MOST_STOPS; ) {
    if (await hasFocus()) return;
    const stops = await stopsTo(target);
    await press(page, ...times(Math.abs(stops), stops < 0 ? 'Shift+Tab' : 'Tab'));
    pressed += Math.abs(stops);
  }
  if (!(await hasFocus())) throw new Error(`Tab does not lead to ${target}`);
}

const isDone = (page: Page) => page.getByTestId('step').getAttribute('data-done');

/** A run takes its time. */
const TRAINED = { timeout: 120_000 } as const;

/** Milliseconds after a key within which what is computed for it has come. */
const COMPUTED = 30;

/** Presses a key until the task is done. `pause`: where more is computed than the cell that is pointed at. */
async function pressUntilDone(page: Page, key: string, most: number, pause = COMPUTED): Promise<void> {
  for (let i = 0; i < most && (await isDone(page)) !== 'true'; i++) {
    await page.keyboard.press(key);
    if (pause > 0) await page.waitForTimeout(pause);
  }
}

async function press(page: Page, ...keys: readonly string[]): Promise<void> {
  for (const key of keys) await page.keyboard.press(key);
}

const times = (count: number, key: string): string[] => new Array<string>(count).fill(key);
/** What has the focus, by its name or its text; empty: nothing. */
const focused = (page: Page): Promise<string> =>
  page.evaluate(() => {
    const { activeElement, body } = document;
    if (!(activeElement instanceof HTMLElement) || activeElement === body) return '';
    return activeElement.getAttribute('aria-label') ?? activeElement.innerText;
  });
const button = (page: Page, name: string) => page.getByRole('button', { name, exact: true });
const board = (page: Page, name: string) => page.getByRole('application', { name, exact: true });
const slider = (page: Page, name: string | RegExp) => page.getByRole('slider', { name });

/** Walks over a board from where it stands, row by row downwards, until the task is done. */
async function search(page: Page, name: string, columns: number): Promise<void> {
  await tabTo(page, board(page, name));
  for (let row = 0; row < 14 && (await isDone(page)) !== 'true'; row++) {
    await pressUntilDone(page, row % 2 === 0 ? 'ArrowRight' : 'ArrowLeft', columns, 0);
    if ((await isDone(page)) !== 'true') await press(page, 'ArrowDown');
  }
}

/** How each task is done with keys alone. */
const keys: { readonly [step: string]: (page: Page) => Promise<void> } = {
  async 'pixels/draw'(page) {
    await tabTo(page, button(page, 'Sample: 7'));
    await press(page, 'Enter');
  },
  'pixels/read': (page) => search(page, 'The picture as numbers', 24),
  async 'pixels/colour'(page) {
    await tabTo(page, page.getByRole('button', { name: /^Cat\./ }));
    await press(page, 'Enter');
  },
  'sliding/negative': (page) => search(page, 'Feature map', 15),
  async 'sliding/play'(page) {
    await tabTo(page, button(page, 'Let it slide alone'));
    await press(page, 'Enter');
  },
  async 'filters/three'(page) {
    await tabTo(page, page.getByLabel('Filter', { exact: true }));
    await press(page, 'ArrowDown');
  },
  async 'filters/mute'(page) {
    for (const name of ['Kernel for green', 'Kernel for blue']) {
      await tabTo(page, page.getByRole('switch', { name }));
      await press(page, 'Space');
    }
  },
  async 'edges/horizontal'(page) {
    await tabTo(page, page.getByLabel('Choose a kernel'));
    await press(page, 'ArrowDown');
  },
  async 'edges/blur'(page) {
    await tabTo(page, page.getByLabel('Choose a kernel'));
    await press(page, 'ArrowDown');
  },
  async 'edges/identity'(page) {
    await tabTo(page, page.getByTestId('kernel-cell').first());
    for (let i = 0; i < 9; i++) {
      await page.keyboard.type(i === 4 ? '1' : '0');
      await press(page, 'Enter', ...(i % 3 < 2 ? ['ArrowRight'] : ['ArrowDown', 'ArrowLeft', 'ArrowLeft']));
    }
  },
  async 'strides/same'(page) {
    await tabTo(page, slider(page, 'Padding'));
    await press(page, 'ArrowRight', 'ArrowRight');
  },
  async 'strides/fit'(page) {
    await tabTo(page, slider(page, 'Padding'));
    await press(page, 'ArrowRight', 'ArrowRight');
  },
  'activation/signs': (page) => search(page, 'Feature map', 24),
  async 'activation/dead'(page) {
    await tabTo(page, slider(page, 'Bias'));
    await press(page, 'Home');
  },
  'pooling/differ': (page) => search(page, 'Max', 13),
  async 'pooling/global'(page) {
    await tabTo(page, page.getByRole('switch', { name: /^Global pooling/ }));
    await press(page, 'Space');
  },
  async 'depth/first'(page) {
    for (let map = 0; map < 8 && (await isDone(page)) !== 'true'; map++) {
      await tabTo(page, page.getByRole('button', { name: new RegExp(`^Map ${map},`) }));
      await press(page, 'Enter');
    }
  },
  async 'depth/deeper'(page) {
    await tabTo(page, board(page, 'Map 0'));
    await press(page, ...times(3, 'ArrowRight'), ...times(3, 'ArrowDown'));
  },
  async 'answer/change'(page) {
    // Closes the top of the four, as far as it takes, towards a nine.
    await tabTo(page, page.getByRole('application', { name: 'Drawing pad' }));
    await press(page, ...times(3, 'Shift+ArrowUp'), 'Shift+ArrowLeft', ...times(2, 'ArrowLeft'), 'Space');
    await pressUntilDone(page, 'ArrowRight', 12, 300);
  },
  async 'learning/ninety'(page) {
    await tabTo(page, button(page, 'Play'));
    await press(page, 'Enter');
    await page.locator('[data-testid="step"][data-done="true"]').waitFor(TRAINED);
  },
  async 'learning/mind'(page) {
    await tabTo(page, slider(page, 'Moment of the training'));
    await press(page, 'Home');
    await pressUntilDone(page, 'ArrowRight', 30, 300);
  },
  async 'overfitting/stop'(page) {
    await tabTo(page, slider(page, 'Moment of the training'));
    await pressUntilDone(page, 'ArrowLeft', 100);
  },
  async 'overfitting/cures'(page) {
    for (const name of ['Varied digits', 'Smaller network']) {
      const cure = page.getByRole('radio', { name });
      if (!(await cure.isChecked())) {
        await tabTo(page, page.locator('.lesson-cures :checked'));
        await press(page, 'ArrowRight');
      }
      await tabTo(page, button(page, 'Play'));
      await press(page, 'Enter');
      await page
        .locator(`[data-cure="${name === 'Varied digits' ? 'varied' : 'smaller'}"][data-done]`)
        .waitFor(TRAINED);
    }
  },
  async 'history/walk'(page) {
    await tabTo(page, page.getByRole('radio', { name: '1989: postcodes' }));
    await press(page, 'ArrowRight', 'ArrowRight');
  },
  async 'limits/turn'(page) {
    await tabTo(page, slider(page, 'Rotation (degrees)'));
    await pressUntilDone(page, 'ArrowRight', 36);
  },
  async 'limits/noise'(page) {
    await tabTo(page, slider(page, /^Noise/));
    await pressUntilDone(page, 'ArrowRight', 50);
  },
};

/** All that the page says and names, but for the choices themselves: where an answer could be read off. */
const saidBesideChoices = (page: Page): Promise<string> =>
  page.locator('main').evaluate((main) => {
    const copy = main.cloneNode(true);
    if (!(copy instanceof HTMLElement)) return '';
    copy.querySelector('.predict-choices')?.remove();
    const names = [...copy.querySelectorAll('*')].flatMap((element) =>
      ['aria-label', 'aria-valuetext', 'aria-valuenow', 'aria-description', 'title', 'alt', 'placeholder'].map(
        (name) => element.getAttribute(name) ?? '',
      ),
    );
    // Each element's own words: side by side they would run together.
    const walker = document.createTreeWalker(copy, NodeFilter.SHOW_TEXT);
    const texts: string[] = [];
    for (let node = walker.nextNode(); node; node = walker.nextNode()) texts.push(node.textContent ?? '');
    return [...texts, ...names].join('\n');
  });

/** The words as a phrase of their own, not within others or within a number. */
const asPhrase = (words: string): RegExp =>
  new RegExp(`(?<![\\p{L}\\d.,−-])${words.replace(/[.*+?^${}()|[\]\\]/g, '\\$&')}(?![\\p{L}\\d]|[.,]\\d)`, 'u');

test.each([
  ['webgpu', 'software'],
  ['wasm', 'absent'],
] as const)('every lesson is finished by keyboard alone on %s, and what was done is kept', async (backend, gpu) => {
  await visit({ gpu, params: { page: 'lessons', backend } }, async (playground) => {
    const { page } = playground;
    await tabTo(page, page.getByRole('button', { name: /^Start: 1/ }));
    await press(page, 'Enter');
    const choose = async (name: string): Promise<void> => {
      await tabTo(page, page.getByLabel('Compute backend'));
      await page.keyboard.type(name);
      await eventually(() => new URL(page.url()).searchParams.get('backend')).toBe(name.toLowerCase());
    };
    for (const [i, lesson] of lessons.entries()) {
      // On a software adapter, the runs of these would take minutes each.
      if (gpu === 'software' && lesson.id === 'learning') await choose('WASM');
      if (gpu === 'software' && lesson.id === 'limits') await choose('WebGPU');
      for (const [k, step] of lesson.steps.entries()) {
        const name = `${lesson.id}/${step.id}`;
        const where = page.locator(`[data-testid="lesson"][data-lesson="${i + 1}"][data-step="${k + 1}"]`);
        await where.waitFor({ timeout: 20_000 }).catch(() => expect.fail(`${name} is not reached`));
        await expect
          .poll(() => new URL(page.url()).search, { message: name })
          .toContain(`lesson=${i + 1}&step=${k + 1}`);
        if (step.kind === 'do') await keys[name]?.(page);
        if (step.kind === 'predict') {
          const choice = page.getByTestId('choice').first();
          await expect.poll(() => choice.getAttribute('aria-disabled'), { timeout: 20_000, message: name }).toBeNull();
          const before = await saidBesideChoices(page);
          await tabTo(page, choice);
          await press(page, 'Enter');
          const why = page.locator('[data-testid="why"][data-right]');
          await why.waitFor(TRAINED).catch(() => expect.fail(`${name} is not answered`));
          expect(await why.innerText(), name).not.toMatch(/\{|NaN|undefined/);
          const right = await page.locator('[data-testid="choice"][data-state="right"]').innerText();
          expect(before, `${name} asks for what stands on the page`).not.toMatch(asPhrase(right));
        }
        await eventually(() => isDone(page), name).toBe('true');
        if (step.kind === 'look') await press(page, 'Space');
        else {
          await tabTo(page, page.locator('.step-buttons .strong'));
          await press(page, 'Enter');
        }
      }
    }
    await page.getByText('You have finished all thirteen lessons.').waitFor();
    await page.reload();
    await page.getByText('You have finished all thirteen lessons.').waitFor();
    expect(await page.locator('.lesson-done').count()).toBe(13);
  });
});

test('a link leads to its step, terms lead to the glossary and on, and nothing is serious to axe', async () => {
  await visit({ gpu: 'absent', params: { page: 'lessons', lesson: '2', step: '1' } }, async ({ page }) => {
    await page.getByRole('heading', { name: 'Nine weights' }).waitFor();
    await page.getByRole('link', { name: 'feature map', exact: true }).click();
    const entry = page.locator('[data-term="featureMap"]');
    await entry.waitFor();
    await expect.poll(() => new URL(page.url()).searchParams.get('term')).toBe('featureMap');
    expect(await findings(page)).toEqual([]);
    await entry.getByRole('link', { name: /^Lesson 2/ }).click();
    const heading = (name: string) => page.getByRole('heading', { name: new RegExp(`· ${name}$`) });
    await heading('If the digit moves').waitFor();
    // Each step is one of the history; the glossary stands in its step.
    await page.goBack();
    await heading('Nine weights').waitFor();
    await entry.waitFor();
    await page.goForward();
    await heading('If the digit moves').waitFor();
    await entry.waitFor({ state: 'detached' });
    await page.getByRole('button', { name: 'Lessons', exact: true }).click();
    // The list has the focus on the lesson that one comes from.
    await eventually(() => focused(page)).toMatch(/2 · .*\s*Work out one value by hand/);
    // Arrow keys lead along the path.
    for (const [key, lesson] of [
      ['ArrowLeft', 1],
      ['ArrowLeft', 1],
      ['ArrowRight', 2],
      ['ArrowRight', 3],
    ] as const) {
      await page.keyboard.press(key);
      expect(await focused(page)).toMatch(new RegExp(`^${lesson} · `, 'm'));
    }
    await page.goBack();
    await heading('If the digit moves').waitFor();
    await page.reload();
    await heading('If the digit moves').waitFor();
    await page.goBack();
    await entry.waitFor();
    // Pages that a term can be touched on are set up in place, each as one step of the history.
    const loads = await page.evaluate(() => performance.timeOrigin);
    const touch = (term: string) => page.locator(`[data-term="${term}"]`).getByRole('link', { name: /^Page / });
    const parameters = () => [...new URL(page.url()).searchParams.keys()];
    await touch('stride').click();
    await eventually(() => page.getByTestId('output-size').first().getAttribute('data-width')).toBe('64');
    expect(parameters()).not.toContain('lesson');
    expect(parameters()).not.toContain('term');
    await eventually(() => focused(page)).not.toBe('');
    const entries = await page.evaluate(() => window.history.length);
    await page.goBack();
    await entry.waitFor();
    // Where the page is set up as it comes by itself, nothing stays of what it was before.
    await touch('kernel').click();
    await eventually(() => page.getByTestId('output-size').first().getAttribute('data-width')).toBe('128');
    await page.goBack();
    await touch('channel').click();
    await page.getByRole('heading', { name: /conv1 · map 0/ }).waitFor();
    await eventually(() => page.locator('[data-testid="prediction"]').count()).toBe(10);
    // The picture is named once it has been opened.
    await eventually(parameters).toEqual(expect.arrayContaining(['at', 'model', 'picture']));
    expect(parameters()).not.toContain('lesson');
    await page.goBack();
    await entry.waitFor();
    expect(await page.evaluate(() => window.history.length)).toBe(entries);
    expect(await page.evaluate(() => performance.timeOrigin)).toBe(loads);
    const base = new URL(page.url());
    const look = [
      { lang: 'en', theme: 'light' },
      { lang: 'en', theme: 'dark' },
      { lang: 'ko', theme: 'light' },
      { lang: 'ko', theme: 'dark' },
    ];
    for (const [i, place] of [
      [0, 0],
      [3, 2],
      [9, 2],
      [11, 1],
      [13, 4],
    ].entries()) {
      const [lesson = 0, step = 0] = place;
      const shown = look[i % look.length];
      base.search = new URLSearchParams({
        page: 'lessons',
        model: 'objects',
        ...shown,
        ...(lesson > 0 ? { lesson: `${lesson}`, step: `${step}` } : {}),
      }).toString();
      await page.goto(base.href);
      await page
        .locator(lesson > 0 ? '[data-testid="step"]' : '.lesson-card')
        .first()
        .waitFor();
      if (lesson > 0) await page.locator('.board, .answer-table, .curve').first().waitFor();
      expect(await findings(page), `${lesson}.${step} ${shown?.lang} ${shown?.theme}`).toEqual([]);
      const wider = await page.evaluate(() => document.documentElement.scrollWidth - window.innerWidth);
      expect(wider).toBeLessThanOrEqual(0);
    }
  });
});

test('the glossary is found from every page: / opens it, what is typed finds a term, and its links lead on', async () => {
  await visit({ gpu: 'absent', params: { page: 'explore', lang: 'en' } }, async ({ page }) => {
    await page.getByRole('button', { name: 'Glossary' }).waitFor();
    await page.keyboard.press('/');
    const search = page.getByRole('searchbox', { name: 'Find a term' });
    await eventually(() => search.evaluate((element) => element === document.activeElement)).toBe(true);
    await page.keyboard.type('recep');
    await eventually(() => page.locator('.glossary dt').allInnerTexts()).toEqual(['Receptive field']);
    await page.keyboard.press('Control+a');
    await page.keyboard.type('nonsense');
    await page.getByText('No term has that in it.').waitFor();
    await page.keyboard.press('Escape');
    await search.waitFor({ state: 'detached' });
    await page.getByRole('link', { name: 'Kernels' }).click();
    await page.keyboard.press('/');
    await search.waitFor();
    await page.keyboard.type('stride');
    await page
      .locator('[data-term="stride"]')
      .getByRole('link', { name: /^Lesson 5/ })
      .click();
    await page.locator('[data-testid="lesson"][data-lesson="5"][data-step="1"]').waitFor();
    await search.waitFor({ state: 'detached' });
  });
});
