/** A map as it is read when it opens: its own plane, its own kernels, and what it is computed from. */
import { expect, test } from 'vitest';
import { createReferenceBackend } from '../../../src/backend/reference';
import { mapIn } from '../../../src/workspace/inspect/mapReading';
import { readLayer } from '../../../src/workspace/inspect/reading';
import { largestChanges } from '../../../src/workspace/inspect/without';
import { networkOf } from '../../../src/workspace/network';
import { branches, chain, stored } from '../../helpers/models';

async function readerOf(spec: typeof chain) {
  const model = stored(spec);
  const network = networkOf(model);
  const program = await createReferenceBackend().load(network.plan, model.weights);
  const { length = 0 } = network.plan.tensors[network.plan.input] ?? {};
  program.write(
    network.plan.input,
    Float32Array.from({ length }, (_, i) => Math.sin(i)),
  );
  await program.run();
  const reader = {
    read: (tensors: readonly number[]) => Promise.all(tensors.map((tensor) => program.read(tensor))),
    weights: {},
  };
  const read = async (layer: string, channel: number) => {
    const reading = await readLayer(reader, network, layer);
    return reading && mapIn(reading, network, channel);
  };
  return { model, network, program, read };
}

test('a convolution has one kernel for each map it reads, and its bias', async () => {
  const { model, network, program, read } = await readerOf(branches);
  const reading = await read('large', 2);
  const { filter, values } = reading ?? expect.fail('a reading');
  const weights = model.weights.get('large.weight') ?? expect.fail('weights');
  expect(filter?.source.id).toBe('squeezed');
  expect(filter?.kernels.map((kernel) => [...kernel])).toEqual(
    [0, 1, 2, 3].map((c) => [...weights.subarray((2 * 4 + c) * 9, (2 * 4 + c + 1) * 9)]),
  );
  expect(filter?.bias).toBe(model.weights.get('large.bias')?.[2]);
  const output = network.plan.nodes.find(({ id }) => id === 'large')?.output ?? expect.fail('an output');
  expect([...values]).toEqual([...(await program.read(output))].slice(2 * 120, 3 * 120));
});

test('other maps have the one that they are computed from', async () => {
  const { read } = await readerOf(chain);
  const pool = await read('pool', 4);
  expect([pool?.filter, pool?.from?.layer.id, pool?.from?.channel]).toEqual([null, 'relu', 4]);
  const input = await read('input', 0);
  expect([input?.filter, input?.from]).toEqual([null, null]);
});

test('the likeliest class is always among the changes, others when they are seen to change', () => {
  const without = { before: [0.9, 0.05, 0.05], after: [0.9, 0.02, 0.08] };
  expect(largestChanges(without, 5).map(({ index }) => index)).toEqual([1, 2, 0]);
  expect(largestChanges({ before: [0.2, 0.8], after: [0.2001, 0.7999] }, 5)).toEqual([
    { index: 1, before: 0.8, after: 0.7999 },
  ]);
});
