/** What is given to the network and how the stage is seen, in an address: written, read back, and safe from nonsense. */
import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { decodeModel } from '../../../src/formats/model';
import { resolveModel } from '../../../src/graph/model';
import { planModel } from '../../../src/graph/plan';
import { inputNames, stageNames } from '../../../src/workspace/address/names';
import { listText, readList, readNumber } from '../../../src/workspace/address/text';
import { type InputKind, inputKinds, mapViews, preprocessingSteps, ranges } from '../../../src/workspace/choices';
import { thicknesses, wholePicture } from '../../../src/workspace/gesture';
import { inputCodec, type LinkedInput } from '../../../src/workspace/input/codec';
import { gallery, galleryIds } from '../../../src/workspace/input/gallery';
import { createInput } from '../../../src/workspace/input/input';
import { networkOf } from '../../../src/workspace/network';
import { keepings, plainWish, sortings, unarranged } from '../../../src/workspace/stage/arrangement';
import { stageBlocks } from '../../../src/workspace/stage/blocks';
import { type LinkedStage, stageCodec } from '../../../src/workspace/stage/codec';
import { stageUnits } from '../../../src/workspace/stage/layers';
import { modulesOf } from '../../../src/workspace/stage/modules';
import { canArrange, keyOf } from '../../../src/workspace/stage/strength';
import { squeezeNet } from '../../helpers/squeezeNet';

const digits = decodeModel(
  new Uint8Array(readFileSync(fileURLToPath(new URL('../../../public/models/digits.safetensors', import.meta.url)))),
);
const squeeze = squeezeNet();
const resolved = resolveModel(squeeze, 1);
const stages = [networkOf(digits).blocks, stageBlocks(resolved, stageUnits(resolved, planModel(squeeze), 'rgb'))];

/** As an address carries them: written to a text and parsed again. */
function carried(texts: { readonly [name: string]: string | null }): URLSearchParams {
  const told = Object.entries(texts).flatMap(([name, text]) => (text === null ? [] : [[name, text]]));
  return new URLSearchParams(new URLSearchParams(told).toString());
}

const silent = { base: '', say: () => {}, retract: () => {} };
const start = createInput(silent).store.getState();
const nothing = (usual: InputKind): LinkedInput => ({
  input: usual,
  picture: null,
  crop: wholePicture,
  steps: start.steps,
  strokes: [],
});

const tenThousandths = (least: number, most: number) =>
  fc.integer({ min: 1e4 * least, max: 1e4 * most }).map((value) => value / 1e4);
const someCrop = fc.record({
  centre: fc.tuple(tenThousandths(0, 1), tenThousandths(0, 1)),
  zoom: tenThousandths(1, 8),
});
const someStrokes = fc.array(
  fc.record({
    points: fc.array(
      fc.record({ x: fc.constantFrom(0, 0.25, 1), y: fc.constantFrom(0.5, 0.75), pressure: fc.constant(0.5) }),
      { minLength: 1, maxLength: 5 },
    ),
    thickness: fc.constantFrom(...Object.values(thicknesses)),
    eraser: fc.boolean(),
  }),
  { maxLength: 3 },
);
const someInput = fc.record({
  input: fc.constantFrom(...inputKinds),
  picture: fc.constantFrom(null, ...galleryIds),
  crop: someCrop,
  steps: fc
    .tuple(...preprocessingSteps.map(() => fc.boolean()))
    .map(([cropping = true, boxing = true, centring = true, averaging = true, inking = true, normalising = true]) => ({
      cropping,
      boxing,
      centring,
      averaging,
      inking,
      normalising,
    })),
  strokes: someStrokes,
});

/** What a link to a state leads to: a crop belongs to what is cropped, and a picture to the input that shows it. */
function reachable(state: LinkedInput): LinkedInput {
  const picture = state.input === 'picture' ? state.picture : null;
  return { ...state, picture, crop: picture || state.input === 'camera' ? state.crop : wholePicture };
}

describe('the input', () => {
  test('is not told where it is what the model is for', () => {
    for (const model of inputKinds) {
      expect(inputCodec(model).write(nothing(model))).toEqual(
        Object.fromEntries(inputNames.map((name) => [name, null])),
      );
    }
  });

  test('comes back from the address', () => {
    fc.assert(
      fc.property(someInput, fc.constantFrom(...inputKinds), (state, model) => {
        const read = inputCodec(model).read(carried(inputCodec(model).write(state)));
        const usual = read.picture ? { crop: gallery[read.picture].crop } : {};
        expect({ ...nothing(model), ...usual, ...read }).toEqual(reachable(state));
      }),
    );
  });

  test('reads as a person would say it', () => {
    const state = { ...nothing('picture'), picture: 'cat', crop: { centre: [0.5, 0.25], zoom: 2 } } as const;
    const steps = { ...start.steps, centring: false, normalising: false };
    const text = carried(inputCodec('picture').write({ ...state, steps })).toString();
    expect(text).toBe('picture=cat&crop=0.5+0.25+2&off=centring+normalising');
  });
});

const someTile = fc.option(fc.integer({ min: 40, max: 20_000 }).map((value) => value / 10));

/** A stage with some of its layers folded, and wishes for some of its blocks. */
const someStage = fc.constantFrom(...stages).chain((blocks) => {
  const ids = blocks.flatMap(({ layers }) => layers.map(({ id }) => id));
  const ordered = blocks.filter(canArrange).map(keyOf);
  const wish = fc
    .record({ sort: fc.constantFrom(...sortings), keep: fc.constantFrom(...keepings) })
    .filter(({ sort, keep }) => sort !== plainWish.sort || keep !== plainWish.keep);
  const wishes = fc.oneof(
    fc.array(fc.tuple(fc.constantFrom(...ordered), wish), { maxLength: 4 }),
    wish.map((same) => ordered.map((unit) => [unit, same] as const)),
  );
  return fc.record({
    blocks: fc.constant(blocks),
    state: fc.record({
      view: fc.constantFrom(...mapViews),
      range: fc.constantFrom(...ranges),
      tile: someTile,
      module: fc.constantFrom(null, ...modulesOf(blocks).map(({ key }) => key)),
      arrangement: fc.record({
        folded: fc.subarray(ids).map((some) => new Set(some)),
        wishes: wishes.map((some) => new Map(some)),
        channels: fc.constant(new Map()),
        met: fc.constant(new Map()),
        strongest: fc.constant(new Map()),
        whole: fc.constant(new Set<number>()),
      }),
    }),
  });
});
const plain: LinkedStage = { view: 'both', range: 'layer', tile: null, module: null, arrangement: unarranged };

describe('the stage', () => {
  test('is not told as it is at first', () => {
    for (const blocks of stages) {
      expect(stageCodec(blocks).write(plain)).toEqual(Object.fromEntries(stageNames.map((name) => [name, null])));
    }
  });

  test('comes back from the address', () => {
    fc.assert(
      fc.property(someStage, ({ blocks, state }) => {
        expect({ ...plain, ...stageCodec(blocks).read(carried(stageCodec(blocks).write(state))) }).toEqual(state);
      }),
    );
  });

  test('reads as a person would say it', () => {
    const [blocks = []] = stages;
    const block = blocks.find(({ layers }) => layers.some(({ id }) => id === 'conv2')) ?? expect.fail('no block');
    const arrangement = {
      ...unarranged,
      folded: new Set(['conv1', 'relu1']),
      wishes: new Map([[keyOf(block), { sort: 'max', keep: '8' } as const]]),
    };
    const text = (state: LinkedStage) => carried(stageCodec(blocks).write(state)).toString();
    expect(text({ view: 'activation', range: 'map', tile: 48, module: keyOf(block), arrangement })).toBe(
      'maps=activation&range=map&zoom=48&block=conv2&fold=conv1+relu1&order=conv2.max.8',
    );
    const all = blocks.filter(canArrange);
    const wishes = new Map(all.map((each) => [keyOf(each), { sort: 'mean', keep: 'live' }] as const));
    expect(text({ ...plain, arrangement: { ...unarranged, wishes } })).toBe('order=mean.live');
  });
});

test('nonsense is ignored, whatever it is', () => {
  const word = fc.oneof(
    fc.string(),
    fc.constantFrom('__proto__', 'conv1', 'conv2.max.8', 'max.8', 'nothing.max.8', 'NaN', '1e9', '-1', '0.5 0.5 9'),
  );
  const query = fc.oneof(
    fc.string(),
    fc
      .array(fc.tuple(fc.constantFrom(...inputNames, ...stageNames), word))
      .map((pairs) => new URLSearchParams(pairs).toString()),
  );
  fc.assert(
    fc.property(query, fc.constantFrom(...stages), (search, blocks) => {
      const parameters = new URLSearchParams(search);
      // What was understood is a state like any other: told again, it is understood the same way.
      const stage = { ...plain, ...stageCodec(blocks).read(parameters) };
      expect({ ...plain, ...stageCodec(blocks).read(carried(stageCodec(blocks).write(stage))) }).toEqual(stage);
      const input = { ...nothing('picture'), ...inputCodec('picture').read(parameters) };
      const told = inputCodec('picture').write(input);
      expect(inputCodec('picture').write({ ...input, ...inputCodec('picture').read(carried(told)) })).toEqual(told);
    }),
    { numRuns: 1000 },
  );
});

test('lists keep their words, spaces and all', () => {
  fc.assert(
    fc.property(fc.uniqueArray(fc.string({ minLength: 1 })), (words) => {
      expect(readList(listText(words))).toEqual(words);
    }),
  );
  expect(['1e3', '', ' 1', '0x10', '-1', '9', '7.5'].map((text) => readNumber(text, 0, 8))).toEqual([
    ...Array(6).fill(null),
    7.5,
  ]);
});

test('what no link can hold, and what a link did not bring, is named', () => {
  const lost: string[] = [];
  const lose = (part: string) => lost.push(part);
  const points = Array.from({ length: 5000 }, (_, i) => ({ x: (i * 0.618) % 1, y: (i * 0.41) % 1, pressure: 0.5 }));
  const endless = { ...nothing('draw'), strokes: [{ points, thickness: thicknesses.thin, eraser: false }] };
  expect(inputCodec('draw').write(endless, lose).draw).toBeNull();
  inputCodec('draw').read(new URLSearchParams('draw=AQ'), lose);
  expect(lost).toEqual(['drawing', 'drawing']);
  inputCodec('draw').write(nothing('draw'), lose);
  inputCodec('draw').read(new URLSearchParams('input=camera'), lose);
  expect(lost).toHaveLength(2);
});
