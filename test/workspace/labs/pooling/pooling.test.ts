/** The page's network on the plain twins against what is worked out here: noise, shifts, poolings, differences, verdicts. */
import { readFile } from 'node:fs/promises';
import sharp from 'sharp';
import { describe, expect, test } from 'vitest';
import { createReferenceBackend } from '../../../../src/backend/reference';
import { Random } from '../../../../src/core/random';
import { decodeModel, type StoredModel } from '../../../../src/formats/model';
import { planModel } from '../../../../src/graph/plan';
import { differenceOf, measured, verdictOf } from '../../../../src/workspace/labs/pooling/difference';
import { stridedKernel } from '../../../../src/workspace/labs/pooling/kernels';
import { drawsOf, noiseWeights } from '../../../../src/workspace/labs/pooling/noise';
import { pointsOfLight } from '../../../../src/workspace/labs/pooling/points';
import { presetNames, presets } from '../../../../src/workspace/labs/pooling/presets';
import {
  defaultSettings,
  kernelKinds,
  mapIds,
  type PoolingSettings,
  poolingCodec,
} from '../../../../src/workspace/labs/pooling/settings';
import { inputChannels, layerOfMap, poolingNetwork, type RowKind } from '../../../../src/workspace/labs/pooling/spec';

const modelOf = async (name: string): Promise<StoredModel> =>
  decodeModel(new Uint8Array(await readFile(`public/models/${name}.safetensors`)));

/** Every map of the page's network, clean, changed and their difference. */
async function run(change: Partial<PoolingSettings>, input: Float32Array, stored: StoredModel | null = null) {
  const settings = { ...defaultSettings, ...change };
  const inputs = inputChannels(stored, settings.colour);
  const noise = await noiseWeights(await drawsOf(settings.seed, inputs, settings.side ** 2), settings);
  const pooling = poolingNetwork(settings, stored, { ...settings, noise });
  const program = await createReferenceBackend().load(planModel(pooling.spec), pooling.weights);
  program.write(program.plan.input, input);
  await program.run();
  const read = async (branch: 'clean' | 'changed' | 'difference', kind: RowKind): Promise<Float32Array> => {
    const id = pooling.node(branch, kind);
    return program.read(program.plan.nodes.find((node) => node.id === id)?.output ?? program.plan.input);
  };
  return { pooling, noise, read };
}

const random = new Random(3);
const picture = (count: number): Float32Array => Float32Array.from({ length: count }, () => random.uniform());

test('noise is scale and shift of each pixel, clipped; a stronger one strikes the same pixels and more', async () => {
  const input = picture(28 * 28);
  const { noise, read } = await run({ gaussian: 0.2, salt: 0.1, pepper: 0.05 }, input);
  const noisy = await read('changed', 'map');
  for (let i = 0; i < input.length; i++) {
    const value = (input[i] as number) * (noise.scale[i] as number) + (noise.shift[i] as number);
    expect(noisy[i]).toBeCloseTo(Math.min(1, Math.max(0, value)), 5);
  }
  const struck = noise.scale.filter((scale) => scale === 0).length;
  expect(Math.abs(struck / input.length - 0.15)).toBeLessThan(0.05);
  const draws = await drawsOf(1, 3, 400);
  const [less, more] = await Promise.all(
    [0.1, 0.2].map((salt) => noiseWeights(draws, { gaussian: 0, salt, pepper: 0 })),
  );
  const white = (weights = less): number[] => [...(weights?.shift.keys() ?? [])].filter((i) => weights?.scale[i] === 0);
  expect(white(more)).toEqual(expect.arrayContaining(white(less)));
  // All channels of a pixel are struck together.
  expect(white(more).map((i) => i % 400).length).toBe(3 * new Set(white(more).map((i) => i % 400)).size);
});

test('the Gaussian draws have mean 0 and deviation 1', async () => {
  const { normal } = await drawsOf(9, 1, 40_000);
  const mean = normal.reduce((sum, value) => sum + value, 0) / normal.length;
  const variance = normal.reduce((sum, value) => sum + (value - mean) ** 2, 0) / normal.length;
  expect(Math.abs(mean)).toBeLessThan(0.02);
  expect(Math.abs(variance - 1)).toBeLessThan(0.03);
});

test('a shift repeats the edge, and every difference is the changed map less the clean one', async () => {
  const side = 28;
  const input = picture(3 * side * side);
  const { pooling, read } = await run(
    { experiment: 'shift', colour: 'rgb', across: 3, down: -2, window: 3, pad: 1 },
    input,
  );
  const moved = await read('changed', 'map');
  const within = (at: number): number => Math.min(side - 1, Math.max(0, at));
  for (let c = 0; c < 3; c++) {
    for (let row = 0; row < side; row++) {
      for (let column = 0; column < side; column++) {
        const from = (c * side + within(row + 2)) * side + within(column - 3);
        expect(moved[(c * side + row) * side + column]).toBe(input[from]);
      }
    }
  }
  for (const kind of pooling.kinds) {
    const [clean, changed, difference] = [
      await read('clean', kind),
      await read('changed', kind),
      await read('difference', kind),
    ];
    for (let i = 0; i < clean.length; i++) {
      expect(difference[i]).toBe(Math.fround((changed[i] as number) - (clean[i] as number)));
    }
  }
});

test('pooled maps are those of the windows, and the strided convolution of one pixel takes that pixel', async () => {
  const input = picture(28 * 28);
  const { pooling, read } = await run({ experiment: 'shift', window: 3, stride: 2 }, input);
  const { geometry } = pooling;
  const [max, average, min, strided] = await Promise.all(
    (['max', 'average', 'min', 'strided'] as const).map((kind) => read('clean', kind)),
  );
  const out = Math.floor((geometry.rows - 3) / 2) + 1;
  for (let i = 0; i < out; i++) {
    for (let j = 0; j < out; j++) {
      const values = Array.from({ length: 9 }, (_, k) => {
        const at = (2 * i + Math.floor(k / 3)) * geometry.columns + 2 * j + (k % 3);
        return input[at] as number;
      });
      expect(max?.[i * out + j]).toBe(Math.max(...values));
      expect(min?.[i * out + j]).toBe(Math.min(...values));
      expect(average?.[i * out + j]).toBeCloseTo(values.reduce((sum, value) => sum + value, 0) / 9, 6);
      expect(strided?.[i * out + j]).toBe(values[4]);
    }
  }
  expect((await read('clean', 'globalMax'))[0]).toBe(Math.max(...input));
});

test('every map that is offered is there: the layer of the shipped network, with its own weights', async () => {
  const models = new Map([
    ['digits', await modelOf('digits')],
    ['objects', await modelOf('objects')],
  ]);
  for (const map of mapIds) {
    const place = layerOfMap(map);
    if (!place) continue;
    const stored = models.get(place.record.source.id);
    if (!stored) throw new Error(`${map} is of no shipped network`);
    const settings = { ...defaultSettings, map };
    const noise = await noiseWeights(await drawsOf(1, inputChannels(stored, 'gray'), 28 * 28), settings);
    const { weights, channels, geometry, node } = poolingNetwork(settings, stored, { ...settings, noise });
    expect(node('clean', 'map')).toBe(place.layer);
    expect(node('changed', 'map')).toBe(`changed.${place.layer}`);
    expect(weights.get('changed.conv1.weight')).toBe(stored.weights.get('conv1.weight'));
    expect(channels * geometry.rows * geometry.columns).toBeGreaterThan(1);
  }
  const stored = await modelOf('digits');
  const input = picture(28 * 28);
  const { read } = await run({ map: 'digits:relu1', gaussian: 0 }, input, stored);
  // The network's own first layer, of the input normalised as it was trained.
  const program = await createReferenceBackend().load(planModel(stored.spec), stored.weights);
  program.write(
    program.plan.input,
    input.map((value) => (value - 0.1307) / 0.3081),
  );
  await program.run();
  const own = await program.read(program.plan.nodes.find(({ id }) => id === 'relu1')?.output ?? 0);
  const map = await read('clean', 'map');
  for (let i = 0; i < own.length; i++) expect(map[i]).toBeCloseTo(own[i] as number, 4);
});

test('differences are what they are called', () => {
  const clean = Float32Array.from([9, 1, 2, 3, 4, 9]);
  const changed = Float32Array.from([0, 1, 2, 3, 6, 0]);
  const { rmse, relative, share } = differenceOf(clean, changed, 1, 4);
  expect(rmse).toBeCloseTo(1, 12);
  expect(relative).toBeCloseTo(1 / Math.sqrt(1.25), 12);
  expect(share).toBeCloseTo(1 / Math.sqrt(7.5), 12);
  expect(differenceOf(new Float32Array(4), new Float32Array(4), 0, 4)).toEqual({
    rmse: 0,
    relative: null,
    share: null,
  });
  expect(differenceOf(new Float32Array(4).fill(0.3), new Float32Array(4), 0, 4).relative).toBeNull();
  expect(verdictOf(0.2, 0.1)).toEqual({ claim: 'fails', ratio: 2 });
  expect(verdictOf(0.1, 0.2)).toEqual({ claim: 'holds', ratio: 0.5 });
  expect(verdictOf(0.101, 0.1).claim).toBe('even');
  expect(verdictOf(0, 0).claim).toBe('none');
  expect(verdictOf(0.1, 0)).toEqual({ claim: 'fails', ratio: null });
});

test('kernels keep light (blur, one pixel) or see none in a plain picture (edges)', () => {
  for (const kind of kernelKinds) {
    for (let size = 2; size <= 8; size++) {
      const sum = stridedKernel(kind, size).reduce((total, value) => total + value, 0);
      expect(sum).toBeCloseTo(kind === 'edge' ? 0 : 1, 6);
    }
  }
});

describe('the claim that max pooling removes noise better', () => {
  const expected = { points: 'holds', pepper: 'holds', salt: 'fails', gaussian: 'fails' } as const;
  test.each(presetNames)('%s: as the example is meant to show', async (name) => {
    const preset = presets[name];
    const { side } = preset;
    const grey = await sharp('public/pictures/cat.webp')
      .resize(side, side, { fit: 'cover' })
      .greyscale()
      .raw()
      .toBuffer();
    const input = Float32Array.from({ length: side * side }, (_, i) => (grey[i] as number) / 255);
    if (preset.subject === 'points') pointsOfLight(input, [1, side, side]);
    const { read } = await run(preset, input);
    const errors: (number | null)[] = [];
    for (const kind of ['max', 'average'] as const) {
      const [clean, changed] = [await read('clean', kind), await read('changed', kind)];
      errors.push(measured(differenceOf(clean, changed, 0, clean.length), preset.measure));
    }
    expect(verdictOf(errors[0] ?? null, errors[1] ?? null).claim).toBe(expected[name]);
  });
});

test('the address says what differs from the default, and nonsense is left out', () => {
  const changed: PoolingSettings = {
    ...defaultSettings,
    map: 'objects:relu3',
    channel: 5,
    side: 64,
    window: 3,
    pad: 1,
    salt: 0.12,
    across: -4,
    experiment: 'shift',
  };
  const texts = poolingCodec.write(changed);
  const parameters = new URLSearchParams(
    Object.entries(texts).flatMap(([name, text]) => (text === null ? [] : [[name, text]])),
  );
  expect(poolingCodec.read(parameters)).toEqual(changed);
  expect(Object.values(poolingCodec.write(defaultSettings)).every((text) => text === null)).toBe(true);
  const odd = new URLSearchParams('window=900&stride=zwei&pad=4&salt=-3&side=13&map=cat&seed=1e9&across=2.6');
  expect(poolingCodec.read(odd)).toEqual({ ...defaultSettings, window: 8, pad: 4, salt: 0, seed: 999, across: 3 });
  expect(poolingCodec.read(new URLSearchParams('window=3&pad=4')).pad).toBe(1);
  // A picture has every size, a network's maps not the largest.
  expect(poolingCodec.read(new URLSearchParams('side=1024')).side).toBe(1024);
  expect(poolingCodec.read(new URLSearchParams('side=1024&map=digits:conv1')).side).toBe(512);
});
