/** Any value that is opened is what the kernel computed, within what float32 allows, by its own equation. */
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { createReferenceBackend } from '../../../src/backend/reference';
import type { Program } from '../../../src/backend/types';
import { checkModel } from '../../../src/graph/model';
import { readLayer, type TensorReader, valueIn } from '../../../src/workspace/inspect/reading';
import { type Network, networkOf } from '../../../src/workspace/network';
import { pixelAtIndex } from '../../../src/workspace/selection';
import { branches, chain, stored } from '../../helpers/models';

/** Every kind of equation: batch normalisation, a sum of branches, a padding layer, a smooth function, softmax. */
const mixed = checkModel({
  name: 'mixed',
  input: { shape: [1, 9, 9] },
  nodes: [
    { id: 'pad', type: 'pad', inputs: ['input'], attributes: { value: 0.5 } },
    { id: 'conv', type: 'conv2d', inputs: ['pad'], attributes: { outChannels: 4, bias: false } },
    { id: 'norm', type: 'batchNorm', inputs: ['conv'] },
    { id: 'gelu', type: 'gelu', inputs: ['norm'] },
    { id: 'other', type: 'conv2d', inputs: ['gelu'], attributes: { outChannels: 4, kernel: [1, 1] } },
    { id: 'sum', type: 'add', inputs: ['gelu', 'other'] },
    { id: 'clip', type: 'clip', inputs: ['sum'] },
    { id: 'mean', type: 'averagePool2d', inputs: ['clip'] },
    { id: 'max', type: 'globalMaxPool', inputs: ['mean'] },
    { id: 'flat', type: 'flatten', inputs: ['max'] },
    { id: 'softmax', type: 'softmax', inputs: ['flat'] },
  ],
  output: 'softmax',
  labels: ['a', 'b', 'c', 'd'],
  preprocessing: { kind: 'picture', size: [9, 9], mean: [0.5], deviation: [0.25] },
});

const reads = (program: Program): TensorReader => ({
  read: (tensors) => Promise.all(tensors.map((tensor) => program.read(tensor))),
  weights: {},
});

async function running(network: Network, model: ReturnType<typeof stored>): Promise<Program> {
  const program = await createReferenceBackend().load(network.plan, model.weights);
  const { length = 0 } = network.plan.tensors[network.plan.input] ?? {};
  program.write(
    network.plan.input,
    Float32Array.from({ length }, (_, i) => Math.sin(1 + 3 * i)),
  );
  await program.run();
  return program;
}

test.each([chain, branches, mixed].map((spec) => [spec.name, spec] as const))('in %s', async (_, spec) => {
  const model = stored(spec);
  const network = networkOf(model);
  const program = await running(network, model);
  const layers = network.units.flatMap((unit) => unit.layers);
  await fc.assert(
    fc.asyncProperty(fc.constantFrom(...layers), fc.nat(100_000), async (layer, pick) => {
      const pixel = pixelAtIndex(layer, pick % (layer.planes * layer.rows * layer.columns));
      const read = (await readLayer(reads(program), network, layer.id)) ?? expect.fail('a reading');
      const reading = valueIn(read, pixel);
      expect(reading.computed).toBe(await program.readValue(layer.tensor, pixel.index));
      for (const step of [reading, reading.next]) {
        if (!step) continue;
        const { equation, computed } = step;
        if (!equation) {
          expect(step.layer.id).toBe('input');
          continue;
        }
        expect(Math.abs(computed - equation.explanation.result)).toBeLessThanOrEqual(equation.explanation.bound);
        // Every operand is found again where the stage shows it.
        const { explanation } = equation;
        const terms =
          'terms' in explanation
            ? explanation.terms
            : 'term' in explanation
              ? [explanation.term]
              : explanation.parts.flat();
        for (const { input, index, value } of terms) {
          const source = equation.sources[input]?.layer ?? expect.fail('an input that is shown');
          if (index !== null) expect(await program.readValue(source.tensor, index)).toBe(value);
        }
      }
    }),
    { numRuns: 80 },
  );
  const activations = layers.filter(({ role }) => role === 'activation');
  for (const activation of activations) {
    const producer =
      layers.find(({ unit, role }) => unit === activation.unit && role === 'feature') ?? expect.fail('a producer');
    const read = (await readLayer(reads(program), network, producer.id)) ?? expect.fail('a reading');
    const { next } = valueIn(read, pixelAtIndex(producer, 1));
    expect(next?.layer.id).toBe(activation.id);
    expect(next?.computed).toBe(await program.readValue(activation.tensor, 1));
  }
});
