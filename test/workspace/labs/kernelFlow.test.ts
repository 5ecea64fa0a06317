/** What the page "Kernels" computes and decides beside the engine, against plain loops over all windows. */
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { checkModel, resolveModel } from '../../../src/graph/model';
import {
  depthOf,
  firstChannel,
  type KernelLayer,
  kernelAt,
  limits,
  padModes,
  sizesOf,
} from '../../../src/workspace/labs/kernelLab/design';
import { firstLayer } from '../../../src/workspace/labs/kernelLab/edit';
import { firedIn } from '../../../src/workspace/labs/kernelLab/fired';
import { previewOf, shiftedPictures } from '../../../src/workspace/labs/kernelLab/shifted';
import { buildSpec } from '../../../src/workspace/labs/kernelLab/spec';
import { kernelsDefaults, shown } from '../../../src/workspace/labs/kernelLab/state';
import { readsOf } from '../../../src/workspace/labs/kernelLab/unread';
import { liveliest, mapSweep, parametersOf, relocated, stepIn } from '../../../src/workspace/labs/kernelLab/value';

const seeded = { seed: 20261130 };
const first = { layer: 0, filter: 0, channel: 0 };

/** Whatever one layer can be, over one channel or three. */
const layerArbitrary = fc
  .record({
    channels: fc.constantFrom(1, 3),
    apart: fc.boolean(),
    rows: fc.integer({ min: 1, max: 6 }),
    columns: fc.integer({ min: 1, max: 6 }),
    stride: fc.integer({ min: 1, max: limits.stride }),
    dilation: fc.integer({ min: 1, max: 4 }),
    mode: fc.constantFrom(...padModes),
    size: fc.constantFrom<KernelLayer['padding']['size']>('same', 0, 1, 2, 5, 9),
    values: fc.array(fc.integer({ min: -300, max: 300 }), { minLength: 120, maxLength: 120 }),
    activation: fc.constantFrom('none', 'relu', 'tanh'),
  })
  .map(({ channels, apart, values, mode, size, ...rest }) => {
    const filters = apart ? channels : 1;
    const depth = apart ? 1 : channels;
    const layer: KernelLayer = {
      ...firstLayer(1),
      ...rest,
      filters,
      groups: filters,
      padding: { mode, size },
      weights: Array.from({ length: filters * depth * rest.rows * rest.columns }, (_, i) =>
        Math.fround((values[i % 120] ?? 0) / 100),
      ),
      biases: Array.from({ length: filters }, (_, i) => Math.fround((values[i] ?? 0) / 70)),
    } as KernelLayer;
    return { layer, channels };
  });

/** The pixel that stands at `at` of `size`, by the definition of each kind of border; null: a zero. */
function standing(at: number, size: number, mode: KernelLayer['padding']['mode']): number | null {
  if (at >= 0 && at < size) return at;
  if (mode === 'edge') return at < 0 ? 0 : size - 1;
  if (mode !== 'reflect') return null;
  let place = at;
  while (size > 1 && (place < 0 || place >= size)) place = place < 0 ? -place : 2 * (size - 1) - place;
  return size === 1 ? 0 : place;
}

/** Calls back for every tap of every window: its place, its entry, and the pixel it reads. */
function everyTap(
  layer: KernelLayer,
  side: number,
  visit: (i: number, j: number, u: number, v: number, y: number | null, x: number | null) => void,
): void {
  const size = sizesOf([layer], side)[0];
  for (let i = 0; i < (size?.height ?? 0); i++) {
    for (let j = 0; j < (size?.width ?? 0); j++) {
      for (let u = 0; u < layer.rows; u++) {
        for (let v = 0; v < layer.columns; v++) {
          const y = standing(
            i * layer.stride + u * layer.dilation - (size?.rows.padBegin ?? 0),
            side,
            layer.padding.mode,
          );
          const x = standing(
            j * layer.stride + v * layer.dilation - (size?.columns.padBegin ?? 0),
            side,
            layer.padding.mode,
          );
          visit(i, j, u, v, y, x);
        }
      }
    }
  }
}

describe('pixels that no window reads', () => {
  test('are those that a loop over all taps of all windows never meets', () => {
    let holes = 0;
    fc.assert(
      fc.property(layerArbitrary, fc.integer({ min: 4, max: 17 }), ({ layer }, side) => {
        const size = sizesOf([layer], side)[0];
        if (!size) return;
        const reads = readsOf(size, layer.padding.mode);
        expect(reads === null).toBe(size.height === null || size.width === null);
        if (!reads) return;
        const met = new Set<number>();
        everyTap(layer, side, (_i, _j, _u, _v, y, x) => {
          if (y !== null && x !== null) met.add(y * side + x);
        });
        expect(reads.pixels - reads.unread).toBe(met.size);
        for (let pixel = 0; pixel < side * side; pixel++) {
          const isRead = reads.rows[Math.floor(pixel / side)] && reads.columns[pixel % side];
          expect(isRead).toBe(met.has(pixel));
        }
        if (reads.unread > 0) holes += 1;
      }),
      { ...seeded, numRuns: 300 },
    );
    expect(holes).toBeGreaterThan(50);
  });

  test('of 28 rows, a window of 3 that moves by 5 misses ten', () => {
    const layer = { ...firstLayer(1), stride: 5, padding: { mode: 'none', size: 0 } } as const;
    const size = sizesOf([layer], 28)[0];
    const reads = size && readsOf(size, 'none');
    expect(reads?.rows.filter((isRead) => !isRead)).toHaveLength(10);
    expect(reads?.unread).toBe(28 * 28 - 18 * 18);
  });
});

describe('shifted pictures', () => {
  test('times their numbers and with the bias add up to the map', () => {
    fc.assert(
      fc.property(layerArbitrary, fc.integer({ min: 5, max: 12 }), ({ layer, channels }, side) => {
        const size = sizesOf([layer], side)[0];
        if (!size?.height || !size.width) return;
        const source = Float32Array.from({ length: channels * side * side }, (_, i) => Math.sin(i * 2.3));
        for (let filter = 0; filter < layer.filters; filter++) {
          const map = new Float64Array(size.height * size.width).fill(layer.biases[filter] ?? 0);
          const expected = map.slice();
          for (let c = 0; c < depthOf(layer); c++) {
            const at = (firstChannel(layer, filter) + c) * side * side;
            const plane = source.subarray(at, at + side * side);
            const kernel = kernelAt(layer, filter, c);
            shiftedPictures(plane, size, layer.padding.mode).forEach(({ values, rows, columns }, k) => {
              expect([rows, columns]).toEqual([size.height, size.width]);
              values.forEach((value, i) => {
                map[i] = (map[i] ?? 0) + (kernel[k] ?? Number.NaN) * value;
              });
            });
            everyTap(layer, side, (i, j, u, v, y, x) => {
              if (y === null || x === null) return;
              const place = i * (size.width ?? 0) + j;
              expected[place] =
                (expected[place] ?? 0) + (kernel[u * layer.columns + v] ?? 0) * (plane[y * side + x] ?? 0);
            });
          }
          map.forEach((value, i) => {
            expect(value).toBeCloseTo(expected[i] ?? Number.NaN, 4);
          });
        }
      }),
      { ...seeded, numRuns: 60 },
    );
  });

  test('drawn small are the same values at evenly spaced places', () => {
    const plane = Float32Array.from({ length: 400 }, (_, i) => i);
    const layer = { ...firstLayer(1), rows: 1, columns: 1, weights: [1] };
    const size = sizesOf([layer], 20)[0];
    if (!size) throw new Error('it fits');
    const [picture] = shiftedPictures(plane, size, 'edge', 5);
    // The middle of each fifth; and larger, each value more than once.
    expect([...(picture?.values.subarray(0, 5) ?? [])]).toEqual([2, 6, 10, 14, 18].map((x) => 2 * 20 + x));
    const [large] = shiftedPictures(plane, size, 'edge', 40);
    expect([...(large?.values.subarray(0, 6) ?? [])]).toEqual([0, 0, 1, 1, 2, 2]);
  });

  test('a preview is what the kernel makes of the picture at stride 1, its edge repeated', () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 1, max: 6 }),
        fc.integer({ min: 1, max: 6 }),
        fc.integer({ min: 7, max: 14 }),
        fc.integer({ min: 3, max: 20 }),
        (rows, columns, side, most) => {
          const plane = Float32Array.from({ length: side * side }, (_, i) => Math.cos(i * 1.1));
          const values = Array.from({ length: rows * columns }, (_, i) => Math.fround(Math.sin(i + 1)));
          const layer: KernelLayer = { ...firstLayer(1), rows, columns, weights: values };
          const whole = new Float64Array(side * side);
          everyTap(layer, side, (i, j, u, v, y, x) => {
            const at = i * side + j;
            whole[at] = (whole[at] ?? 0) + (values[u * columns + v] ?? 0) * (plane[(y ?? 0) * side + (x ?? 0)] ?? 0);
          });
          const small = previewOf(plane, side, { rows, columns, values }, most);
          const count = Math.min(side, most);
          expect(small.values).toHaveLength(count * count);
          small.values.forEach((value, i) => {
            const place = (at: number): number => Math.floor(((at + 0.5) * side) / count);
            const at = place(Math.floor(i / count)) * side + place(i % count);
            expect(value).toBeCloseTo(whole[at] ?? Number.NaN, 4);
          });
        },
      ),
      { ...seeded, numRuns: 60 },
    );
  });
});

/** The number that a text says. */
const read = (text: string): number => Number(text.replace('−', '-'));

describe('one value', () => {
  test('is written in products, sums and a bias that add up by hand', () => {
    fc.assert(
      fc.property(
        layerArbitrary,
        fc.integer({ min: 5, max: 10 }),
        fc.nat(10_000),
        fc.boolean(),
        ({ layer, channels }, side, at, isConvolution) => {
          const spec = buildSpec([layer], first, [channels, side]);
          const sweep = spec && mapSweep(resolveModel(checkModel({ ...spec, preprocessing: null }), 1), 'conv1', 0);
          if (!sweep) return;
          const source = Float32Array.from({ length: channels * side * side }, (_, i) => Math.sin(i * 0.7 + at));
          const { layers } = shown({ ...kernelsDefaults, layers: [layer], isConvolution });
          const parameters = parametersOf(layers[0], sweep.node);
          if (!parameters) throw new Error('they are of this design');
          const position = at % sweep.count;
          const [row, column] = [Math.floor(position / sweep.columns), position % sweep.columns];
          let expected = layer.biases[0] ?? 0;
          for (let c = 0; c < depthOf(layer); c++) {
            const kernel = [...kernelAt(layer, 0, c)];
            if (isConvolution) kernel.reverse();
            everyTap(layer, side, (i, j, u, v, y, x) => {
              if (i !== row || j !== column || y === null || x === null) return;
              expected += (kernel[u * layer.columns + v] ?? 0) * (source[(c * side + y) * side + x] ?? 0);
            });
          }
          const step = stepIn(sweep, source, parameters, position, { result: null, activated: null });
          expect(step.result).toBeCloseTo(expected, 4);
          if (layer.activation === 'relu') expect(step.activated).toBe(Math.max(0, step.result));
          if (layer.activation === 'tanh') expect(step.activated).toBeCloseTo(Math.tanh(step.result), 6);
          const decimals = step.decimals ?? 0;
          const near = (a: number, b: number) => expect(a).toBeCloseTo(b, decimals + 3);
          step.texts.forEach((texts, part) => {
            near(
              texts.reduce((sum, text) => sum + read(text), 0),
              read(step.sumTexts[part] ?? ''),
            );
          });
          near(step.sumTexts.reduce((sum, text) => sum + read(text), 0) + read(step.biasText), read(step.resultText));
          expect(Math.abs(read(step.resultText) - step.result)).toBeLessThanOrEqual(0.5000001 * 10 ** -decimals);
          // What the engine computed is what is shown.
          const told = stepIn(sweep, source, parameters, position, { result: 2.5, activated: 1.5 });
          expect([told.result, told.activated]).toEqual([2.5, layer.activation === 'none' ? null : 1.5]);
        },
      ),
      { ...seeded, numRuns: 120 },
    );
  });

  test('of another design has no numbers, and of blank paper no place is livelier', () => {
    const spec = buildSpec([firstLayer(1)], first, [1, 12]);
    const sweep = spec && mapSweep(resolveModel(checkModel({ ...spec, preprocessing: null }), 1), 'conv1', 0);
    if (!sweep) throw new Error('it fits');
    expect(parametersOf(firstLayer(3), sweep.node)).toBeNull();
    expect(parametersOf(undefined, sweep.node)).toBeNull();
    const parameters = parametersOf(firstLayer(1), sweep.node);
    if (!parameters) throw new Error('they fit');
    const source = new Float32Array(144);
    expect(liveliest(sweep, source, parameters)).toBeNull();
    // Bright right of column 6: the strongest place of Sobel's kernel stands beside it.
    for (let i = 0; i < 144; i++) source[i] = i % 12 > 6 ? 1 : 0;
    const place = liveliest(sweep, source, parameters) ?? -1;
    expect([6, 7]).toContain(place % 12);
  });

  test('stays where it is when the map changes its size', () => {
    const sides = fc.integer({ min: 1, max: 40 });
    fc.assert(
      fc.property(sides, sides, sides, sides, fc.nat(), (rows, columns, toRows, toColumns, at) => {
        const position = at % (rows * columns);
        const next = relocated(position, { rows, columns }, { rows: toRows, columns: toColumns });
        const far = (was: number, of: number, is: number, now: number) => Math.abs((was + 0.5) / of - (is + 0.5) / now);
        expect(far(Math.floor(position / columns), rows, Math.floor(next / toColumns), toRows)).toBeLessThanOrEqual(
          0.5 / toRows + 1e-9,
        );
        expect(far(position % columns, columns, next % toColumns, toColumns)).toBeLessThanOrEqual(
          0.5 / toColumns + 1e-9,
        );
      }),
      seeded,
    );
  });

  test('fires where it is above zero', () => {
    const values = Float32Array.of(0, -1, 2, Number.NaN, 0.5, 7);
    expect(firedIn(values, { rows: 1, columns: 3 })).toEqual({ count: 3, most: 7, filter: 1, row: 0, column: 2 });
  });
});
