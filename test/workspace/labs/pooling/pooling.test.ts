/** The page's network on the plain twins against what is worked out here: noise, shifts, poolings, differences, verdicts. */
import { readFile } from 'node:fs/promises';
import sharp from 'sharp';
import { describe, expect, test } from 'vitest';
import { createReferenceBackend } from '../../../../src/backend/reference';
import { Random } from '../../../../src/core/random';
import { decodeModel, type StoredModel } from '../../../../src/formats/model';
import { planModel } from '../../../../src/graph/plan';
import { mapsOf, shipped } from '../../../../src/workspace/catalogue/records';
import {
  judged,
  measureOf,
  noiseOf,
  otherCase,
  otherMeasure,
  otherSettings,
  presetChange,
  presetNames,
  presets,
  reasonOf,
} from '../../../../src/workspace/labs/pooling/cases';
import { differenceOf, measured, verdictOf } from '../../../../src/workspace/labs/pooling/difference';
import { stridedKernel } from '../../../../src/workspace/labs/pooling/kernels';
import { drawsOf, noiseWeights } from '../../../../src/workspace/labs/pooling/noise';
import { pointsOfLight } from '../../../../src/workspace/labs/pooling/points';
import {
  defaultSettings,
  kernelKinds,
  type PoolingSettings,
  poolingCodec,
} from '../../../../src/workspace/labs/pooling/settings';
import { inputChannels, poolingNetwork, type RowKind } from '../../../../src/workspace/labs/pooling/spec';

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
  const { noise, read } = await run({ experiment: 'noise', gaussian: 0.2, salt: 0.1, pepper: 0.05 }, input);
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
  for (const { id: map, ...place } of shipped.flatMap(mapsOf)) {
    const stored = models.get(place.record.source.id);
    if (!stored) throw new Error(`${map} is of no shipped network`);
    const settings = { ...defaultSettings, map, experiment: 'noise' } as const;
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
});

test('a verdict names the better one and how many times it is better; within 2 % there is no difference', () => {
  expect(verdictOf(0.2, 0.1)).toEqual({ claim: 'fails', better: 'average', times: 2 });
  expect(verdictOf(0.1, 0.2)).toEqual({ claim: 'holds', better: 'max', times: 2 });
  expect(verdictOf(0, 0)).toEqual({ claim: 'none', better: null, times: null });
  expect(verdictOf(null, 0.1).claim).toBe('none');
  expect(verdictOf(0.1, 0)).toEqual({ claim: 'fails', better: 'average', times: null });
  expect(verdictOf(0, 0.1)).toEqual({ claim: 'holds', better: 'max', times: null });
  for (let i = 0; i < 500; i++) {
    const max = random.uniform(0.01, 1);
    const near = random.below(2) ? random.uniform(0.01, 1) : max * random.uniform(0.97, 1.03);
    const { claim, better, times } = verdictOf(max, near);
    const [less, more] = [Math.min(max, near), Math.max(max, near)];
    expect(times).toBeCloseTo(more / less, 9);
    expect(claim === 'even').toBe(more <= less * 1.02);
    if (claim !== 'even') expect([claim, better]).toEqual(max < near ? ['holds', 'max'] : ['fails', 'average']);
    // The same whichever of them it is.
    expect(verdictOf(near, max).claim === 'even').toBe(claim === 'even');
  }
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
  /** Of both cases of a preset, each by its own measure. */
  const expected = {
    salt: ['fails', 'holds'],
    pepper: ['holds', 'fails'],
    gaussian: ['fails', 'holds'],
  } as const;
  test.each(presetNames)('%s: as the example is meant to show', async (name) => {
    const own = { ...defaultSettings, ...presetChange(name) };
    for (const [i, settings] of [own, otherSettings(own)].entries()) {
      const { side, subject } = settings;
      const grey = await sharp('public/pictures/cat.webp')
        .resize(side, side, { fit: 'cover' })
        .greyscale()
        .raw()
        .toBuffer();
      const input = Float32Array.from({ length: side * side }, (_, at) => (grey[at] as number) / 255);
      if (subject === 'points') pointsOfLight(input, [1, side, side]);
      const { read } = await run(settings, input);
      const differences = new Map<RowKind, ReturnType<typeof differenceOf>>();
      for (const kind of ['max', 'average'] as const) {
        const [clean, changed] = [await read('clean', kind), await read('changed', kind)];
        differences.set(kind, differenceOf(clean, changed, 0, clean.length));
      }
      const measure = measureOf('own', subject);
      const verdict = judged(differences, measure);
      expect(verdict.claim, `${name} ${i}`).toBe(expected[name][i]);
      const [max, average] = [differences.get('max'), differences.get('average')];
      expect(verdict).toEqual(
        verdictOf(max ? measured(max, measure) : null, average ? measured(average, measure) : null),
      );
      expect(reasonOf(settings, measure, verdict)).toBe(subject === 'points' ? 'points' : noiseOf(settings));
    }
  });

  test('no preset chooses a measure, and each opens both cases', () => {
    for (const name of presetNames) {
      expect(Object.keys(presetChange(name))).not.toContain('measure');
      expect(presetChange(name).other).toEqual(presets[name][1]);
    }
  });

  test('beside the points stands a picture, beside anything else the points, unless it was chosen', () => {
    expect(otherCase(defaultSettings).subject).toBe('points');
    expect(otherCase({ ...defaultSettings, subject: 'points' }).subject).toBe('given');
    const other = { ...otherCase(defaultSettings), salt: 0.2 };
    expect(otherSettings({ ...defaultSettings, other, seed: 5 })).toMatchObject({ ...other, seed: 5, stride: 4 });
    expect([measureOf('rmse', 'points'), measureOf('own', 'points'), measureOf('own', 'given')]).toEqual([
      'rmse',
      'relative',
      'rmse',
    ]);
    expect(otherMeasure.rmse).toBe('relative');
    expect(noiseOf({ gaussian: 0.1, salt: 0.1, pepper: 0 })).toBe('mixed');
  });
});

test('without an experiment there are clean maps alone, with a strided convolution if it is asked for', async () => {
  const input = picture(28 * 28);
  const plain = await run({}, input);
  expect(plain.pooling.branches).toEqual(['clean']);
  expect(plain.pooling.kinds).not.toContain('strided');
  expect(plain.pooling.spec.nodes).toHaveLength(5);
  expect((await plain.read('clean', 'map'))[5]).toBe(input[5]);
  const beside = await run({ beside: true, kernel: 'pixel' }, input);
  expect((await beside.read('clean', 'strided'))[0]).toBe(input[0]);
});

const parametersOf = (settings: PoolingSettings): URLSearchParams =>
  new URLSearchParams(
    Object.entries(poolingCodec.write(settings)).flatMap(([name, text]) => (text === null ? [] : [[name, text]])),
  );

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
    beside: true,
    other: { subject: 'points', side: 128, window: 3, gaussian: 0.2, salt: 0, pepper: 0.01, over: 'pepper' },
  };
  for (const each of [changed, { ...changed, experiment: 'none' }, { ...changed, experiment: 'noise' }] as const) {
    expect(poolingCodec.read(parametersOf(each))).toEqual(each);
  }
  expect(Object.values(poolingCodec.write(defaultSettings)).every((text) => text === null)).toBe(true);
  const odd = new URLSearchParams(
    'experiment=none&window=900&stride=zwei&pad=4&salt=-3&side=13&map=cat&seed=1e9&across=2.6&other=points 64 x',
  );
  expect(poolingCodec.read(odd)).toEqual({ ...defaultSettings, window: 8, pad: 4, salt: 0, seed: 999, across: 3 });
  expect(poolingCodec.read(new URLSearchParams('window=3&pad=4')).pad).toBe(1);
  // A picture has every size, a network's maps not the largest.
  expect(poolingCodec.read(new URLSearchParams('side=1024')).side).toBe(1024);
  expect(poolingCodec.read(new URLSearchParams('side=1024&map=digits:conv1')).side).toBe(512);
});

test('a link from before the page opened without noise opens what it meant', () => {
  const read = (text: string) => poolingCodec.read(new URLSearchParams(text));
  // Nothing said: the page itself.
  expect(read('')).toEqual(defaultSettings);
  // Noise was what a link meant that named no experiment, with a default of its own.
  expect(read('window=3')).toMatchObject({ experiment: 'noise', gaussian: 0.1, salt: 0, over: 'gaussian', window: 3 });
  expect(read('window=3').measure).toBe('rmse');
  expect(read('gaussian=0&salt=0.1&pepper=0.1')).toMatchObject({ experiment: 'noise', gaussian: 0, salt: 0.1 });
  expect(read('subject=points&side=64&window=4&stride=4&gaussian=0.05&measure=relative')).toMatchObject({
    experiment: 'noise',
    subject: 'points',
    gaussian: 0.05,
    over: 'gaussian',
    measure: 'relative',
  });
  expect(read('experiment=shift&across=2')).toMatchObject({ experiment: 'shift', across: 2, down: 0 });
});
