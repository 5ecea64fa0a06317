/** Plans: fusion, sharing of storage, and whole backward passes must not change what a model means. */
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Plan } from '../../src/backend/types';
import { Random } from '../../src/core/random';
import { elements } from '../../src/core/shapes';
import { checkModel, INPUT, type ModelNode, type ModelSpec, resolveModel, weightName } from '../../src/graph/model';
import { planModel } from '../../src/graph/plan';
import { hyperSlots } from '../../src/kernels/hyper';
import { RESULTS } from '../../src/kernels/loss';
import { layerOf } from '../../src/layers';
import { centralDifferences, memory64, randomValues, relativeDifference, runCalls } from '../helpers/float64';
import { hyperOf, sgd } from '../helpers/hyper';

const model = (nodes: readonly ModelNode[], shape: readonly [number, number, number] = [3, 8, 8]): ModelSpec =>
  checkModel({ name: 'test', input: { shape }, nodes, output: nodes.at(-1)?.id });

/** Values of every node computed one by one, each in arrays of its own: no fusion, no sharing. */
function plainly(spec: ModelSpec, batch: number, weightOf: (name: string) => Float64Array, input: Float64Array) {
  const results = new Map<string, Float64Array>([[INPUT, input]]);
  for (const node of resolveModel(spec, batch).nodes) {
    const tensors: Float64Array[] = [];
    const add = (values: Float64Array, shape: readonly number[]) => ({ id: tensors.push(values) - 1, shape });
    const ins = node.inputs.map((id, i) => add(results.get(id) ?? new Float64Array(), node.inShapes[i] ?? []));
    const out = add(new Float64Array(elements(node.shape)), node.shape);
    const calls = layerOf(node.type).forward({
      attributes: node.attributes,
      ins,
      out,
      mode: 'infer',
      fused: null,
      weight: (name) => add(weightOf(weightName(node.id, name)), []).id,
      temporary: (_, shape) => add(new Float64Array(elements(shape)), shape),
      hyper: null,
      salt: 0,
    });
    runCalls(calls, (id) => tensors[id] ?? new Float64Array());
    results.set(
      node.id,
      layerOf(node.type).alias ? (results.get(node.inputs[0] ?? INPUT) ?? input) : (tensors[out.id] as Float64Array),
    );
  }
  return results;
}

function fill(plan: Plan, spec: ModelSpec, seed: number) {
  const random = new Random(seed);
  const values = memory64(plan);
  const weights = new Map<string, Float64Array>();
  for (const node of resolveModel(spec, 1).nodes) {
    for (const weight of node.weights) {
      const name = weightName(node.id, weight.name);
      const tensor = plan.tensors.find((t) => t.name === name);
      if (!tensor) throw new Error(`no ${name}`);
      const array = randomValues(tensor.length, random, 0.4);
      if (weight.name === 'variance')
        array.forEach((v, i) => {
          array[i] = 0.5 + v * v;
        });
      values(tensor.id).set(array);
      weights.set(name, array);
    }
  }
  values(plan.input).set(randomValues(values(plan.input).length, random));
  return { values, weights };
}

/** Compares a plan's tensors with the plain values, for every node. */
function agree(spec: ModelSpec, batch: number, seed: number): Plan {
  const plan = planModel(spec, { batch });
  const { values, weights } = fill(plan, spec, seed);
  const input = values(plan.input).slice();
  runCalls(plan.phases.forward, values);
  const want = plainly(spec, batch, (name) => weights.get(name) ?? new Float64Array(), input);
  for (const node of plan.nodes) {
    expect(relativeDifference(values(node.output), want.get(node.id) ?? [], 1e-9), node.id).toBeLessThan(1e-12);
  }
  return plan;
}

describe('a plan', () => {
  it('computes an activation in the dispatch of its convolution and keeps both maps', () => {
    const plan = agree(
      model([
        { id: 'conv', type: 'conv2d', inputs: ['input'], attributes: { outChannels: 4 } },
        { id: 'act', type: 'tanh', inputs: ['conv'] },
        { id: 'pool', type: 'maxPool2d', inputs: ['act'] },
      ]),
      1,
      1,
    );
    expect(plan.phases.forward.map((call) => call.kernel.name)).toEqual(['conv2d', 'pool2d']);
  });

  it('fuses one activation only, when two read the same convolution', () => {
    const plan = agree(
      model([
        { id: 'conv', type: 'conv2d', inputs: ['input'], attributes: { outChannels: 4 } },
        { id: 'a', type: 'relu', inputs: ['conv'] },
        { id: 'b', type: 'sigmoid', inputs: ['conv'] },
        { id: 'c', type: 'add', inputs: ['a', 'b', 'conv'] },
      ]),
      2,
      2,
    );
    expect(plan.phases.forward).toHaveLength(4);
  });

  it('writes aligned inputs of a concat straight into their slices', () => {
    const plan = agree(
      model([
        { id: 'a', type: 'conv2d', inputs: ['input'], attributes: { outChannels: 4, kernel: [1, 1] } },
        { id: 'ra', type: 'relu', inputs: ['a'] },
        { id: 'b', type: 'conv2d', inputs: ['input'], attributes: { outChannels: 4, kernel: [1, 1] } },
        { id: 'rb', type: 'relu', inputs: ['b'] },
        { id: 'both', type: 'concat', inputs: ['ra', 'rb'] },
        { id: 'out', type: 'globalMaxPool', inputs: ['both'] },
      ]),
      1,
      3,
    );
    expect(plan.phases.forward.map((call) => call.kernel.name)).toEqual(['conv2d', 'conv2d', 'globalPool']);
  });

  it('copies what cannot lie in its slice', () => {
    const spec = model([{ id: 'twice', type: 'concat', inputs: ['input', 'input'] }]);
    expect(agree(spec, 1, 4).phases.forward).toHaveLength(2);
  });

  it('means the same as its nodes one by one, for random graphs', () => {
    const types = ['conv2d', 'relu', 'batchNorm', 'add', 'multiply', 'concat', 'tanh', 'dropout', 'reshape'] as const;
    const step = fc.record({
      type: fc.constantFrom(...types),
      a: fc.nat(50),
      b: fc.nat(50),
      channels: fc.integer({ min: 1, max: 5 }),
    });
    fc.assert(
      fc.property(fc.array(step, { minLength: 2, maxLength: 14 }), fc.integer({ min: 1, max: 2 }), (steps, batch) => {
        const nodes: ModelNode[] = [];
        const channels = [3];
        const name = (k: number) => (k === 0 ? INPUT : (nodes[k - 1]?.id ?? INPUT));
        steps.forEach(({ type, a, b, channels: outChannels }, i) => {
          const first = a % channels.length;
          const same = channels.flatMap((c, k) => (c === channels[first] ? [k] : []));
          const second = type === 'concat' ? b % channels.length : (same[b % same.length] ?? first);
          const several = type === 'add' || type === 'multiply' || type === 'concat';
          const attributes =
            type === 'conv2d' ? { outChannels, kernel: [1, 1] } : type === 'reshape' ? { shape: [0, 0, 0] } : {};
          nodes.push({ id: `n${i}`, type, inputs: several ? [name(first), name(second)] : [name(first)], attributes });
          channels.push(
            type === 'conv2d'
              ? outChannels
              : type === 'concat'
                ? (channels[first] ?? 0) + (channels[second] ?? 0)
                : (channels[first] ?? 0),
          );
        });
        agree(model(nodes), batch, steps.length);
      }),
      { numRuns: 150 },
    );
  });

  const wide = (outChannels: number): ModelSpec =>
    model(
      [{ id: 'huge', type: 'conv2d', inputs: ['input'], attributes: { outChannels, kernel: [1, 1] } }],
      [1, 512, 512],
    );

  it('gives a tensor of more than 128 MiB an arena of its own', () => {
    const { tensors, arenas } = planModel(wide(512));
    const huge = tensors.find(({ name }) => name === 'huge');
    expect(huge).toMatchObject({ offset: 0, length: 2 ** 27 });
    expect(tensors.filter(({ arena }) => arena === huge?.arena)).toHaveLength(1);
    expect(arenas[huge?.arena ?? -1]).toEqual({ kind: 'map', floats: 2 ** 27 });
  });

  it('refuses a network of more than 4 GiB, naming the tensor that goes beyond', () => {
    expect(() => planModel(wide(4096))).toThrow(/too much memory: needs at most 4 GiB, got huge of 1x4096x512x512/);
  });
});

describe('the backward pass of a whole model', () => {
  const spec = model(
    [
      { id: 'conv1', type: 'conv2d', inputs: ['input'], attributes: { outChannels: 4, pad: [1, 1, 1, 1] } },
      { id: 'norm', type: 'batchNorm', inputs: ['conv1'] },
      { id: 'act', type: 'tanh', inputs: ['norm'] },
      { id: 'left', type: 'conv2d', inputs: ['act'], attributes: { outChannels: 4, kernel: [1, 1] } },
      { id: 'sum', type: 'add', inputs: ['left', 'act'] },
      { id: 'gate', type: 'sigmoid', inputs: ['sum'] },
      { id: 'both', type: 'concat', inputs: ['gate', 'act'] },
      { id: 'pool', type: 'averagePool2d', inputs: ['both'] },
      { id: 'flat', type: 'flatten', inputs: ['pool'] },
      { id: 'drop', type: 'dropout', inputs: ['flat'], attributes: { rate: 0.3 } },
      { id: 'dense', type: 'dense', inputs: ['drop'], attributes: { outFeatures: 5 } },
      { id: 'probabilities', type: 'softmax', inputs: ['dense'] },
    ],
    [2, 6, 6],
  );
  const plan = planModel(spec, { batch: 3, train: { optimiser: 'sgd' } });

  it('agrees with central differences for every weight', () => {
    const { values } = fill(plan, spec, 5);
    const training = plan.training;
    if (!training) throw new Error('not planned for training');
    values(training.target).set([0, 1, 0, 0, 0, 0.2, 0.2, 0.2, 0.2, 0.2, 0, 0, 0, 0, 1]);
    values(training.hyper)[hyperSlots.draw] = 1;
    const loss = (): number => {
      runCalls(plan.phases.forward, values);
      runCalls(plan.phases.backward.slice(0, 1), values);
      return values(training.results).reduce((sum, v, i) => sum + (i % RESULTS === 0 ? v : 0), 0) / 3;
    };
    loss();
    runCalls(plan.phases.backward, values);
    const gradients = plan.tensors.filter(({ name }) => /\.(weight|bias|scale|shift)\.gradient$/.test(name));
    expect(gradients.length).toBe(8);
    for (const { name, id } of gradients) {
      const got = values(id).slice();
      const weight = plan.tensors.find((t) => t.name === name.replace(/\.gradient$/, ''));
      const want = centralDifferences(values(weight?.id ?? -1), loss, 30);
      const picked = want.map(({ index }) => got[index] as number);
      expect(
        relativeDifference(
          picked,
          want.map(({ slope }) => slope),
          1e-5,
        ),
        name,
      ).toBeLessThan(1e-4);
    }
  });

  it('lowers the loss step by step', () => {
    const { values } = fill(plan, spec, 6);
    const training = plan.training;
    if (!training) throw new Error('not planned for training');
    values(training.target).set([0, 1, 0, 0, 0, 1, 0, 0, 0, 0, 0, 0, 0, 0, 1]);
    values(training.hyper).set(hyperOf(sgd, 1, 0.05));
    const losses: number[] = [];
    for (let i = 0; i < 30; i++) {
      for (const phase of ['forward', 'backward', 'update'] as const) runCalls(plan.phases[phase], values);
      losses.push(values(training.results).reduce((sum, v, i) => sum + (i % RESULTS === 0 ? v : 0), 0) / 3);
    }
    expect(losses.at(-1)).toBeLessThan(0.3 * (losses[0] ?? 0));
  });
});

describe('a training plan', () => {
  const spec = model([
    { id: 'conv', type: 'conv2d', inputs: ['input'], attributes: { outChannels: 5 } },
    { id: 'norm', type: 'batchNorm', inputs: ['conv'] },
    { id: 'dense', type: 'dense', inputs: ['norm'], attributes: { outFeatures: 10 } },
  ]);

  it('has all parameters, gradients and moments in one range each, and moves them in one call', () => {
    const { phases, training, tensors } = planModel(spec, { train: { optimiser: 'adam' } });
    if (!training) throw new Error('not planned for training');
    expect(phases.update.map(({ kernel }) => kernel.name)).toEqual(['adam']);
    const at = (id: number) => tensors[id] ?? expect.fail(`no tensor ${id}`);
    const named = (name: string) => tensors.find((tensor) => tensor.name === name) ?? expect.fail(`no ${name}`);
    const [parameters, gradients] = [at(training.parameters), at(training.gradients)];
    expect(training.moments.map((id) => at(id).length)).toEqual([parameters.length, parameters.length]);
    const chunk = parameters.length / training.parts.reduce((sum, { chunks }) => sum + chunks, 0);
    let next = 0;
    for (const { name, node, first, chunks } of training.parts) {
      expect(name.startsWith(`${node}.`)).toBe(true);
      expect(first).toBe(next);
      next += chunks;
      for (const [whole, part] of [
        [parameters, named(name)],
        [gradients, named(`${name}.gradient`)],
      ] as const) {
        expect(part.arena).toBe(whole.arena);
        expect(part.offset).toBe(whole.offset + first * chunk);
        expect(part.length).toBeLessThanOrEqual(chunks * chunk);
      }
    }
    expect(training.parts.map(({ name }) => name)).toEqual([
      ...['conv.weight', 'dense.weight'],
      ...['conv.bias', 'norm.scale', 'norm.shift', 'dense.bias'],
    ]);
    expect(phases.update[0]?.params.decaying).toBe((named('conv.bias').offset ?? 0) - parameters.offset);
  });

  it('clips in a call of its own, and needs no moments for plain descent', () => {
    const plan = planModel(spec, { train: { optimiser: 'sgd', clips: true } });
    expect(plan.phases.update.map(({ kernel }) => kernel.name)).toEqual(['clipping', 'sgd']);
    expect(plan.training?.moments).toEqual([]);
  });

  it('refuses a network without weights', () => {
    const empty = model([{ id: 'relu', type: 'relu', inputs: ['input'] }]);
    expect(() => planModel(empty, { train: { optimiser: 'sgd' } })).toThrow('nothing to train');
  });
});
