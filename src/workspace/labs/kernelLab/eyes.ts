/**
 * A detector of two eyes, set by hand in three layers for the gallery's cat at 64 x 64, gray: edges on four sides, then
 * dark round spots, whose left side darkens to the right, whose upper side darkens downwards and so on, then two spots
 * beside each other. No training; the numbers were found by looking.
 */
import type { KernelLayer } from './design';
import { presetKernel } from './presets';

const SIDE = 7;
/** How far from its centre a spot has its edges, across and down, and how much the opposite edge is held against it. */
const [ACROSS, DOWN, AGAINST] = [2, 2.6, 0.5];
/** The standard deviations of an edge's place across and along it. */
const [ACROSS_IT, ALONG_IT] = [0.8, 1.5];

const bell = (distance: number, deviation: number): number => Math.exp(-(distance ** 2) / (2 * deviation ** 2));

/** Where a spot's edge on one side is expected, in tenths. */
function edgeAt(side: 'left' | 'right' | 'top' | 'bottom'): readonly number[] {
  const isUpright = side === 'left' || side === 'right';
  const at = (isUpright ? ACROSS : DOWN) * (side === 'left' || side === 'top' ? -1 : 1);
  return Array.from({ length: SIDE * SIDE }, (_, i) => {
    const [y, x] = [Math.floor(i / SIDE) - 3, (i % SIDE) - 3];
    const [over, along] = isUpright ? [x, y] : [y, x];
    const value = bell(along, ALONG_IT) * (bell(over - at, ACROSS_IT) - AGAINST * bell(over + at, ACROSS_IT));
    return Math.fround(Math.round(10 * value) / 10) + 0;
  });
}

const edge = { size: 'same', mode: 'edge' } as const;
const zero = { size: 'same', mode: 'zero' } as const;
const common = { groups: 1, stride: 1, dilation: 1, activation: 'relu' } as const;

export function eyeLayers(): readonly KernelLayer[] {
  const across = presetKernel('sobelX').values;
  const down = presetKernel('sobelY').values;
  const minus = (values: readonly number[]): readonly number[] => values.map((value) => 0 - value);
  const one = [1, 0.5, 0, 0, 0, 0, 0, 0, 0, 0.5, 1];
  return [
    {
      ...common,
      filters: 4,
      rows: 3,
      columns: 3,
      weights: [across, minus(across), down, minus(down)].flat(),
      biases: [0, 0, 0, 0],
      padding: edge,
    },
    {
      ...common,
      filters: 1,
      rows: SIDE,
      columns: SIDE,
      weights: (['right', 'left', 'bottom', 'top'] as const).flatMap(edgeAt),
      biases: [-8],
      padding: edge,
    },
    {
      ...common,
      filters: 1,
      rows: 3,
      columns: 11,
      weights: [0.5, 1, 0.5].flatMap((share) => one.map((value) => share * value)),
      biases: [-13.5],
      dilation: 3,
      padding: zero,
    },
  ];
}
