/**
 * The option `gradients` of a plan: against central differences in float64 around every layer and for the shipped
 * networks, against values of PyTorch for the digits, and what is planned for it, which is no more than is needed.
 */
import { describe, expect, expectTypeOf, it } from 'vitest';
import { createReferenceBackend } from '../../src/backend/reference';
import type { Plan } from '../../src/backend/types';
import { EngineError } from '../../src/core/errors';
import { checkModel } from '../../src/graph/model';
import { planModel } from '../../src/graph/plan';
import { isLayerType, layers } from '../../src/layers';
import { samplesOf } from '../contract/layerCase';
import fixture from '../fixtures/digitsGradient.json';
import { digitLike } from '../helpers/digitLike';
import { centralDifferences, memory64, relativeDifference, runCalls } from '../helpers/float64';
import { type GradientCase, gradientsAround, gradientsOf, shipped } from '../helpers/gradients';
import { branches, chain, stored } from '../helpers/models';

/** The forward calls behind those that write a tensor. */
function callsBehind(plan: Plan, id: number): Plan['phases']['forward'] {
  const calls = plan.phases.forward;
  const own = plan.tensors[id];
  const isWritten = (out: number | null): boolean => {
    const other = plan.tensors[out ?? -1];
    return own !== undefined && other?.arena === own.arena && other.offset === own.offset;
  };
  return calls.slice(calls.findLastIndex(({ outs }) => outs.some(isWritten)) + 1);
}

function expectCentralDifferences({ plan, weights, input, seed, apart }: GradientCase, of: string, most: number): void {
  const values = memory64(plan);
  for (const { id, name } of plan.tensors) {
    const given = weights.get(name);
    if (given) values(id).set(given);
  }
  values(plan.input).set(input);
  values(plan.gradients.seed).set(seed);
  runCalls(plan.phases.forward, values);
  runCalls(plan.phases.backward, values);
  const tensorOf = (named: string): number => plan.tensors.find(({ name }) => name === named)?.id ?? -1;
  const gradients = apart.map((name) => [name, values(plan.gradients.of[name] ?? -1).slice()] as const);
  for (const [name, got] of gradients) {
    const calls = callsBehind(plan, tensorOf(name));
    const objective = (): number => {
      runCalls(calls, values);
      return values(tensorOf(of)).reduce((sum, value, i) => sum + value * (seed[i] ?? 0), 0);
    };
    const want = centralDifferences(values(tensorOf(name)), objective, most);
    const picked = want.map(({ index }) => got[index] ?? Number.NaN);
    const slopes = want.map(({ slope }) => slope);
    expect(relativeDifference(picked, slopes, 1e-3), name).toBeLessThan(1e-4);
    runCalls(plan.phases.forward, values);
  }
}

describe.each(Object.keys(layers).filter(isLayerType))('around %s', (type) => {
  it.each(samplesOf(type).map((sample) => [JSON.stringify(sample), sample] as const))(
    '%s agrees with central differences',
    (_, sample) => {
      const around = gradientsAround(sample) ?? expect.fail('does not fit');
      const large = around.input.length > 2000;
      expectCentralDifferences(around, around.plan.nodes.at(-1)?.id ?? '', large ? 6 : 30);
    },
  );
});

it.each([
  ['digits', 8],
  ['objects', 2],
] as const)(
  'of the logits of %s agrees with central differences',
  async (name, most) => {
    const { spec } = await shipped(name);
    const logits = spec.nodes.find(({ id }) => id === spec.output)?.inputs[0] ?? '';
    expectCentralDifferences(await gradientsOf(name, 1), logits, most);
  },
  120_000,
);

it('of the digits’ logits agrees with PyTorch', async () => {
  const { spec, weights } = await shipped('digits');
  const plan = planModel(spec, { batch: 2, gradients: { of: fixture.of, wrt: ['input'] } });
  const program = await createReferenceBackend().load(plan, weights);
  program.write(plan.input, digitLike(2 * 784));
  program.write(plan.gradients.seed, Float32Array.from(fixture.seed));
  await program.run(['forward', 'backward']);
  const got = await program.read(plan.gradients.of.input);
  expect(got).toHaveLength(fixture.gradient.length);
  for (const [i, value] of got.entries()) expect(value).toBeCloseTo(fixture.gradient[i] ?? Number.NaN, 5);
});

describe('with respect to weights', () => {
  const kernelsOf = (of: string, ...wrt: string[]) =>
    planModel(chain, { gradients: { of, wrt } }).phases.backward.map(({ kernel }) => kernel.name);

  it('plans nothing behind the layer, and no more than is asked for', () => {
    expect(kernelsOf('dense', 'dense.bias')).toEqual(['denseWeightGradient']);
    expect(kernelsOf('relu', 'conv.weight')).toEqual(['activationGradient', 'conv2dWeightGradient']);
    expect(kernelsOf('dense', 'conv.weight')).toEqual([
      'denseInputGradient',
      'pool2dGradient',
      'activationGradient',
      'conv2dWeightGradient',
    ]);
    expect(kernelsOf('dense', 'dense.weight', 'pool')).toEqual(['denseWeightGradient', 'denseInputGradient']);
  });

  it('names its tensors, in the shapes of the weights', () => {
    const { gradients, tensors } = planModel(chain, {
      batch: 2,
      gradients: { of: 'dense', wrt: ['conv.weight', 'conv.bias', 'relu'] },
    });
    const at = (id: number) => [tensors[id]?.name, tensors[id]?.shape];
    expect(at(gradients.of['conv.weight'])).toEqual(['conv.weight.gradient', [5, 1, 3, 3]]);
    expect(at(gradients.of['conv.bias'])).toEqual(['conv.bias.gradient', [5]]);
    expectTypeOf<keyof typeof gradients.of>().toEqualTypeOf<'conv.weight' | 'conv.bias' | 'relu'>();
  });

  it('refuses weights that are none, that come later, or that have gradients in training only', () => {
    expect(() => kernelsOf('relu', 'dense.weight')).toThrow('relu does not depend on dense.weight');
    expect(() => kernelsOf('dense', 'conv.scale')).toThrow('there is no node conv.scale');
    const normalised = checkModel({
      ...chain,
      nodes: [{ id: 'norm', type: 'batchNorm', inputs: ['input'] }],
      output: 'norm',
      labels: [],
    });
    const plan = () => planModel(normalised, { gradients: { of: 'norm', wrt: ['norm.scale'] } });
    expect(plan).toThrow('there is no gradient of norm.scale in inference');
  });
});

describe('what is planned', () => {
  const kernelsOf = (plan: Plan): readonly string[] => plan.phases.backward.map(({ kernel }) => kernel.name);

  it('runs backwards apart from forwards, and the seed stays', async () => {
    const { spec, weights } = stored(chain);
    const plan = planModel(spec, { gradients: { of: 'dense', wrt: ['input', 'relu'] } });
    const program = await createReferenceBackend().load(plan, weights);
    program.write(plan.input, new Float32Array(64).fill(0.5));
    await program.run();
    program.write(plan.gradients.seed, Float32Array.of(1, -1, 0));
    await program.run(['backward']);
    const first = await program.read(plan.gradients.of.input);
    expect(first.some((value) => value !== 0)).toBe(true);
    await program.run(['forward', 'backward']);
    expect(await program.read(plan.gradients.of.input)).toEqual(first);
    program.write(plan.gradients.seed, Float32Array.of(-1, 1, 0));
    await program.run(['backward']);
    expect(await program.read(plan.gradients.of.input)).toEqual(first.map((value) => -value));
  });

  it('is the path between, and no gradient of a weight', () => {
    const plan = (of: string, ...wrt: string[]) => planModel(chain, { gradients: { of, wrt } });
    expect(kernelsOf(plan('softmax', 'dense'))).toEqual(['softmaxGradient']);
    expect(kernelsOf(plan('dense', 'relu'))).toEqual(['denseInputGradient', 'pool2dGradient']);
    expect(kernelsOf(plan('relu', 'input'))).toEqual(['activationGradient', 'conv2dInputGradient']);
    // Dropout and flatten are other names of what they read, backwards too.
    expect(kernelsOf(plan('flat', 'pool'))).toEqual([]);
    expect(kernelsOf(plan('dense', 'dense'))).toEqual([]);
    expect(kernelsOf(planModel(branches, { gradients: { of: 'large', wrt: ['squeezed'] } }))).toEqual([
      'conv2dInputGradient',
    ]);
  });

  it('names its tensors, in the shapes of what they are gradients of', () => {
    const { gradients, tensors } = planModel(chain, {
      batch: 4,
      gradients: { of: 'dense', wrt: ['input', 'pool', 'drop', 'flat', 'dense'] },
    });
    const at = (id: number) => [tensors[id]?.name, tensors[id]?.shape];
    expect(at(gradients.seed)).toEqual(['dense.gradient', [4, 3]]);
    expect(gradients.of.dense).toBe(gradients.seed);
    expect(at(gradients.of.input)).toEqual(['input.gradient', [4, 1, 8, 8]]);
    expect(at(gradients.of.pool)).toEqual(['pool.gradient', [4, 5, 4, 4]]);
    expect(at(gradients.of.flat)).toEqual(['flat.gradient', [4, 80]]);
    expectTypeOf<keyof typeof gradients.of>().toEqualTypeOf<'input' | 'pool' | 'drop' | 'flat' | 'dense'>();
  });

  it('lets gradients that nobody asked for share room', () => {
    const deep = checkModel({
      name: 'deep',
      input: { shape: [4, 16, 16] },
      nodes: Array.from({ length: 40 }, (_, k) => ({
        id: `n${k}`,
        type: k % 2 ? 'tanh' : 'conv2d',
        inputs: [k === 0 ? 'input' : `n${k - 1}`],
        attributes: k % 2 ? {} : { outChannels: 4, pad: [1, 1, 1, 1] },
      })),
      output: 'n39',
    });
    const maps = (plan: Plan): number =>
      plan.arenas.reduce((sum, { kind, floats }) => sum + (kind === 'map' ? floats : 0), 0);
    const forward = maps(planModel(deep));
    const map = 4 * 16 * 16;
    // The seed, the input's gradient, and two rooms in turn.
    expect(maps(planModel(deep, { gradients: { of: 'n39', wrt: ['input'] } })) - forward).toBe(4 * map);
    const every = deep.nodes.map(({ id }) => id);
    expect(maps(planModel(deep, { gradients: { of: 'n39', wrt: every } })) - forward).toBe(40 * map);
  });

  it('refuses names that are none, what does not depend on them, and training besides', () => {
    const plan = (of: string, ...wrt: string[]) => planModel(chain, { gradients: { of, wrt } });
    expect(() => plan('nowhere', 'input')).toThrow(new EngineError('graph', 'there is no node nowhere'));
    expect(() => plan('dense', 'relu', 'nowhere')).toThrow('there is no node nowhere');
    expect(() => plan('input', 'input')).toThrow('a node’s output');
    expect(() => plan('relu', 'input', 'dense')).toThrow('relu does not depend on dense');
    const train = { optimiser: 'sgd' } as const;
    const options: Parameters<typeof planModel>[1] = { train, gradients: { of: 'dense', wrt: [] } };
    expect(() => planModel(chain, options)).toThrow('not both');
  });
});
