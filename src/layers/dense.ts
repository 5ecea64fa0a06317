/** Dense (fully connected) layer over all values of a sample: y = W x + b. */
import { elements, type Shape } from '../core/shapes';
import { noActivation } from '../kernels/activation';
import { denseInputGradient, dense as denseKernel, denseWeightGradient } from '../kernels/dense';
import { call, type KernelCall } from '../kernels/kernel';
import { allChannels } from './channels';
import { termAt, weightedSum } from './explain';
import { defineLayer, type TensorRef } from './layer';
import { constantWeight, filterWeight } from './weights';

const features = (x: Shape): number => elements(x.slice(1));

export const dense = defineLayer({
  category: 'dense',
  formula: 'y[k] = b[k] + Σ_c w[k, c] · x[c]',
  equation: 'weighted',
  affine: true,
  filters: 'rows',
  features: true,
  attributes: {
    outFeatures: { kind: 'integer', min: 1, max: 65536, default: 10 },
    bias: { kind: 'flag', default: true },
  },
  inputs: { min: 1, max: 1 },
  fuses: 'always',
  infer: (a, [x = []]) => [x[0] ?? 1, a.outFeatures],
  weights(a, [x = []]) {
    const filter = filterWeight([a.outFeatures, features(x)]);
    return a.bias ? [filter, constantWeight('bias', a.outFeatures, 0, 'weight')] : [filter];
  },
  cost(a, [x = []]) {
    const products = features(x) * a.outFeatures;
    return { macs: products * (x[0] ?? 1), parameters: products + (a.bias ? a.outFeatures : 0) };
  },
  receptiveField: () => ({ kind: 'all' }),
  channels: allChannels,
  keepsZero: (a) => !a.bias,
  forward({ attributes: a, ins, out, fused, weight }) {
    const x = ins[0] as TensorRef;
    const [batch = 1, outFeatures = a.outFeatures] = out.shape;
    return [
      call(denseKernel, [x.id, weight('weight'), a.bias ? weight('bias') : null], [out.id, fused?.out.id ?? null], {
        batch,
        inFeatures: features(x.shape),
        outFeatures,
        ...(fused?.values ?? noActivation),
      }),
    ];
  },
  backward({ attributes: a, ins, out, gradient, inGradients, weight, weightGradient }) {
    const x = ins[0] as TensorRef;
    const [batch = 1, outFeatures = a.outFeatures] = out.shape;
    const params = { batch, inFeatures: features(x.shape), outFeatures };
    const calls: KernelCall[] = [];
    const gw = weightGradient('weight');
    if (gw !== null) {
      const gb = a.bias ? weightGradient('bias') : null;
      calls.push(call(denseWeightGradient, [x.id, gradient.id], [gw, gb], params));
    }
    const gx = inGradients[0];
    if (gx) calls.push(call(denseInputGradient, [gradient.id, weight('weight')], [gx.id], params));
    return calls;
  },
  explain(context) {
    const { attributes: a, inShapes, index, weight } = context;
    const count = features(inShapes[0] ?? []);
    const products = Array.from({ length: count }, (_, i) => {
      const weightIndex = index * count + i;
      return { ...termAt(context, 0, i), weightIndex, weight: weight('weight', weightIndex) };
    });
    return weightedSum([products], a.bias ? weight('bias', index) : null);
  },
  samples: [
    { attributes: { outFeatures: 1 }, ins: [[1, 1]] },
    { attributes: { outFeatures: 10 }, ins: [[1, 64]] },
    { attributes: { outFeatures: 7, bias: false }, ins: [[3, 131]] },
    { attributes: { outFeatures: 65 }, ins: [[2, 16, 5, 5]] },
  ],
});
