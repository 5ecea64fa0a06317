/** Taking a map out makes it zero everywhere, and touches no map that is not computed from it. */
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { createReferenceBackend } from '../../src/backend/reference';
import { checkModel, INPUT, resolveModel } from '../../src/graph/model';
import { planModel } from '../../src/graph/plan';
import { ablationOf, mapBefore } from '../../src/insight/ablation';
import { zeroedWeights } from '../../src/workspace/inspect/without';
import { branches, chain, stored } from '../helpers/models';

const branching = checkModel({
  name: 'branching',
  input: { shape: [2, 6, 6] },
  nodes: [
    { id: 'stem', type: 'conv2d', inputs: [INPUT], attributes: { outChannels: 3, pad: [1, 1, 1, 1] } },
    { id: 'norm', type: 'batchNorm', inputs: ['stem'] },
    { id: 'relu', type: 'relu', inputs: ['norm'] },
    { id: 'deep', type: 'conv2d', inputs: ['relu'], attributes: { outChannels: 3, groups: 3, pad: [1, 1, 1, 1] } },
    { id: 'sum', type: 'add', inputs: ['relu', 'deep'] },
    { id: 'sigmoid', type: 'sigmoid', inputs: ['sum'] },
    { id: 'pool', type: 'averagePool2d', inputs: ['sigmoid'] },
    { id: 'both', type: 'concat', inputs: ['pool', 'pool'] },
  ],
  output: 'both',
  labels: [],
});

async function outputsOf(spec: typeof chain, weights = stored(spec).weights) {
  const plan = planModel(spec);
  const program = await createReferenceBackend().load(plan, weights);
  const { length = 0 } = plan.tensors[plan.input] ?? {};
  program.write(
    plan.input,
    Float32Array.from({ length }, (_, i) => Math.cos(5 * i)),
  );
  await program.run();
  return new Map(
    await Promise.all(plan.nodes.map(async ({ id, output }) => [id, await program.read(output)] as const)),
  );
}

const mapsOf = (spec: typeof chain) =>
  resolveModel(spec, 1)
    .nodes.filter(({ shape }) => shape.length === 4 || shape.length === 2)
    .flatMap(({ id, shape }) => Array.from({ length: shape[1] ?? 0 }, (_, channel) => ({ node: id, channel })));

describe.each([chain, branches, branching].map((spec) => [spec.name, spec] as const))('in %s', (_, spec) => {
  test('a map or a cell that is taken out is zero, and its neighbours and all before it are as they were', async () => {
    const model = resolveModel(spec, 1);
    const before = await outputsOf(spec);
    await fc.assert(
      fc.asyncProperty(fc.constantFrom(...mapsOf(spec)), async (map) => {
        const ablation = ablationOf(model, map);
        if (!ablation) return;
        const after = await outputsOf(
          spec,
          new Map([...stored(spec).weights, ...(await zeroedWeights(ablation, stored(spec).weights))]),
        );
        const shape = model.nodes.find(({ id }) => id === map.node)?.shape ?? [];
        const size = (shape[2] ?? 1) * (shape[3] ?? 1);
        const [was, is] = [before.get(map.node), after.get(map.node)].map((values) => values ?? new Float32Array());
        for (const [i, value] of (is ?? []).entries()) {
          const isOwn = Math.floor(i / size) === map.channel;
          expect(Math.abs(value)).toBe(isOwn ? 0 : Math.abs(was?.[i] ?? Number.NaN));
        }
        for (const node of model.nodes) {
          if (node.id === ablation.at.node) break;
          expect(after.get(node.id)).toEqual(before.get(node.id));
        }
      }),
      { numRuns: 40 },
    );
  });
});

test('what it is computed from alone is followed back, and what others read is left alone', () => {
  const model = resolveModel(chain, 1);
  expect(ablationOf(model, { node: 'pool', channel: 2 })?.at).toEqual({ node: 'conv', channel: 2 });
  expect(ablationOf(model, { node: INPUT, channel: 0 })).toEqual({ at: { node: INPUT, channel: 0 }, weights: [] });
  // A cell of a dense layer has a filter of its own; one of flatten is a pixel of a map, and softmax reads them all.
  expect(ablationOf(model, { node: 'dense', channel: 1 })?.weights).toEqual([
    { name: 'dense.weight', start: 80, length: 80 },
    { name: 'dense.bias', start: 1, length: 1 },
  ]);
  for (const node of ['flat', 'softmax']) expect(ablationOf(model, { node, channel: 1 })).toBeNull();
  const joined = resolveModel(branches, 1);
  expect(mapBefore(joined, { node: 'joined', channel: 7 })).toEqual({ node: 'largeRelu', channel: 1 });
  expect(ablationOf(joined, { node: 'joined', channel: 7 })?.at).toEqual({ node: 'large', channel: 1 });
  const graph = resolveModel(branching, 1);
  expect(ablationOf(graph, { node: 'relu', channel: 1 })?.at).toEqual({ node: 'norm', channel: 1 });
  // A sum has two sources, a sigmoid of zero is one half, and the pool is read twice.
  for (const node of ['sum', 'sigmoid', 'both']) expect(ablationOf(graph, { node, channel: 0 })).toBeNull();
});
