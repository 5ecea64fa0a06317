/**
 * The WASM backend in a page: large networks run in a worker with a team of threads, give what they give in line, and a
 * surface paints them; a small one stays in line.
 */
import { describe, expect, it } from 'vitest';
import type { Program } from '../../../src/backend/types';
import { createWasmBackend } from '../../../src/backend/wasm';
import { Random } from '../../../src/core/random';
import { checkModel, type ModelSpec } from '../../../src/graph/model';
import { planModel } from '../../../src/graph/plan';
import { initialWeights } from '../../../src/train/initialise';

/** 3 x 32 x 32 through two convolutions of many filters: about 30 million multiply-accumulates. */
const large: ModelSpec = checkModel({
  name: 'large',
  input: { shape: [3, 32, 32] },
  nodes: [
    { id: 'conv1', type: 'conv2d', inputs: ['input'], attributes: { outChannels: 48, pad: [1, 1, 1, 1] } },
    { id: 'relu1', type: 'relu', inputs: ['conv1'] },
    { id: 'conv2', type: 'conv2d', inputs: ['relu1'], attributes: { outChannels: 64, pad: [1, 1, 1, 1] } },
    { id: 'relu2', type: 'relu', inputs: ['conv2'] },
    { id: 'average', type: 'globalAveragePool', inputs: ['relu2'] },
    { id: 'dense', type: 'dense', inputs: ['average'] },
    { id: 'softmax', type: 'softmax', inputs: ['dense'] },
  ],
  output: 'softmax',
});

const weights = initialWeights(large, 3);
const plan = planModel(large);
const random = new Random(1);
const inputs = [0, 1].map(() => Float32Array.from({ length: 3 * 32 * 32 }, () => random.normal()));

async function everyTensor(program: Program, input: Float32Array): Promise<Float32Array[]> {
  program.write(plan.input, input);
  await program.run();
  return Promise.all(plan.nodes.map(({ output }) => program.read(output)));
}

describe.each([1, 2])('a network in a worker, on %i thread(s)', (threads) => {
  it('gives the same bits as in line', async () => {
    const inline = await (await createWasmBackend({ threads: 1, inline: 'always' })).load(plan, weights);
    const remote = await (await createWasmBackend({ threads, inline: 'never' })).load(plan, weights);
    for (const input of inputs) expect(await everyTensor(remote, input)).toEqual(await everyTensor(inline, input));
    remote.dispose();
    inline.dispose();
  });

  it('takes the last values written before each run, however many runs wait', async () => {
    const program = await (await createWasmBackend({ threads, inline: 'never' })).load(plan, weights);
    const outputs = inputs.map((input) => {
      program.write(plan.input, input);
      return program.run().then(({ output }) => output);
    });
    const [first, second] = await Promise.all(outputs);
    expect(first).not.toEqual(second);
    program.write(plan.input, inputs[0] ?? new Float32Array());
    expect((await program.run()).output).toEqual(first);
    program.dispose();
  });
});

it('chooses the worker by size, and answers after it is disposed of with an error', async () => {
  expect(plan.macs).toBeGreaterThan(20e6);
  const program = await (await createWasmBackend()).load(plan, weights);
  program.write(plan.input, inputs[0] ?? new Float32Array());
  const running = program.run();
  program.dispose();
  await expect(running).rejects.toThrow(/disposed/);
});
