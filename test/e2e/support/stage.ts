/** Layers and maps on the stage, for tests that point at them as people do. */
import { expect } from 'vitest';
import type { Playground } from './playground';

/** A layer's place: its name and its maps. */
export const layerAt = ({ page }: Playground, layer: string) =>
  page.locator(`[data-testid=layer][data-layer="${layer}"]`);

/** The keyboard's way over the maps. */
export const maps = ({ page }: Playground) => page.getByLabel('Maps of every layer', { exact: true });

/** The name of the layer that is pointed at; empty between maps. */
const pointedAt = ({ page }: Playground): Promise<string> =>
  page.evaluate(async () => {
    await new Promise((resolve) => requestAnimationFrame(() => requestAnimationFrame(resolve)));
    return document.querySelector('.pixel-card > p')?.textContent?.split(' ')[0] ?? '';
  });

/** The top left corner of a layer's first map, found by going down its place until something answers. */
export async function firstMap(playground: Playground, layer: string) {
  await layerAt(playground, layer).scrollIntoViewIfNeeded();
  const { x, y, height } = (await layerAt(playground, layer).boundingBox()) ?? expect.fail(`no ${layer}`);
  for (let down = 6; down < height; down += 2) {
    await playground.page.mouse.move(x + 5, y + down);
    if ((await pointedAt(playground)) === layer) return { x, y: y + down };
  }
  expect.fail(`nothing answers in ${layer}`);
}

/** Opens what is done to the input on its way to the network. */
export async function openSees({ page }: Playground): Promise<void> {
  await page.locator('.way-words').click();
  await page.locator('dialog.sees .plane').first().waitFor();
}
