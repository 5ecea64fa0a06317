/** The equation of any value of any layer gives what the layer's kernels compute, by other loops on the same numbers. */
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { elements } from '../../src/core/shapes';
import { isLayerType, layerOf, layers } from '../../src/layers';
import { casesOf, type LayerCase, layerPlan, samplesOf, valuesFor } from '../contract/layerCase';
import { memory64, runCalls } from '../helpers/float64';

/** Explains `index` of a case whose batch is one sample, and returns the result beside the twins' value. */
function both(layerCase: LayerCase, pick: number): { explained: number; computed: number } {
  const def = layerOf(layerCase.type);
  const one = { ...layerCase, ins: layerCase.ins.map((shape) => [1, ...shape.slice(1)]), activation: 0 };
  const made = layerPlan(one, 'infer');
  const memory = memory64(made.plan);
  for (const [id, values] of valuesFor(made, one.seed)) memory(id).set(values);
  runCalls(made.plan.phases.forward, memory);
  const outShape = def.infer(one.attributes, one.ins);
  const index = pick % elements(outShape.slice(1));
  const tensor = (name: string) => memory(made.plan.tensors.find((t) => t.name === name)?.id ?? -1);
  const { result } = def.explain({
    attributes: one.attributes,
    inShapes: one.ins,
    outShape,
    index,
    value: (input, at) => memory(input)[at] as number,
    weight: (name, at) => tensor(`weight.${name}`)[at] as number,
  });
  return { explained: result, computed: memory(def.alias ? 0 : made.plan.output)[index] as number };
}

/** Layers whose batch axis is mixed with others have no single sample to explain. */
const mixesBatch = ({ type, attributes }: LayerCase): boolean =>
  attributes.axis === 0 && ['flatten', 'concat', 'softmax', 'logSoftmax'].includes(type);

describe('the explanation of', () => {
  it.each(Object.keys(layers).filter(isLayerType))('%s', (type) => {
    const check = (layerCase: LayerCase, pick: number) => {
      const { explained, computed } = both(layerCase, pick);
      if (Object.is(explained, computed)) return;
      expect(Math.abs(explained - computed)).toBeLessThanOrEqual(1e-9 * (1 + Math.abs(computed)));
    };
    for (const sample of samplesOf(type)) for (const pick of [0, 7, 1234]) check(sample, pick);
    fc.assert(
      fc.property(casesOf(type), fc.nat(100_000), (layerCase, pick) => {
        fc.pre(!mixesBatch(layerCase));
        check(layerCase, pick);
      }),
      { numRuns: 60 },
    );
  });
});
