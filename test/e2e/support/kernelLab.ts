/** The page "Kernels" in the hand: its controls by their names, what is read of it, and what its maps must be. */
import { expect } from 'vitest';
import { convolved, furthest, type PlainLayer, type Plane, padded } from './convolved';
import { eventually } from './eventually';
import { controls } from './labs';
import type { Playground } from './playground';

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

const scaled = (plane: Plane, by: number): number[][] => plane.map((row) => row.map((value) => value * by));

export function kernelLab({ page }: Playground) {
  const { csv, ...named } = controls(page);
  const save = page.getByRole('region', { name: 'Save a map' });
  const cell = (index: number) => page.getByTestId('kernel-cell').nth(index);
  const map = async (which: 'feature' | 'activation' = 'feature'): Promise<number[][]> => {
    await save.getByRole('combobox', { name: 'Save a map' }).selectOption(which);
    return csv(save);
  };
  /** Red, green and blue of the input with its padding as it is shown, 0..255. */
  const shown = (): Promise<number[][][]> =>
    page.locator('canvas.kernel-input').evaluate((canvas) => {
      if (!(canvas instanceof HTMLCanvasElement)) return [];
      const { width, height } = canvas;
      const { data } = canvas.getContext('2d')?.getImageData(0, 0, width, height) ?? { data: [] };
      return [0, 1, 2].map((k) =>
        Array.from({ length: height }, (_, i) =>
          Array.from({ length: width }, (__, j) => data[4 * (i * width + j) + k] ?? Number.NaN),
        ),
      );
    });
  /** How far the input that is shown is from a plane with a layer's padding, in levels of 256. */
  const offInput = async (plane: Plane, layer: Partial<PlainLayer> = {}, channel = 0): Promise<number> =>
    furthest(scaled(padded(plane, { ...plain, filters: [], ...layer }), 255), (await shown())[channel] ?? []);

  const kernel = (): Promise<number[]> =>
    page
      .getByTestId('kernel-cell')
      .evaluateAll((cells) => cells.map((each) => Number(each.getAttribute('data-value'))));

  return {
    page,
    ...named,
    kernel,
    save,
    cell,
    map,
    offInput,
    async type(index: number, value: number | string): Promise<void> {
      await cell(index).fill(String(value));
      await cell(index).press('Enter');
    },
    /** Waits until the cells are these numbers. */
    becomes: (cells: readonly number[], what: string): Promise<void> =>
      eventually(async () => furthest([await kernel()], [cells]), what).toBeLessThan(1e-6),
    /** The map of a kernel that copies, once it is the picture that is shown within its border. */
    async picture(channel = 0): Promise<number[][]> {
      let read: number[][] = [];
      await eventually(async () => {
        read = await map();
        return Math.max(...read.flat()) > 0.3 ? offInput(read, {}, channel) : Number.NaN;
      }, `the picture, channel ${channel}`).toBeLessThan(0.51);
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
