/**
 * Every layer's backward pass, in training and in inference, for every sample of its definition, against central
 * differences in float64. Layers that no kernel computes are tested in whole plans (graph/gradients.test.ts).
 */
import { describe, expect, it } from 'vitest';
import { Random } from '../../src/core/random';
import { elements } from '../../src/core/shapes';
import { Storage } from '../../src/graph/storage';
import { hyperLength } from '../../src/kernels/optimiser';
import { isLayerType, type LayerType, layerOf, layers } from '../../src/layers';
import { type BackwardContext, type CheckedAttributes, checkAttributes, type Sample } from '../../src/layers/layer';
import { centralDifferences, randomValues, relativeDifference, runCalls, type Values64 } from '../helpers/float64';

/** The layer alone, on random values; the loss is a random weighting of its output. */
function alone(type: LayerType, sample: Sample, mode: 'train' | 'infer') {
  const def = layerOf(type);
  const random = new Random(7);
  const attributes = checkAttributes(def, sample.attributes);
  const storage = new Storage();
  const arrays = new Map<number, Float64Array>();
  const values: Values64 = (id) => {
    const array = arrays.get(id);
    if (!array) throw new RangeError(`no tensor ${id}`);
    return array;
  };
  const declare = (name: string, shape: readonly number[]) => {
    const ref = storage.declare(name, shape);
    if (!arrays.has(ref.id)) arrays.set(ref.id, new Float64Array(elements(shape)));
    return ref;
  };
  const ins = sample.ins.map((shape, i) => declare(`in${i}`, shape));
  const out = declare('out', def.infer(attributes, sample.ins));
  const weights = def.weights(attributes, sample.ins);
  const weightRef = (name: string, suffix = '') => {
    const weight = weights.find((w) => w.name === name);
    if (!weight) throw new RangeError(`no weight ${name}`);
    return declare(`weight.${name}${suffix}`, weight.shape);
  };
  const hyper = mode === 'train' ? declare('hyper', [hyperLength]).id : null;
  if (hyper !== null) values(hyper)[0] = 3;
  const context: BackwardContext<CheckedAttributes> = {
    attributes,
    ins,
    out,
    mode,
    fused: null,
    weight: (name) => weightRef(name).id,
    temporary: declare,
    hyper,
    salt: 11,
    gradient: declare('gradient', out.shape),
    inGradients: ins.map(({ shape }, i) => declare(`in${i}.gradient`, shape)),
    weightGradient: (name) => (mode === 'train' ? weightRef(name, '.gradient').id : null),
  };
  for (const { id } of ins) values(id).set(randomValues(values(id).length, random));
  for (const { name } of weights) {
    const array = values(weightRef(name).id);
    array.set(randomValues(array.length, random, 0.5).map((v) => (name === 'variance' ? 0.2 + Math.abs(v) : v)));
  }
  values(context.gradient.id).set(randomValues(elements(out.shape), random));

  const forward = def.forward(context);
  const loss = (): number => {
    runCalls(forward, values);
    return values(out.id).reduce((sum, v, i) => sum + v * (values(context.gradient.id)[i] as number), 0);
  };
  const trained = mode === 'train' ? weights.filter(({ role }) => role === 'weight') : [];
  const checked = [
    ...ins.map(({ id }, i) => ({ name: `input ${i}`, of: id, gradient: context.inGradients[i]?.id ?? -1 })),
    ...trained.map(({ name }) => ({ name, of: weightRef(name).id, gradient: weightRef(name, '.gradient').id })),
  ];
  return { loss, backward: () => runCalls(def.backward(context), values), values, checked };
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
