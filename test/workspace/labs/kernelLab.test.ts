/** The page "Kernels": its layers as a network give what plain loops give, edits fit, and the address keeps everything. */
import { readFile } from 'node:fs/promises';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { signedColour } from '../../../src/backend';
import { createReferenceBackend } from '../../../src/backend/reference';
import { decodeModel } from '../../../src/formats/model';
import { checkModel } from '../../../src/graph/model';
import { planModel } from '../../../src/graph/plan';
import { kernelsCodec } from '../../../src/workspace/labs/kernelLab/codec';
import { spreadOf } from '../../../src/workspace/labs/kernelLab/curve';
import {
  depthOf,
  type KernelLayer,
  kernelAt,
  padModes,
  sameShapes,
  sizesOf,
} from '../../../src/workspace/labs/kernelLab/design';
import {
  addLayer,
  adjust,
  brushed,
  firstLayer,
  fitted,
  flip,
  normalise,
  putFilter,
  putKernel,
  regroup,
  removeLayer,
  resize,
  setCell,
} from '../../../src/workspace/labs/kernelLab/edit';
import { filterPicture, learnedLayers } from '../../../src/workspace/labs/kernelLab/learned';
import { presetIds, presetKernel, presetOf } from '../../../src/workspace/labs/kernelLab/presets';
import { buildSpec, RESPONSES, weightsOf } from '../../../src/workspace/labs/kernelLab/spec';
import { createKernels, edit, kernelsDefaults } from '../../../src/workspace/labs/kernelLab/state';
import { palette } from '../../helpers/digitsNet';

const first = { layer: 0, filter: 0, channel: 0 };
const seeded = { seed: 20261124 };

/** Layers made by random edits, and the number of channels they read. */
const layersArbitrary = fc
  .record({
    channels: fc.constantFrom(1, 3),
    rows: fc.integer({ min: 1, max: 5 }),
    columns: fc.integer({ min: 1, max: 5 }),
    stride: fc.integer({ min: 1, max: 3 }),
    dilation: fc.integer({ min: 1, max: 2 }),
    mode: fc.constantFrom(...padModes),
    size: fc.constantFrom<KernelLayer['padding']['size']>('same', 0, 1, 3),
    filters: fc.integer({ min: 1, max: 4 }),
    apart: fc.boolean(),
    stacked: fc.boolean(),
    values: fc.array(fc.integer({ min: -200, max: 200 }), { minLength: 300, maxLength: 300 }),
  })
  .map((x) => {
    let layers: readonly KernelLayer[] = [firstLayer(x.channels)];
    layers = resize(layers, 0, x.rows, x.columns);
    layers = regroup(layers, 0, x.channels, x.filters, x.apart ? x.channels : 1);
    layers = adjust(layers, 0, {
      stride: x.stride,
      dilation: x.dilation,
      padding: { mode: x.mode, size: x.size },
      activation: 'none',
    });
    layers = layers.map((layer) => ({
      ...layer,
      weights: layer.weights.map((_, i) => Math.fround((x.values[i % 300] ?? 0) / 100)),
      biases: layer.biases.map((_, i) => Math.fround((x.values[i] ?? 0) / 50)),
    }));
    return { layers: x.stacked ? addLayer(layers, x.channels) : layers, channels: x.channels };
  });

/** A pixel of a padded plane, by the definition of each mode; `null` is a zero. */
function padded(at: number, size: number, mode: KernelLayer['padding']['mode']): number | null {
  if (at >= 0 && at < size) return at;
  if (mode === 'edge') return Math.min(size - 1, Math.max(0, at));
  if (mode !== 'reflect') return null;
  const period = 2 * (size - 1);
  if (period === 0) return 0;
  const within = ((at % period) + period) % period;
  return within < size ? within : period - within;
}

describe('the network', () => {
  test('computes what plain loops over the design compute', async () => {
    await fc.assert(
      fc.asyncProperty(layersArbitrary, fc.integer({ min: 7, max: 12 }), async ({ layers, channels }, side) => {
        const spec = buildSpec(layers, first, [channels, side]);
        const size = sizesOf(layers, side)[0];
        const own = layers[0];
        if (!spec || !size || !own) return;
        const plan = planModel(checkModel({ ...spec, preprocessing: null }));
        const program = await createReferenceBackend().load(plan, weightsOf(layers, first, channels));
        const input = Float32Array.from({ length: channels * side * side }, (_, i) => Math.sin(i * 1.7));
        program.write(plan.input, input);
        await program.run();
        const node = plan.nodes.find(({ id }) => id === 'conv1');
        const map = node && (await program.read(node.output));
        const [height, width] = [size.height ?? 0, size.width ?? 0];
        const depth = depthOf(own);
        for (let f = 0; f < own.filters; f++) {
          const from = Math.floor(f / (own.filters / own.groups)) * depth;
          for (let i = 0; i < height; i++) {
            for (let j = 0; j < width; j++) {
              let sum = own.biases[f] ?? 0;
              for (let c = 0; c < depth; c++) {
                kernelAt(own, f, c).forEach((weight, k) => {
                  const u = Math.floor(k / own.columns) * own.dilation;
                  const v = (k % own.columns) * own.dilation;
                  const y = padded(i * own.stride + u - size.rows.padBegin, side, own.padding.mode);
                  const x = padded(j * own.stride + v - size.columns.padBegin, side, own.padding.mode);
                  if (y === null || x === null) return;
                  sum += weight * (input[((from + c) * side + y) * side + x] ?? 0);
                });
              }
              expect(map?.[(f * height + i) * width + j]).toBeCloseTo(sum, 4);
            }
          }
        }
      }),
      { ...seeded, numRuns: 60 },
    );
  });

  test('shows of each channel what adds up to the feature map', async () => {
    const layers = putKernel([firstLayer(3)], first, false, presetKernel('gaussian', 5));
    const spec = buildSpec(layers, first, [3, 9]);
    if (!spec) throw new Error('it fits');
    const plan = planModel(checkModel({ ...spec, preprocessing: null }));
    const program = await createReferenceBackend().load(plan, weightsOf(layers, first, 3));
    program.write(
      plan.input,
      Float32Array.from({ length: 243 }, (_, i) => Math.cos(i)),
    );
    await program.run();
    const of = async (id: string): Promise<Float32Array> => {
      const node = plan.nodes.find((each) => each.id === id);
      return node ? program.read(node.output) : new Float32Array();
    };
    const [sum, each] = [await of('conv1'), await of(RESPONSES)];
    sum.forEach((value, i) => {
      expect((each[i] ?? 0) + (each[81 + i] ?? 0) + (each[162 + i] ?? 0)).toBeCloseTo(value, 5);
    });
  });
});

describe('the address', () => {
  const written = (state: Parameters<typeof kernelsCodec.write>[0]): URLSearchParams =>
    new URLSearchParams(
      Object.entries(kernelsCodec.write(state)).filter((pair): pair is [string, string] => !!pair[1]),
    );

  test('keeps every layer, bit for bit', () => {
    fc.assert(
      fc.property(layersArbitrary, fc.boolean(), ({ layers, channels }, isConvolution) => {
        const input = { side: 64, colour: channels === 3 ? 'rgb' : 'gray' } as const;
        const state = { ...kernelsDefaults, layers, input, isConvolution };
        const read = kernelsCodec.read(written(state));
        expect(read.layers).toEqual(layers);
        expect([read.input, read.isConvolution]).toEqual([input, isConvolution]);
      }),
      seeded,
    );
  });

  test('of nonsense is the page as it is opened', () => {
    fc.assert(
      fc.property(fc.string(), fc.string(), (net, at) => {
        const { layers = [] } = kernelsCodec.read(new URLSearchParams({ knet: net, kat: at, kin: at }));
        expect(layers.length).toBeGreaterThan(0);
        expect(buildSpec(layers, first, [depthOf(layers[0] ?? firstLayer(1)), 64])).not.toBeNull();
      }),
      seeded,
    );
    expect(kernelsCodec.read(new URLSearchParams('knet=9999-1-3-3')).layers).toEqual([firstLayer(1, 'zero')]);
  });
});

describe('edits', () => {
  test('a symmetric brush sets the cells that mirror each other', () => {
    expect([...brushed({ rows: 3, columns: 3 }, 'both', 0, 0)].sort()).toEqual([0, 2, 6, 8]);
    const [layer] = setCell([firstLayer(3)], first, { linked: true, symmetry: 'across' }, [1, 0], 0.25);
    for (const channel of [0, 1, 2]) expect(kernelAt(layer ?? firstLayer(1), 0, channel)[5]).toBe(0.25);
    const [one] = setCell([firstLayer(3)], first, { linked: false, symmetry: 'none' }, [1, 1], 9);
    expect([0, 1, 2].map((channel) => kernelAt(one ?? firstLayer(1), 0, channel)[4])).toEqual([9, 0, 0]);
  });

  test('flipping twice changes nothing, and normalising gives the sum 1', () => {
    const layers = putKernel([firstLayer(1)], first, true, presetKernel('emboss'));
    expect(flip(flip(layers, first, true), first, true)).toEqual(layers);
    const [layer] = normalise(layers, first, true);
    expect(layer?.weights.reduce((sum, value) => sum + value, 0)).toBeCloseTo(1, 6);
  });

  test('a number that is dragged leaves what panels follow as it was; anything more does not', () => {
    const store = createKernels();
    const { chosen, layers } = store.getState();
    for (const value of [1, 2, 5]) {
      edit(store, (all) => setCell(all, chosen, { linked: true, symmetry: 'none' }, [1, 1], value), 'drag');
    }
    const dragged = store.getState();
    expect(dragged.layers).not.toBe(layers);
    expect(dragged.chosen).toBe(chosen);
    expect(dragged.history.past).toHaveLength(1);
    expect(sameShapes(dragged.layers, layers)).toBe(true);
    const others: readonly (readonly KernelLayer[])[] = [
      adjust(layers, 0, { stride: 2 }),
      adjust(layers, 0, { padding: { mode: 'zero', size: 'same' } }),
      adjust(layers, 0, { activation: 'tanh' }),
      resize(layers, 0, 3, 5),
      regroup(layers, 0, 3, 2, 1),
      addLayer(layers, 3),
      fitted(layers, 1),
    ];
    expect(others.filter((other) => sameShapes(layers, other))).toEqual([]);
  });

  test('a filter of three kernels goes to the three channels, and layers come and go', () => {
    const kernels = [[1], [2], [3]];
    const layers = putFilter([firstLayer(3)], first, { rows: 1, columns: 1, kernels });
    expect(layers[0]?.weights).toEqual([1, 2, 3]);
    expect(addLayer(addLayer(addLayer(layers, 3), 3), 3)).toHaveLength(3);
    expect(removeLayer(removeLayer(addLayer(layers, 3)))).toEqual(layers);
  });
});

describe('presets', () => {
  test('are recognised, and keep brightness or find nothing in an even picture', () => {
    for (const id of presetIds) {
      const { rows, columns, values } = presetKernel(id);
      expect(presetOf(values, rows, columns)).not.toBeNull();
      const sum = values.reduce((all, value) => all + value, 0);
      expect(Math.min(Math.abs(sum), Math.abs(sum - 1))).toBeLessThan(1e-5);
    }
  });

  test('the histogram counts every finite value once', () => {
    const { reach, shares } = spreadOf(Float32Array.of(-1, -0.5, 0, 0.5, 1, Number.NaN, -Infinity), 4);
    expect(reach).toBe(1);
    expect(shares.reduce((sum, share) => sum + share, 0)).toBeCloseTo(1, 12);
    expect(shares).toEqual([0.2, 0.2, 0.2, 0.4]);
    expect(spreadOf(new Float32Array(3), 4)).toEqual({ reach: 0, shares: [0, 0, 1, 0] });
  });
});

test('a learned filter is the network’s own weights, and its picture shows each in its place', async () => {
  const stored = decodeModel(new Uint8Array(await readFile('public/models/objects.safetensors')));
  const layers = learnedLayers({ kind: 'shipped', id: 'objects' }, stored);
  expect(layers.map(({ layer, filters }) => [layer, filters.length, filters[0]?.kernels.length])).toEqual([
    ['conv1', 16, 3],
    ['conv2', 32, 16],
    ['conv3', 64, 32],
    ['conv4', 64, 64],
    ['conv5', 128, 64],
  ]);
  const [, second] = layers;
  const weights = stored.weights.get('conv2.weight');
  const filter = second?.filters[5];
  if (!second || !filter || !weights) throw new Error('There is no such filter.');
  expect(filter.kernels[7]).toEqual([...weights.subarray((5 * 16 + 7) * 9, (5 * 16 + 8) * 9)]);
  expect(second.extent).toBe(weights.reduce((most, weight) => Math.max(most, Math.abs(weight)), 0));
  // 4 x 4 kernels of 3 x 3, a pixel of nothing between them.
  const { width, height, bytes } = filterPicture(filter, second.extent, palette);
  expect([width, height]).toEqual([15, 15]);
  for (let kernel = 0; kernel < 16; kernel++) {
    for (let i = 0; i < 9; i++) {
      const [x, y] = [(kernel % 4) * 4 + (i % 3), Math.floor(kernel / 4) * 4 + Math.floor(i / 3)];
      const colour = signedColour((filter.kernels[kernel]?.[i] ?? Number.NaN) / second.extent, palette);
      const shown = bytes.subarray(4 * (y * width + x), 4 * (y * width + x) + 4);
      // The scale has steps.
      for (const k of [0, 1, 2] as const) expect(Math.abs((shown[k] ?? 0) - colour[k])).toBeLessThanOrEqual(4);
      expect(shown[3]).toBe(255);
    }
  }
  expect(bytes[4 * 3 + 3]).toBe(0);
});
