/** The runs that lessons show: kept nowhere, beside the run of the page "Train", and begun only where they are shown. */
import { expect, test } from 'vitest';
import { eventually } from './support/eventually';
import { visit } from './support/playground';
import { bars, hand } from './support/train';

const databases = `indexedDB.databases().then((all) => all.map(({ name }) => name))`;

test('a lesson trains for itself alone: nothing is kept, and the run of the page Train stands where it stood', async () => {
  await visit({ gpu: 'absent', params: { page: 'lessons' } }, async (playground) => {
    const { page } = playground;
    const asked: string[] = [];
    page.on('request', (request) => asked.push(new URL(request.url()).pathname));
    const isFetched = () => asked.some((path) => path.includes('/data/mnist'));
    await page.locator('.lesson-card').first().waitFor();
    expect(isFetched()).toBe(false);

    await playground.goTo({ page: 'lessons', lesson: '10', step: '2', backend: 'wasm', lang: 'en' });
    const play = page.locator('.lesson-film').getByRole('button');
    const slider = page.getByRole('slider', { name: 'Moment of the training' });
    const moments = async (): Promise<number> => Number(await slider.getAttribute('max'));
    await slider.waitFor();
    expect(isFetched()).toBe(true);
    await play.click();
    await eventually(moments).toBeGreaterThan(5);
    await play.click();
    const trained = await moments();
    expect(await page.evaluate(databases)).toEqual([]);

    await playground.goTo({ ...bars, backend: 'wasm', lang: 'en' });
    const train = hand(playground);
    await train.ready();
    expect(await train.state()).toBe('idle');
    await train.press('Epoch');
    await eventually(train.state).toBe('paused');
    const [step, count] = [await train.step(), await train.moments()];
    await eventually(() => page.evaluate(databases)).toEqual(['cnn-playground']);

    await playground.goTo({ page: 'lessons', lesson: '10', step: '2', backend: 'wasm', lang: 'en' });
    await slider.waitFor();
    expect(await moments()).toBeGreaterThanOrEqual(trained);
    await playground.goTo({ ...bars, backend: 'wasm', lang: 'en' });
    await eventually(train.step).toBe(step);
    expect(await train.moments()).toBe(count);

    await playground.goTo({ page: 'lessons', lesson: '10', step: '2', backend: 'wasm', lang: 'en' });
    await page.reload();
    await slider.waitFor();
    await eventually(moments).toBe(0);
  });
});
