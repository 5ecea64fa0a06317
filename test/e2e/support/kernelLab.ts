/** The page "Kernels" in the hand: its controls by their names, what is read of it, and what its maps must be. */
import type { Locator } from 'playwright';
import { expect } from 'vitest';
import { convolved, furthest, type PlainLayer, type Plane } from './convolved';
import { eventually } from './eventually';
import { controls } from './labs';
import type { Playground } from './playground';
import { readMap } from './saved';

export const plain: Omit<PlainLayer, 'filters'> = {
  biases: [0],
  rows: 3,
  columns: 3,
  stride: 1,
  dilation: 1,
  mode: 'Zero',
  size: 'same',
};

export const identity = [0, 0, 0, 0, 1, 0, 0, 0, 0];

/** A Gaussian of deviation 0.8, as OpenCV has it for three pixels, to the sum 1. */
const bell = [Math.exp(-1 / 1.28), 1, Math.exp(-1 / 1.28)];
const whole = bell.reduce((sum, value) => sum + value, 0) ** 2;
const gaussian = bell.flatMap((down) => bell.map((across) => (down * across) / whole));

/** Known 3 x 3 kernels by their published numbers, row by row. */
export const known: { readonly [name: string]: readonly number[] } = {
  identity,
  shift: [0, 0, 0, 1, 0, 0, 0, 0, 0],
  box: new Array<number>(9).fill(1 / 9),
  gaussian,
  motion: [0, 0, 0, 1 / 3, 1 / 3, 1 / 3, 0, 0, 0],
  sharpen: [0, -1, 0, -1, 5, -1, 0, -1, 0],
  unsharp: gaussian.map((value, i) => (i === 4 ? 2 : 0) - value),
  laplacian: [0, 1, 0, 1, -4, 1, 0, 1, 0],
  sobelX: [-1, 0, 1, -2, 0, 2, -1, 0, 1],
  sobelY: [-1, -2, -1, 0, 0, 0, 1, 2, 1],
  prewittX: [-1, 0, 1, -1, 0, 1, -1, 0, 1],
  prewittY: [-1, -1, -1, 0, 0, 0, 1, 1, 1],
  scharrX: [-3, 0, 3, -10, 0, 10, -3, 0, 3],
  scharrY: [-3, -10, -3, 0, 0, 0, 3, 10, 3],
  diagonalDown: [0, 1, 2, -1, 0, 1, -2, -1, 0],
  diagonalUp: [2, 1, 0, 1, 0, -1, 0, -1, -2],
  ridgeX: [-1, 2, -1, -1, 2, -1, -1, 2, -1],
  ridgeY: [-1, -1, -1, 2, 2, 2, -1, -1, -1],
  emboss: [-2, -1, 0, -1, 1, 1, 0, 1, 2],
};

/** The parameters of a page on which one filter of 3 x 3 copies the picture, over gray or over each colour. */
export const copying = (colour: 'gray' | 'rgb'): { readonly [name: string]: string } => {
  const filters = colour === 'gray' ? 1 : 3;
  const kernels = new Array<string>(filters).fill('0x4_1_0x4').join('_');
  const knet = `${filters}-${filters}-3-3-1-1-zero-same-none*${kernels}*0x${filters}`;
  return { page: 'kernels', kin: `28-${colour}`, knet };
};

export function kernelLab({ page }: Playground) {
  const { csv: _, ...named } = controls(page);
  const cell = (index: number) => page.getByTestId('kernel-cell').nth(index);
  const closed = (dialog: Locator): Promise<void> => dialog.waitFor({ state: 'detached' });

  const frame = (which: 'feature' | 'activation') =>
    page.getByRole('application', { name: which === 'feature' ? /^Feature map/ : /^Activation map/ });

  /** Opens what saves a map, and closes it again. */
  async function saving<T>(which: 'feature' | 'activation', use: (dialog: Locator) => Promise<T>): Promise<T> {
    await frame(which).click({ button: 'right' });
    const dialog = page.getByRole('dialog', { name: 'Save a map' });
    const used = await use(dialog);
    await dialog.getByRole('button', { name: 'Close' }).click();
    await closed(dialog);
    return used;
  }
  const map = (which: 'feature' | 'activation' = 'feature'): Promise<number[][]> => readMap(page, frame(which));

  /** The numbers of one kernel of the chosen filter. */
  const kernel = (channel = 0): Promise<number[]> =>
    page
      .locator(`[data-testid=kernel-cell][data-channel="${channel}"]`)
      .evaluateAll((cells) => cells.map((each) => Number(each.getAttribute('data-value'))));

  /** Types a number of a sentence, by keys alone. */
  async function number(name: string, value: number | string): Promise<void> {
    const field = page.getByRole('spinbutton', { name, exact: true });
    await field.focus();
    await page.keyboard.press('Enter');
    await page.keyboard.press('Control+a');
    await page.keyboard.type(String(value));
    await page.keyboard.press('Enter');
  }

  /** Takes a known kernel: from the strip, or from all of them. */
  async function preset(id: string): Promise<void> {
    const inStrip = page.locator(`.kernel-presets > [data-preset=${id}]`);
    if ((await inStrip.count()) > 0) return inStrip.click();
    await page.locator('.kernel-presets > :last-child').click();
    const dialog = page.getByRole('dialog', { name: 'Known kernels' });
    await dialog.locator(`[data-preset=${id}]`).click();
    await dialog.getByRole('button', { name: 'Close' }).click();
    await closed(dialog);
  }

  return {
    page,
    ...named,
    number,
    preset,
    kernel,
    cell,
    map,
    saving,
    /** Takes a kernel into the hand. */
    async take(channel = 0): Promise<void> {
      await page.locator('.kernel-button').nth(channel).click();
      await page.locator('.kernel-edit').waitFor();
    },
    async back(): Promise<void> {
      await page.getByRole('button', { name: 'Kernels', exact: true }).click();
      await page.locator('.kernel-flow').waitFor();
    },
    unread: async (): Promise<number> => {
      const said = page.getByTestId('unread');
      return (await said.count()) === 0 ? 0 : Number(await said.first().getAttribute('data-count'));
    },
    async type(index: number, value: number | string): Promise<void> {
      await cell(index).focus();
      await page.keyboard.press('Control+a');
      await page.keyboard.type(String(value));
      await page.keyboard.press('Enter');
    },
    /** Waits until the cells of a kernel are these numbers. */
    becomes: (cells: readonly number[], what: string, channel = 0): Promise<void> =>
      eventually(async () => furthest([await kernel(channel)], [cells]), what).toBeLessThan(1e-6),
    /** The map of a kernel that copies: the picture itself, once there is one. */
    async picture(): Promise<number[][]> {
      let read: number[][] = [];
      await eventually(async () => {
        read = await map();
        return Math.max(...read.flat());
      }, 'the picture').toBeGreaterThan(0.3);
      return read;
    },
    /** Waits until the feature map of a filter is the one that a layer over some planes comes to. */
    async gives(
      planes: readonly Plane[],
      layer: Partial<PlainLayer> & Pick<PlainLayer, 'filters'>,
      what: string,
      filter = 0,
    ): Promise<number[][]> {
      const biases = layer.filters.map(() => 0);
      const expected = convolved(planes, { ...plain, biases, ...layer })[filter] ?? expect.fail('no such filter');
      await eventually(async () => furthest(await map(), expected), what).toBeLessThan(1e-4);
      return expected;
    },
  };
}

export type KernelHand = ReturnType<typeof kernelLab>;
