/**
 * Connections at rest in the built page: they follow the drawing, their lead is the one that the probabilities tell, and
 * they are weighed anew for a class and for a map that is pointed at.
 */
import { expect, test } from 'vitest';
import { digitPaths, place } from '../helpers/strokes';
import type { Gpu } from './support/browser';
import { eventually } from './support/eventually';
import { type Playground, visit } from './support/playground';
import { firstMap } from './support/stage';

const strokesOf = (digit: number) => {
  const path = digitPaths.find((each) => each.digit === digit);
  return path ? place(path) : expect.fail(`nobody writes ${digit}`);
};

const wires = ({ page }: Playground) => page.getByTestId('wires');
const of = async (playground: Playground) => wires(playground).getAttribute('data-of');

/** A class's score less the mean score, from the probabilities: their logarithms are the scores less a constant. */
async function leadOf(playground: Playground, index: number): Promise<number> {
  const scores = (await playground.settled()).map(({ probability }) => Math.log(probability));
  return (scores[index] ?? Number.NaN) - scores.reduce((sum, score) => sum + score, 0) / scores.length;
}

async function expectLead(playground: Playground, index: number): Promise<void> {
  await eventually(() => of(playground)).toBe(String(index));
  const error = async (): Promise<number> =>
    Math.abs(Number(await wires(playground).getAttribute('data-lead')) - (await leadOf(playground, index)));
  await eventually(error).toBeLessThan(0.01);
}

/** Sum of the opacities of the picture in front. */
const strength = ({ page }: Playground) =>
  page.evaluate(() => {
    const canvas = document.querySelector<HTMLCanvasElement>('[data-testid=wires] canvas[data-front]');
    const data = canvas?.getContext('2d')?.getImageData(0, 0, canvas.width, canvas.height).data ?? [];
    let sum = 0;
    for (let i = 3; i < data.length; i += 4) sum += data[i] ?? 0;
    return sum;
  });

test.each<Gpu>(['software', 'absent'])('connections follow the drawing, %s', async (gpu) => {
  const params = { backend: gpu === 'software' ? 'webgpu' : 'wasm' };
  await visit({ gpu, params }, async (playground) => {
    const { page } = playground;
    await playground.draw(...strokesOf(7));
    await playground.expectAnswer('7');
    await expectLead(playground, 7);
    expect(Number(await wires(playground).getAttribute('data-count'))).toBeGreaterThan(60);
    expect(await strength(playground)).toBeGreaterThan(1e5);

    // Over a class, the connections are its; beside it, the winner's again.
    await page.locator('[data-testid=prediction][data-label="9"]').hover();
    await expectLead(playground, 9);
    await page.mouse.move(2, 2);
    await expectLead(playground, 7);

    await page.getByRole('button', { name: 'Clear' }).click();
    await eventually(() => wires(playground).count()).toBe(0);
    await playground.draw(...strokesOf(0));
    await playground.expectAnswer('0');
    await expectLead(playground, 0);
  });
});

test('a map that is pointed at stands out', async () => {
  await visit({ gpu: 'absent' }, async (playground) => {
    const { page } = playground;
    await playground.draw(...strokesOf(3));
    await playground.expectAnswer('3');
    await expectLead(playground, 3);
    const atRest = await strength(playground);
    await firstMap(playground, 'conv1');
    await eventually(() => strength(playground)).toBeLessThan(0.6 * atRest);
    await page.mouse.move(2, 2);
    await eventually(() => strength(playground)).toBeGreaterThan(0.9 * atRest);
  });
});
