/** A gray picture, on a light page and a dark one: bright where its values are high, the same to the pixel. */
import { expect, test } from 'vitest';
import { eventually } from './support/eventually';
import { type Playground, visit } from './support/playground';

const SIDE = 28;
const picture = { model: 'objects', picture: 'cat', backend: 'wasm' } as const;

/** The brightness of each pixel of the picture, from the laboratory of kernels, which lays padding of one around it. */
async function givenTo({ page }: Playground): Promise<readonly number[]> {
  const read = () =>
    page.locator('canvas.kernel-input').evaluate((canvas, side) => {
      if (!(canvas instanceof HTMLCanvasElement)) return [];
      const pixel = canvas.width / (side + 2);
      const context = canvas.getContext('2d');
      const at = (place: number): number => Math.floor((place + 1.5) * pixel);
      return Array.from(
        { length: side * side },
        (_, i) => context?.getImageData(at(i % side), at(Math.floor(i / side)), 1, 1).data[0] ?? -1,
      );
    }, SIDE);
  await eventually(async () => new Set(await read()).size).toBeGreaterThan(20);
  return read();
}

/** Red, green and blue at the middle of each pixel of the first map of the laboratory of pooling. */
async function paintedIn({ page }: Playground): Promise<readonly (readonly number[])[]> {
  const read = () =>
    page
      .locator('.map-slot')
      .first()
      .evaluate((slot, side) => {
        const canvas = document.querySelector('.lab-canvas canvas');
        if (!(canvas instanceof HTMLCanvasElement)) return [];
        const [own, all] = [slot.getBoundingClientRect(), canvas.getBoundingClientRect()];
        const scale = canvas.width / all.width;
        const context = canvas.getContext('2d');
        return Array.from({ length: side * side }, (_, i) => {
          const x = own.left - all.left + (((i % side) + 0.5) * own.width) / side;
          const y = own.top - all.top + ((Math.floor(i / side) + 0.5) * own.height) / side;
          return [...(context?.getImageData(Math.floor(x * scale), Math.floor(y * scale), 1, 1).data ?? [])].slice(
            0,
            3,
          );
        });
      }, SIDE);
  await eventually(async () => new Set((await read()).map(String)).size).toBeGreaterThan(20);
  return read();
}

test('is not turned over in the dark theme', async () => {
  await visit(
    { gpu: 'absent', params: { page: 'kernels', kview: 'edit', kin: `${SIDE}-gray`, ...picture } },
    async (playground) => {
      const given = await givenTo(playground);
      for (const theme of ['light', 'dark']) {
        await playground.open({ page: 'kernels', kview: 'edit', kin: `${SIDE}-gray`, theme, ...picture });
        expect(await givenTo(playground)).toEqual(given);
        await playground.open({ page: 'pooling', side: `${SIDE}`, marks: 'none', theme, ...picture });
        const painted = await paintedIn(playground);
        for (const [i, [red = Number.NaN, green, blue]] of painted.entries()) {
          expect([green, blue]).toEqual([red, red]);
          expect(Math.abs(red - (given[i] ?? Number.NaN)), `pixel ${i}, ${theme}`).toBeLessThanOrEqual(1);
        }
      }
    },
  );
});
