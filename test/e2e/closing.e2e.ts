/** What an opened map tells of the answer, its equation as text, and its way back to its tile. */
import { expect, test } from 'vitest';
import { digitPaths, place } from '../helpers/strokes';
import { eventually } from './support/eventually';
import { addressed, at, equation, goTo, laptop, pointIn, stage } from './support/opened';
import { type Playground, visit } from './support/playground';

const seven = place(digitPaths.find(({ digit }) => digit === 7) ?? expect.fail('no digit 7'));

test('the sentence of a map tells its share in the answer, as the votes of a cell give it', async () => {
  await visit({ gpu: 'absent', params: { lang: 'en' }, context: laptop }, async (playground) => {
    const { page } = playground;
    await playground.draw(...seven);
    await playground.expectAnswer('7');
    await playground.rest();
    const share = page.getByTestId('share');
    const shareAt = async (where: string): Promise<number> => {
      await goTo(playground, where);
      await share.waitFor();
      expect(await share.getAttribute('data-of')).toBe('7');
      return Number(await share.getAttribute('data-share'));
    };
    const own = await shareAt('relu3.5');
    await goTo(playground, 'dense2.7');
    const products = page.getByTestId('equation').getByTestId('product');
    const operands = page.getByTestId('equation').getByTestId('operand');
    await products.first().waitFor();
    // Its vote for each class is its product in that class's logit; its share, the seven's vote less the mean of all.
    const votes: number[] = [];
    for (let label = 0; label < 10; label++) {
      await goTo(playground, `dense2.${label}`);
      await eventually(async () => (await equation(playground)).index).toBe(label);
      const more = page.getByRole('button', { name: /^Show \d+ more/ });
      while ((await more.count()) > 0) await more.click();
      const cells = await operands.evaluateAll((all) => all.map((each) => each.getAttribute('data-index')));
      const values = await products.evaluateAll((all) => all.map((each) => Number(each.getAttribute('data-value'))));
      votes.push(values[cells.indexOf('5')] ?? 0);
    }
    const mean = votes.reduce((all, vote) => all + vote, 0) / votes.length;
    expect(own).toBeCloseTo((votes[7] ?? 0) - mean, 4);

    await goTo(playground, 'conv2.0', {}, 'window');
    await share.waitFor();
    const told = Number(await share.getAttribute('data-share'));
    const [text = ''] = (await share.innerText()).match(/[+−]?\d[\d.]*(?=\.$)/) ?? [];
    expect(await share.innerText()).toContain('Its share in the 7 is');
    expect(Math.abs(Number(text.replace('−', '-')) - told)).toBeLessThan(0.006 * Math.max(1, Math.abs(told)));
  });
});

/** The products of a copied equation and its result, as the text has them. */
function readBack(text: string) {
  const number = (each: string): number => Number(each.replace(/[()]/g, '').replaceAll('−', '-'));
  // The shortest decimals of float32.
  const float = (each: string): number => Math.fround(number(each));
  const products = [...text.matchAll(/(\(?−?[\d.e]+\)?) × (\(?−?[\d.e−]+\)?)/g)].map(
    ([, value = '', weight = '']) => float(value) * float(weight),
  );
  const [, bias = '0'] = /^\+ (.+)$/m.exec(text) ?? [];
  const [, result = ''] = /^= (.+)$/m.exec(text) ?? [];
  return { products, bias: float(bias), result: number(result) };
}

test('C copies an equation as text, every digit of it; so does its button', async () => {
  const context = { ...laptop, permissions: ['clipboard-read', 'clipboard-write'] };
  await visit({ gpu: 'absent', params: { lang: 'en' }, context }, async (playground) => {
    const { page } = playground;
    const clipboard = (): Promise<string> => page.evaluate(() => navigator.clipboard.readText());
    await playground.draw(...seven);
    await playground.expectAnswer('7');
    await playground.rest();
    await goTo(playground, 'conv2.0.3.7');
    const copied = page.getByTestId('copied');
    expect(await copied.innerText()).toBe('');
    await page.keyboard.press('c');
    await eventually(() => copied.innerText()).toMatch(/^Copied/);
    const { result: computed } = await equation(playground);
    const { products, bias, result } = readBack(await clipboard());
    expect(products).toHaveLength(8 * 25);
    expect(result).toBe(computed);
    expect(products.reduce((all, product) => all + product, bias)).toBeCloseTo(computed, 9);

    await goTo(playground, 'pool1.2.3.4');
    await eventually(() => copied.innerText()).toBe('');
    await page.getByRole('button', { name: /copies as text/ }).click();
    await eventually(() => copied.innerText()).toMatch(/^Copied/);
    const [, inside = '', most = ''] = /max\((.+)\)\n= (.+)$/.exec(await clipboard()) ?? [];
    const values = inside.split(', ').map((text) => Number(text.replace('−', '-')));
    expect(values).toHaveLength(4);
    expect(Number(most.replace('−', '-'))).toBe(Math.max(...values));
  });
});

/** Notes where whatever shrinks begins and ends: it is gone before a test could look. */
const watch = ({ page }: Playground): Promise<void> =>
  page.evaluate(`
    window.shrunk = [];
    new MutationObserver((changes) => {
      for (const node of changes.flatMap(({ addedNodes }) => [...addedNodes])) {
        if (!(node instanceof Element)) continue;
        for (const own of [node, ...node.querySelectorAll('*')]) {
          if (!own.matches('[data-testid=shrink]')) continue;
          const [animation] = own.getAnimations();
          const { duration } = animation.effect.getTiming();
          const box = () => { const { x, y, width, height } = own.getBoundingClientRect(); return { x, y, width, height }; };
          animation.pause();
          animation.currentTime = 0;
          const from = box();
          animation.currentTime = duration - 0.001;
          const to = box();
          animation.play();
          shrunk.push({ from, to, duration });
        }
      }
    }).observe(document.body, { childList: true, subtree: true });
  `);

test.each(['no-preference', 'reduce'] as const)('an opened map goes back to its tile (motion: %s)', async (motion) => {
  const context = { ...laptop, reducedMotion: motion };
  await visit({ gpu: 'absent', context }, async (playground) => {
    const { page } = playground;
    await playground.draw(...seven);
    await playground.expectAnswer('7');
    const tile = await pointIn(playground, 'conv1', 12, 9);
    await page.mouse.click(tile.x, tile.y);
    await eventually(() => at(playground)).toBe('conv1.0');
    await page.getByTestId('window').waitFor();
    const map = (await page.getByTestId('opened-handle').boundingBox()) ?? expect.fail('no map');
    await watch(playground);
    const shrunk = (): Promise<unknown> => page.evaluate('shrunk');
    await page.keyboard.press('Escape');
    await stage(playground).waitFor();
    if (motion === 'reduce') {
      await playground.rest();
      expect(await shrunk()).toEqual([]);
      return;
    }
    await eventually(shrunk).toEqual([expect.objectContaining({ duration: 200 })]);
    const [seen] = (await shrunk()) as { from: typeof map; to: typeof map }[];
    if (!seen) throw new Error('nothing has shrunk');
    for (const side of ['x', 'y', 'width', 'height'] as const) expect(seen.from[side]).toBeCloseTo(map[side], 0);
    // It ends on the tile that was pressed.
    expect(seen.to.x).toBeLessThanOrEqual(tile.x);
    expect(seen.to.x + seen.to.width).toBeGreaterThanOrEqual(tile.x);
    expect(seen.to.y).toBeLessThanOrEqual(tile.y);
    expect(seen.to.y + seen.to.height).toBeGreaterThanOrEqual(tile.y);
    expect(seen.to.width).toBeLessThan(map.width);
    await page.getByTestId('shrink').waitFor({ state: 'detached' });
  });
});

test('Escape goes back while what was pressed is still being fetched, and wherever the focus is', async () => {
  const release: (() => void)[] = [];
  await visit(
    { gpu: 'absent', params: { lang: 'en' }, context: laptop },
    async (playground) => {
      const { page } = playground;
      await playground.draw(...seven);
      await playground.expectAnswer('7');
      const asked = page.waitForRequest(/\/Opened-[^/]*\.js/);
      const map = await pointIn(playground, 'relu1', 12, 9);
      await page.mouse.click(map.x, map.y);
      await asked;
      await page.keyboard.press('Escape');
      await eventually(() => addressed(playground)).toBeNull();
      await stage(playground).waitFor();
      for (const go of release) go();

      const again = await pointIn(playground, 'relu1', 12, 9);
      await page.mouse.click(again.x, again.y);
      await page.getByTestId('window').waitFor();
      await page.getByRole('button', { name: 'About this map' }).click();
      await page.getByRole('link', { name: 'Explore' }).focus();
      await page.keyboard.press('Escape');
      await eventually(() => page.getByTestId('opened-panel').count()).toBe(0);
      expect(await at(playground)).toBe('relu1.0');
      await page.keyboard.press('Escape');
      await eventually(() => at(playground)).toBeNull();
    },
    ({ page }) =>
      page.route(/\/Opened-[^/]*\.js/, async (route) => {
        await new Promise<void>((resolve) => release.push(resolve));
        await route.continue();
      }),
  );
});
