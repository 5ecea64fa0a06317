/** Edits: values that are applied to a trained network without touching it, taken back one by one, and said in an address. */
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { createReferenceBackend } from '../../../src/backend/reference';
import type { Plan, Weights } from '../../../src/backend/types';
import { checkModel, resolveModel } from '../../../src/graph/model';
import { planModel } from '../../../src/graph/plan';
import {
  affected,
  besideOriginal,
  constantAfter,
  editedSpec,
  featureReaders,
  filterBehind,
  originalOf,
  originalWeights,
  swapsFor,
  weightsFor,
} from '../../../src/workspace/edit/apply';
import { editsCodec } from '../../../src/workspace/edit/codec';
import {
  type Edits,
  editFilter,
  noEdits,
  scaleInput,
  swapLayer,
  toggleMuted,
  toggleSolo,
} from '../../../src/workspace/edit/edits';
import { stored } from '../../helpers/models';

const spec = checkModel({
  name: 'small',
  input: { shape: [2, 8, 8] },
  nodes: [
    { id: 'conv1', type: 'conv2d', inputs: ['input'], attributes: { outChannels: 3, pad: [1, 1, 1, 1] } },
    { id: 'relu1', type: 'relu', inputs: ['conv1'] },
    { id: 'pool1', type: 'maxPool2d', inputs: ['relu1'], attributes: { window: [2, 2] } },
    { id: 'conv.2', type: 'conv2d', inputs: ['pool1'], attributes: { outChannels: 4, bias: false } },
    { id: 'relu2', type: 'relu', inputs: ['conv.2'] },
    { id: 'flat', type: 'flatten', inputs: ['relu2'] },
    { id: 'dense', type: 'dense', inputs: ['flat'], attributes: { outFeatures: 3 } },
    { id: 'softmax', type: 'softmax', inputs: ['dense'] },
  ],
  output: 'softmax',
  labels: ['a', 'b', 'c'],
  preprocessing: null,
});
const model = resolveModel(spec, 1);
const { weights: trained } = stored(spec);
const weightsOf = weightsFor(model, trained);
const codec = editsCodec(model);

/** As a link carries them. */
function carried(edits: Edits): Edits {
  const texts = Object.entries(codec.write({ edits, isDifference: false })).flatMap(([name, text]) =>
    text === null ? [] : [[name, text]],
  );
  return codec.read(new URLSearchParams(texts)).edits ?? expect.fail('no edits');
}
const input = Float32Array.from({ length: 128 }, (_, i) => Math.sin(1 + 3 * i));

async function mapsOf(plan: Plan, weights: Weights, nodes: readonly string[]): Promise<readonly Float32Array[]> {
  const program = await createReferenceBackend().load(plan, weights);
  program.write(plan.input, input);
  await program.run();
  const maps = await Promise.all(
    nodes.map((id) => program.read(plan.nodes.find((node) => node.id === id)?.output ?? expect.fail(id))),
  );
  program.dispose();
  return maps;
}

describe('weights', () => {
  test('scale, bias and painted cells change one filter and nothing else', () => {
    let edits = editFilter(noEdits, 'conv1', 1, { scale: 0.5, bias: 2 });
    edits = editFilter(edits, 'conv1', 1, { cells: new Map([[17, 4]]) });
    const own = trained.get('conv1.weight') ?? expect.fail();
    const weight = weightsOf(edits).get('conv1.weight') ?? expect.fail();
    for (const [i, value] of weight.entries()) {
      const [filter, cell] = [Math.floor(i / 18), i % 18];
      const expected = filter !== 1 ? own[i] : cell === 17 ? 2 : Math.fround(0.5 * (own[i] ?? 0));
      expect(value).toBe(expected);
    }
    const bias = trained.get('conv1.bias') ?? expect.fail();
    expect([...(weightsOf(edits).get('conv1.bias') ?? [])]).toEqual([bias[0], 2, bias[2]]);
    expect(weightsOf(edits).size).toBe(2);
  });

  test('muted is zero with its bias; solo silences all others, with a bias or without', () => {
    const muted = weightsOf(toggleMuted(noEdits, 'conv1', 2));
    expect(
      muted
        .get('conv1.weight')
        ?.subarray(36)
        .every((x) => x === 0),
    ).toBe(true);
    expect(muted.get('conv1.bias')?.[2]).toBe(0);
    const solo = weightsOf(toggleSolo(noEdits, 'conv.2', 3)).get('conv.2.weight') ?? expect.fail();
    expect(solo.subarray(0, 81).every((x) => x === 0)).toBe(true);
    expect([...solo.subarray(81)]).toEqual([...(trained.get('conv.2.weight')?.subarray(81) ?? [])]);
  });

  test('an output of a dense layer is a filter with a weight for each input', () => {
    let edits = toggleMuted(toggleSolo(noEdits, 'dense', 2), 'dense', 0);
    edits = editFilter(edits, 'dense', 2, { scale: -2, cells: new Map([[5, 0.25]]) });
    const own = trained.get('dense.weight') ?? expect.fail();
    const weight = weightsOf(edits).get('dense.weight') ?? expect.fail();
    const size = own.length / 3;
    const expected = own.map((value, i) => (i < 2 * size ? 0 : -2 * (i === 2 * size + 5 ? 0.25 : value)));
    expect(weight.map(Math.abs)).toEqual(expected.map(Math.abs));
    expect(weight.subarray(2 * size)).toEqual(expected.subarray(2 * size));
    expect([...(weightsOf(edits).get('dense.bias') ?? [])]).toEqual([0, 0, trained.get('dense.bias')?.[2]]);
    expect(weightsOf(carried(edits))).toEqual(weightsOf(edits));
  });

  test('an input feature that is scaled is a column scaled: the layer answers as if it had read the value so', async () => {
    expect(featureReaders(model, 'relu2')).toEqual(['dense']);
    expect(featureReaders(model, 'conv.2')).toEqual([]);
    const plan = planModel(spec);
    const [read = new Float32Array()] = await mapsOf(plan, trained, ['relu2']);
    const own = trained.get('dense.weight') ?? expect.fail();
    const bias = trained.get('dense.bias') ?? expect.fail();
    let edits = scaleInput(scaleInput(noEdits, 'dense', 5, 0), 'dense', 9, -2.5);
    edits = editFilter(edits, 'dense', 1, { scale: 3, cells: new Map([[9, 0.25]]) });
    const [logits = new Float32Array()] = await mapsOf(plan, new Map([...trained, ...weightsOf(edits)]), ['dense']);
    for (const [output, logit] of logits.entries()) {
      let sum = bias[output] ?? Number.NaN;
      for (const [i, value] of read.entries()) {
        const seen = i === 5 ? 0 : i === 9 ? -2.5 * value : value;
        const weight = output === 1 && i === 9 ? 0.25 : (own[output * read.length + i] ?? Number.NaN);
        sum += (output === 1 ? 3 : 1) * weight * seen;
      }
      expect(logit).toBeCloseTo(sum, 4);
    }
    expect(weightsOf(carried(edits))).toEqual(weightsOf(edits));
    expect(scaleInput(scaleInput(noEdits, 'dense', 5, 0), 'dense', 5, 1).size).toBe(0);
    const silent = weightsOf(toggleMuted(edits, 'dense', 2)).get('dense.weight') ?? expect.fail();
    expect(silent.subarray(2 * read.length).every((weight) => weight === 0)).toBe(true);
  });

  test('a layer whose edits stand keeps its arrays, and what is put back is no edit', () => {
    const one = toggleMuted(noEdits, 'conv1', 0);
    const two = toggleMuted(one, 'conv.2', 0);
    expect(weightsOf(two).get('conv1.weight')).toBe(weightsOf(one).get('conv1.weight'));
    const back = editFilter(editFilter(two, 'conv.2', 1, { scale: 2 }), 'conv.2', 1, { scale: 1 });
    expect(toggleMuted(toggleMuted(back, 'conv.2', 0), 'conv1', 0).size).toBe(0);
  });

  test('the filter behind a pooled map is that of its convolution', () => {
    expect(filterBehind(model, { node: 'pool1', channel: 2 })).toEqual({ node: 'conv1', channel: 2 });
    expect(filterBehind(model, { node: 'softmax', channel: 0 })).toBeNull();
  });
});

describe('layers', () => {
  test('another activation function or pooling gives the same shapes', () => {
    for (const id of ['relu1', 'pool1', 'relu2']) {
      for (const type of swapsFor(model, id)) {
        const other = resolveModel(editedSpec(spec, swapLayer(noEdits, id, type)), 1);
        expect(other.nodes.map(({ shape }) => shape)).toEqual(model.nodes.map(({ shape }) => shape));
      }
    }
    expect(swapsFor(model, 'pool1')).toEqual(['maxPool2d', 'averagePool2d', 'minPool2d']);
    expect(swapsFor(model, 'conv1')).toEqual([]);
    expect(editedSpec(spec, toggleMuted(noEdits, 'conv1', 0))).toBe(spec);
  });

  test('what a muted map becomes behind a function with f(0) other than 0 is told', () => {
    expect(constantAfter(model, 'conv1')).toBeNull();
    const other = resolveModel(editedSpec(spec, swapLayer(noEdits, 'relu1', 'sigmoid')), 1);
    expect(constantAfter(other, 'conv1')).toEqual({ layer: 'relu1', value: 0.5 });
  });
});

test('the trained network computes beside the edited one, as far as they differ', async () => {
  const edits = swapLayer(toggleMuted(noEdits, 'conv.2', 1), 'pool1', 'averagePool2d');
  const edited = editedSpec(spec, edits);
  const twins = affected(edited, edits);
  expect([...twins]).toEqual(['pool1', 'conv.2', 'relu2', 'flat', 'dense', 'softmax']);
  const plan = planModel(besideOriginal(edited, spec, twins));
  const weights = new Map([...trained, ...weightsOf(edits), ...originalWeights(spec, trained, twins)]);
  const ids = [...twins];
  const beside = await mapsOf(plan, weights, [...ids, ...ids.map(originalOf)]);
  const alone = await mapsOf(planModel(edited), new Map([...trained, ...weightsOf(edits)]), ids);
  const original = await mapsOf(planModel(spec), trained, ids);
  expect(beside).toEqual([...alone, ...original]);
  expect(alone).not.toEqual(original);
});

describe('address', () => {
  const number = fc.double({ min: -100, max: 100, noNaN: true, noDefaultInfinity: true }).map((x) => x + 0);
  const change = fc.oneof(
    fc.nat(2).map((c) => (edits: Edits) => toggleMuted(edits, 'conv1', c)),
    fc.nat(3).map((c) => (edits: Edits) => toggleSolo(edits, 'conv.2', c)),
    fc.tuple(fc.nat(2), number).map(
      ([c, scale]) =>
        (edits: Edits) =>
          editFilter(edits, 'conv1', c, { scale }),
    ),
    fc.tuple(fc.nat(2), number).map(
      ([c, bias]) =>
        (edits: Edits) =>
          editFilter(edits, 'conv1', c, { bias }),
    ),
    fc.tuple(fc.nat(3), fc.nat(26), number).map(
      ([c, cell, value]) =>
        (edits: Edits) =>
          editFilter(edits, 'conv.2', c, { cells: new Map([[cell, value]]) }),
    ),
    fc.tuple(fc.nat(15), number).map(
      ([feature, scale]) =>
        (edits: Edits) =>
          scaleInput(edits, 'dense', feature, scale),
    ),
    fc.constantFrom('tanh' as const, 'selu' as const).map((type) => (edits: Edits) => swapLayer(edits, 'relu1', type)),
  );

  test('says all edits and leads back to them', () => {
    fc.assert(
      fc.property(fc.array(change, { maxLength: 12 }), (changes) => {
        const edits = changes.reduce((now, one) => one(now), noEdits);
        const back = carried(edits);
        expect(weightsOf(back)).toEqual(weightsOf(edits));
        expect(editedSpec(spec, back)).toEqual(editedSpec(spec, edits));
      }),
    );
  });

  test.each([
    'conv1.3.m',
    'conv1.m',
    'dense.3.m',
    'dense.0.k64_1',
    'dense.16.f0',
    'conv1.0.f0',
    'dense.0.f',
    'nothing.0.m',
    'conv1.0.x',
    'conv1.0.xInfinity',
    'conv1.0.x1e99',
    'conv1.0.k18_1',
    'conv1.0.k1',
    'conv1.0.k1.5_2',
    'relu1.maxPool2d',
    'relu1.relu',
    'softmax.tanh',
    '',
    '***',
  ])('leaves out %s', (text) => {
    const lost: string[] = [];
    const { edits } = codec.read(new URLSearchParams({ edit: text }), (part) => lost.push(part));
    expect(edits?.size).toBe(0);
    // What changes nothing was no loss.
    expect(lost.length > 0).toBe(!['relu1.relu', '', '***'].includes(text));
  });

  test('names what is more than a link holds, and carries the rest', () => {
    const lost: string[] = [];
    const wide = resolveModel(
      checkModel({
        ...spec,
        nodes: [
          { id: 'conv', type: 'conv2d', inputs: ['input'], attributes: { outChannels: 80, kernel: [3, 3] } },
          { id: 'flat', type: 'flatten', inputs: ['conv'] },
          { id: 'softmax', type: 'softmax', inputs: ['flat'] },
        ],
        labels: Array.from({ length: 80 * 36 }, (_, i) => `${i}`),
      }),
      1,
    );
    const painted = (filters: number): Edits =>
      Array.from({ length: filters }, (_, i) => i).reduce(
        (edits, channel) =>
          editFilter(edits, 'conv', channel, { cells: new Map(Array.from({ length: 18 }, (_, cell) => [cell, 0.5])) }),
        noEdits,
      );
    const { edit } = editsCodec(wide).write({ edits: painted(50), isDifference: true }, (part) => lost.push(part));
    expect(lost).toEqual([]);
    const much = editsCodec(wide).write({ edits: painted(80), isDifference: true }, (part) => lost.push(part));
    expect(lost).toEqual(['edits']);
    expect(much.edit?.startsWith(edit ?? 'none')).toBe(true);
    const { edits, isDifference } = editsCodec(wide).read(new URLSearchParams({ edit: edit ?? '', difference: '1' }));
    expect([edits, isDifference]).toEqual([painted(50), true]);
  });
});
