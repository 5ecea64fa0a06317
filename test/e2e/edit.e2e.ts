/** Editing the network in Explore by keyboard: the answer and the maps follow, and the way back is exact. */
import { expect, test } from 'vitest';
import { eventually } from './support/eventually';
import { onBothBackends, paramsOf } from './support/labs';
import type { Playground } from './support/playground';
import { visit } from './support/playground';
import { seenWithout, settledAddress, showsSame } from './support/seen';

const seven = [
  [0.3, 0.25],
  [0.7, 0.25],
  [0.45, 0.8],
] as const;

const probabilities = async (playground: Playground): Promise<string> =>
  (await playground.predictions()).map(({ probability }) => probability).join(' ');

const shares = async (playground: Playground): Promise<Record<string, number>> =>
  Object.fromEntries((await playground.predictions()).map(({ label, probability }) => [label, Number(probability)]));

const changeButton = ({ page }: Playground) => page.getByRole('button', { name: 'Change', exact: true });

/** The weights of the opened map's chosen kernel. */
const weights = ({ page }: Playground) => page.getByTestId('kernel-value');

/** A value or a map that is opened, as the browser's "back" opens it. */
const openAt = ({ page }: Playground, at: string): Promise<void> =>
  page.evaluate((text) => {
    const address = new URL(location.href);
    address.searchParams.set('at', text);
    history.pushState(null, '', address);
    dispatchEvent(new PopStateEvent('popstate'));
  }, at);

onBothBackends((open) => {
  test('a link brings the edit of a kernel and what is opened back: the maps to the pixel, the numbers to the digit', async () => {
    // The bar over the maps is left out: what can be undone is of the visit, and no link tells of it.
    const seen = ({ page }: Playground) => seenWithout(page, '.opened-view', '.edit-bar');
    const computed = ({ page }: Playground) =>
      page.locator('[data-testid=equation][data-layer=conv1]').getAttribute('data-computed');
    const standing: { link: string; maps: Buffer; value: string | null; answer: string }[] = [];
    const made = async (playground: Playground) => {
      const { page } = playground;
      await playground.draw(seven);
      await playground.expectAnswer('7');
      const original = await settled(playground);
      await openAt(playground, 'conv1.2');
      await weights(playground).nth(7).fill('-1.25');
      await page.keyboard.press('Enter');
      await weights(playground).nth(7).blur();
      const text = () => paramsOf(page.url()).edit;
      await eventually(text).toBe('conv1.2.k7_-1.25');
      await eventually(() => probabilities(playground)).not.toBe(original);
      const answer = await settled(playground);
      for (const at of ['conv1.2', 'conv1.2.10.12']) {
        const isValue = at !== 'conv1.2';
        if (isValue) await openAt(playground, at);
        const value = isValue ? await computed(playground) : null;
        const link = await settledAddress(page);
        standing.push({ link, maps: await seen(playground), value, answer });
      }
    };
    await open({ lang: 'en' }, made, 'seen');
    for (const { link, maps, value, answer } of standing) {
      const linked = async (playground: Playground) => {
        await eventually(() => probabilities(playground)).toBe(answer);
        if (value !== null) await eventually(() => computed(playground)).toBe(value);
        await eventually(async () => showsSame(await seen(playground), maps), link).toBe(true);
        if (value !== null) await openAt(playground, 'conv1.2');
        const cell = weights(playground).nth(7);
        await eventually(() => cell.getAttribute('data-value')).toBe('-1.25');
      };
      await open(paramsOf(link), linked, 'seen');
    }
  });
});

describeOn('wasm');
describeOn('webgpu');

/** The answer to what was drawn and edited last. */
async function settled(playground: Playground): Promise<string> {
  await playground.rest();
  return probabilities(playground);
}

function describeOn(backend: 'wasm' | 'webgpu'): void {
  test(`on ${backend}: edits reach the answer, and undo and reset bring it back to the bit`, async () => {
    await visit({ params: { backend, lang: 'en' } }, async (playground) => {
      const { page } = playground;
      await playground.draw(seven);
      await playground.expectAnswer('7');
      const original = await settled(playground);
      await openAt(playground, 'conv1.2');
      await page.getByRole('button', { name: 'About this map' }).press('Enter');
      const becomes = async (isOriginal: boolean): Promise<void> => {
        const check = expect.poll(() => probabilities(playground), { timeout: 20_000 });
        await (isOriginal ? check.toBe(original) : check.not.toBe(original));
      };

      // What the list of channels says of one is what muting that one does.
      const row = page.locator('[data-testid=matters][aria-busy=false] li[data-channel="2"]');
      await row.waitFor({ state: 'attached' });
      const change = Number(await row.getAttribute('data-change'));
      const [name = '', share = 0] = Object.entries(await shares(playground)).sort((a, b) => b[1] - a[1])[0] ?? [];

      const mute = page.getByRole('button', { name: 'Mute', exact: true });
      await mute.press('Enter');
      await becomes(false);
      expect(await page.getByTestId('edit-mark').getAttribute('data-map')).toBe('conv1.2');
      await page.getByTestId('edited-answer').waitFor({ state: 'attached' });
      // The address is written now and then.
      await expect.poll(() => paramsOf(page.url()).edit).toBe('conv1.2.m');
      const edited = await settled(playground);
      expect((await shares(playground))[name]).toBeCloseTo(share + change, 4);
      const { dispatches } = await playground.profile();
      const differences = page.getByRole('button', { name: 'Show differences' });
      await differences.press('Enter');
      await expect.poll(async () => (await playground.profile()).dispatches).toBeGreaterThan(dispatches);
      await expect.poll(() => new URL(page.url()).searchParams.get('difference')).toBe('1');
      const { submits, readbacks } = await playground.profile();
      if (backend === 'webgpu') expect(submits).toBe(1);
      expect(readbacks).toBeLessThanOrEqual(1);
      expect(await probabilities(playground)).toBe(edited);
      await differences.press('Enter');
      await expect.poll(async () => (await playground.profile()).dispatches).toBe(dispatches);
      await mute.press('Enter');
      await becomes(true);
      expect(await page.getByTestId('edit-bar').count()).toBe(0);

      const cell = weights(playground).first();
      await cell.focus();
      await page.keyboard.press('ArrowRight');
      await page.keyboard.type('-1.25');
      await page.keyboard.press('Enter');
      await becomes(false);
      await page.locator('[data-testid=kernel-value][data-row="0"][data-column="1"][data-value="-1.25"]').waitFor();
      await page.getByLabel('Known kernels').selectOption('identity');
      await page.locator('[data-testid=kernel-value][data-row="2"][data-column="2"][data-value="1"]').waitFor();
      await page.getByRole('button', { name: 'Undo the last edit' }).press('Enter');
      await page.getByRole('button', { name: 'Undo the last edit' }).press('Enter');
      await becomes(true);
      await changeButton(playground).press('Enter');
      await page.getByTestId('edit-panel').getByRole('slider', { name: 'Scale' }).focus();
      for (let i = 0; i < 20; i++) await page.keyboard.press('ArrowLeft');
      await becomes(false);

      await page.goto(
        `${page.url().split('?')[0]}?backend=${backend}&lang=en&difference=1&edit=relu1.tanh*conv1.2.m*conv9.1.m*dense2.7.x0.5`,
      );
      await playground.ready();
      await playground.draw(seven);
      await openAt(playground, 'relu1.2');
      await page.getByTestId('edit-swap').waitFor({ state: 'attached' });
      await becomes(false);
      expect((await playground.layers()).find(({ layer }) => layer === 'relu1')?.kind).toBe('tanh');
      await page.getByRole('button', { name: 'Network', exact: true }).press('Enter');
      const card = page.locator('.pixel-card');
      await page.getByRole('application', { name: 'Maps of every layer' }).focus();
      await expect
        .poll(async () => {
          await page.keyboard.press('Shift+ArrowRight');
          return card.innerText();
        })
        .toContain('relu1');
      expect(await card.innerText()).toContain('now activation: tanh');
      await page.keyboard.press('Escape');
      expect(await page.getByRole('button', { name: 'Show differences' }).getAttribute('aria-pressed')).toBe('true');
      await openAt(playground, 'relu1.2');
      await changeButton(playground).press('Enter');
      await page.getByTestId('edit-panel').getByLabel('Layer').selectOption('relu');
      await page.getByRole('button', { name: 'Back to the original' }).press('Enter');
      await becomes(true);
      await expect.poll(() => 'edit' in paramsOf(page.url())).toBe(false);

      // The feature that speaks most for the seven, muted where it is computed, takes its product out of the logit.
      const openLogit = (): Promise<void> => openAt(playground, 'dense2.7');
      await openLogit();
      const equation = page.locator('[data-testid=equation][data-layer=dense2][data-index="7"]');
      await equation.waitFor();
      const logit = async (): Promise<number> => Number(await equation.getAttribute('data-computed'));
      const strongest = equation.getByTestId('operand').first();
      const feature = await strongest.getAttribute('data-index');
      const product = Number(await equation.getByTestId('product').first().getAttribute('data-value'));
      const whole = await logit();
      await strongest.press('Enter');
      await page.getByRole('button', { name: 'Mute feature' }).press('Enter');
      await becomes(false);
      expect(await page.getByTestId('edit-mark').getAttribute('data-map')).toBe(`relu3.${feature}`);
      await expect.poll(() => paramsOf(page.url()).edit).toBe(`dense2.${feature}.f0`);
      await openLogit();
      await expect.poll(logit).toBeCloseTo(whole - product, 3);
      await page.getByRole('button', { name: 'Undo the last edit' }).press('Enter');
      await becomes(true);
    });
  });
}
