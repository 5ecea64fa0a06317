/**
 * Every layer's backward pass, in training and in inference, for every sample of its definition, against central
 * differences in float64. Layers that no kernel computes are tested in whole plans (graph/gradients.test.ts).
 */
import { describe, expect, it } from 'vitest';
import { Random } from '../../src/core/random';
import { layerAlone } from '../../src/graph/alone';
import { hyperSlots } from '../../src/kernels/hyper';
import { isLayerType, type LayerType, layerOf, layers } from '../../src/layers';
import { checkAttributes, type Sample } from '../../src/layers/layer';
import { centralDifferences, randomValues, relativeDifference, runCalls, type Values64 } from '../helpers/float64';

/** The layer alone, on random values; the loss is a random weighting of its output. */
function alone(type: LayerType, sample: Sample, mode: 'train' | 'infer') {
  const def = layerOf(type);
  const random = new Random(7);
  const attributes = checkAttributes(def, sample.attributes);
  const { storage, context, weights, forward, backward } = layerAlone(def, attributes, sample.ins, {
    kind: mode === 'train' ? 'train' : 'gradients',
    salt: 11,
  });
  const { ins, out, hyper } = context;
  const arrays = new Map<number, Float64Array>();
  const values: Values64 = (id) => {
    const array = arrays.get(id) ?? new Float64Array(storage.lengthOf(id));
    arrays.set(id, array);
    return array;
  };
  if (hyper !== null) values(hyper)[hyperSlots.draw] = 3;
  const fill = (id: number, scale = 1): void => values(id).set(randomValues(values(id).length, random, scale));
  for (const { id } of ins) fill(id);
  for (const { name } of weights) {
    fill(context.weight(name), 0.5);
    const array = values(context.weight(name));
    if (name === 'variance') array.set(array.map((v) => 0.2 + Math.abs(v)));
  }
  fill(context.gradient.id);
  const loss = (): number => {
    runCalls(forward, values);
    return values(out.id).reduce((sum, v, i) => sum + v * (values(context.gradient.id)[i] as number), 0);
  };
  const trained = mode === 'train' ? weights.filter(({ role }) => role === 'weight') : [];
  const checked = [
    ...ins.map(({ id }, i) => ({ name: `input ${i}`, of: id, gradient: context.inGradients[i]?.id ?? -1 })),
    ...trained.map(({ name }) => ({ name, of: context.weight(name), gradient: context.weightGradient(name) ?? -1 })),
  ];
  return { loss, backward: () => runCalls(backward, values), values, checked };
}

const computed = Object.keys(layers)
  .filter(isLayerType)
  .flatMap((type) => (['train', 'infer'] as const).map((mode) => ({ type, mode })))
  .filter(
    ({ type, mode }) => layerOf(type).alias !== 'always' && (layerOf(type).alias !== 'infer' || mode === 'train'),
  );

describe.each(computed)('gradients of $type ($mode)', ({ type, mode }) => {
  it.each(layerOf(type).samples.map((sample) => [JSON.stringify(sample), sample] as const))('%s', (_, sample) => {
    const { loss, backward, values, checked } = alone(type, sample, mode);
    loss();
    backward();
    expect(checked.length).toBeGreaterThan(0);
    for (const { of, gradient, name } of checked) {
      const got = values(gradient).slice();
      const want = centralDifferences(values(of), loss, values(of).length > 2000 ? 6 : 40);
      const picked = want.map(({ index }) => got[index] as number);
      const slopes = want.map(({ slope }) => slope);
      expect(relativeDifference(picked, slopes, 1e-3), name).toBeLessThan(1e-4);
    }
  });
});
