/** Receptive fields against the engine: a change of an input pixel reaches a value exactly when its field holds it. */
import { describe, expect, it } from 'vitest';
import { Random } from '../../src/core/random';
import { checkModel, INPUT, type ModelNode, resolveModel } from '../../src/graph/model';
import { planModel } from '../../src/graph/plan';
import { receptiveFields, receptiveSize } from '../../src/insight/receptiveField';
import { memory64, randomValues, runCalls } from '../helpers/float64';

const model = (nodes: readonly ModelNode[], shape: readonly [number, number, number]) =>
  checkModel({ name: 'test', input: { shape }, nodes, output: nodes.at(-1)?.id });

const branching = model(
  [
    { id: 'a', type: 'conv2d', inputs: [INPUT], attributes: { outChannels: 2, kernel: [3, 2], pad: [1, 0, 1, 1] } },
    { id: 'b', type: 'tanh', inputs: ['a'] },
    { id: 'c', type: 'averagePool2d', inputs: ['b'], attributes: { window: [2, 3], stride: [2, 2] } },
    { id: 'd', type: 'conv2d', inputs: ['c'], attributes: { outChannels: 2, dilation: [2, 1], pad: [2, 1, 2, 1] } },
    { id: 'e', type: 'add', inputs: ['c', 'd'] },
  ],
  [1, 14, 15],
);

describe('receptiveFields', () => {
  it.each([
    [0, 0],
    [2, 3],
    [6, 6],
  ])('of the value at row %i, column %i are exactly the pixels that can change it', (row, column) => {
    const resolved = resolveModel(branching, 1);
    const field = receptiveFields(resolved, 'e', { top: row, left: column, bottom: row, right: column }).get(INPUT);
    const plan = planModel(branching);
    const values = memory64(plan);
    const random = new Random(4);
    for (const { id } of plan.tensors) values(id).set(randomValues(values(id).length, random, 0.5));
    const [, , , width = 0] = resolved.nodes.at(-1)?.shape ?? [];
    const read = () => {
      runCalls(plan.phases.forward, values);
      return values(plan.output)[row * width + column] as number;
    };
    const base = read();
    const reached: number[] = [];
    for (let i = 0; i < 14 * 15; i++) {
      const input = values(plan.input);
      const kept = input[i] as number;
      input[i] = kept + 1;
      if (read() !== base) reached.push(i);
      input[i] = kept;
    }
    const rows = reached.map((i) => Math.floor(i / 15));
    const columns = reached.map((i) => i % 15);
    expect(field).toBeDefined();
    expect([Math.min(...rows), Math.max(...rows)]).toEqual([
      Math.max(0, field?.top ?? -1),
      Math.min(13, field?.bottom ?? -1),
    ]);
    expect([Math.min(...columns), Math.max(...columns)]).toEqual([
      Math.max(0, field?.left ?? -1),
      Math.min(14, field?.right ?? -1),
    ]);
  });

  it('grow by (k - 1) times the strides before', () => {
    const stack = model(
      [
        { id: 'conv1', type: 'conv2d', inputs: [INPUT], attributes: { kernel: [5, 5], pad: [2, 2, 2, 2] } },
        { id: 'pool1', type: 'maxPool2d', inputs: ['conv1'] },
        { id: 'conv2', type: 'conv2d', inputs: ['pool1'], attributes: { kernel: [5, 5] } },
        { id: 'pool2', type: 'maxPool2d', inputs: ['conv2'] },
        { id: 'dense', type: 'dense', inputs: ['pool2'] },
      ],
      [1, 28, 28],
    );
    const sizes = ['conv1', 'pool1', 'conv2', 'pool2'].map((id) => receptiveSize(resolveModel(stack, 1), id));
    expect(sizes).toEqual([
      [5, 5],
      [6, 6],
      [14, 14],
      [16, 16],
    ]);
    expect(receptiveSize(resolveModel(stack, 1), 'dense')).toEqual([32, 32]);
  });
});
