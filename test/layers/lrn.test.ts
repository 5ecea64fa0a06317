/**
 * Local response normalisation against PyTorch's values (fixtures/lrn.py), and what "without this map" means around it:
 * against a run in which the map is overwritten with zeros by hand.
 */
import { describe, expect, it, test } from 'vitest';
import { createReferenceBackend } from '../../src/backend/reference';
import { elements } from '../../src/core/shapes';
import { checkModel, INPUT, resolveModel } from '../../src/graph/model';
import { planModel } from '../../src/graph/plan';
import { ablationOf, mapBefore } from '../../src/insight/ablation';
import { lrn, lrnGradient } from '../../src/kernels/lrn';
import { layers } from '../../src/layers';
import { checkAttributes } from '../../src/layers/layer';
import { initialWeights } from '../../src/train/initialise';
import { zeroedWeights } from '../../src/workspace/inspect/without';
import published from '../fixtures/lrn.json';

describe('as PyTorch has it', () => {
  const [batch = 1, channels = 1, ...plane] = published.shape;
  const x = Float64Array.from(published.x);

  it.each(published.cases)('$attributes', ({ attributes, gy, y, gx }) => {
    const params = { batch, channels, plane: elements(plane), ...attributes };
    const [output, gradient] = [new Float64Array(x.length), new Float64Array(x.length)];
    lrn.twin(params, [x], [output]);
    lrnGradient.twin(params, [x, Float64Array.from(gy)], [gradient]);
    for (const [i, value] of output.entries()) expect(value).toBeCloseTo(y[i] ?? Number.NaN, 11);
    for (const [i, value] of gradient.entries()) expect(value).toBeCloseTo(gx[i] ?? Number.NaN, 11);
  });

  it('has the same default attributes, but for the size, which PyTorch lacks', () => {
    expect(checkAttributes(layers.lrn, {})).toEqual({ size: 5, alpha: 1e-4, beta: 0.75, bias: 1 });
  });
});

const strong = { size: 3, alpha: 2, beta: 0.75, bias: 1 };
const spec = checkModel({
  name: 'normalised',
  input: { shape: [2, 6, 6] },
  nodes: [
    { id: 'conv', type: 'conv2d', inputs: [INPUT], attributes: { outChannels: 5, pad: [1, 1, 1, 1] } },
    { id: 'relu', type: 'relu', inputs: ['conv'] },
    { id: 'lrn', type: 'lrn', inputs: ['relu'], attributes: strong },
    { id: 'pool', type: 'maxPool2d', inputs: ['lrn'] },
    { id: 'alone', type: 'lrn', inputs: ['pool'], attributes: { ...strong, size: 1 } },
    { id: 'flat', type: 'flatten', inputs: ['alone'] },
    { id: 'dense', type: 'dense', inputs: ['flat'], attributes: { outFeatures: 4 } },
    { id: 'softmax', type: 'softmax', inputs: ['dense'] },
  ],
  output: 'softmax',
  labels: [],
});
const model = resolveModel(spec, 1);
const trained = initialWeights(spec, 4);

/** Every tensor of a run; `after` may change what a node gave, before the next reads it. */
async function run(weights: ReadonlyMap<string, Float32Array>, after: (node: string, values: Float32Array) => void) {
  const plan = planModel(spec);
  const program = await createReferenceBackend().load(plan, weights);
  const length = plan.tensors[plan.input]?.length ?? 0;
  const image = Float32Array.from({ length }, (_, i) => Math.cos(5 * i));
  program.write(plan.input, image);
  await program.run();
  const tensors = new Map<number, Float32Array>();
  for (const { id } of plan.tensors) tensors.set(id, (await program.read(id)).slice());
  // Again, call by call, with what was changed in place. An alias has the values of its source.
  const at = (id: number | null): Float32Array | null => (id === null ? null : (tensors.get(id) ?? null));
  const aliased = plan.nodes.filter(({ id }) => id === 'flat');
  for (const { kernel, params, ins, outs } of plan.phases.forward) {
    for (const { inputs, output } of aliased) {
      const source = plan.nodes.find(({ id }) => id === inputs[0])?.output ?? -1;
      tensors.get(output)?.set(tensors.get(source) ?? []);
    }
    kernel.twin(params, ins.map(at), outs.map(at));
    for (const { id, output } of plan.nodes) {
      const values = tensors.get(output);
      if (outs.includes(output) && values) after(id, values);
    }
  }
  return new Map(plan.nodes.map(({ id, output }) => [id, tensors.get(output) ?? new Float32Array()]));
}

test('a map before it is taken out with all that this changes in its neighbours', async () => {
  const standing = await run(trained, () => {});
  for (const node of ['conv', 'relu']) {
    const size = elements(model.nodes.find(({ id }) => id === node)?.shape.slice(2) ?? []);
    for (let channel = 0; channel < 5; channel++) {
      const ablation = ablationOf(model, { node, channel }) ?? expect.fail(node);
      const without = await run(new Map([...trained, ...(await zeroedWeights(ablation, trained))]), () => {});
      const byHand = await run(trained, (id, values) => {
        // Convolution and ReLU are one call, and ReLU of zero is zero.
        if (id === 'relu') values.fill(0, channel * size, (channel + 1) * size);
      });
      for (const id of ['relu', 'lrn', 'pool', 'dense', 'softmax']) {
        expect(without.get(id), `${node} ${channel}: ${id}`).toEqual(byHand.get(id));
      }
      expect(without.get('lrn')).not.toEqual(standing.get('lrn'));
    }
  }
});

test('a map behind it is that of no filter alone, and is not passed off as such', () => {
  for (const node of ['lrn', 'pool', 'alone', 'flat']) {
    expect(ablationOf(model, { node, channel: 2 }), node).toBeNull();
  }
  expect(mapBefore(model, { node: 'lrn', channel: 2 })).toBeNull();
  // Over its own channel alone it mixes nothing.
  expect(mapBefore(model, { node: 'alone', channel: 2 })).toEqual({ node: 'pool', channel: 2 });
});
