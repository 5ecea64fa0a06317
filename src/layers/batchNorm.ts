/** Batch normalisation layer: per channel, with stored statistics in inference and the batch's in training. */
import { elements, nchw, type Shape } from '../core/shapes';
import { noActivation } from '../kernels/activation';
import { batchNormGradient, batchNorm as batchNormKernel, batchNormTrain } from '../kernels/batchNorm';
import { call } from '../kernels/kernel';
import { boundOfFunction } from '../kernels/rounding';
import { sameChannels } from './channels';
import { termAt } from './explain';
import { defineLayer, type TensorRef } from './layer';
import { constantWeight } from './weights';

function extent(x: Shape) {
  const [batch, channels, height, width] = nchw(x);
  return { batch, channels, plane: height * width };
}

export const batchNorm = defineLayer({
  category: 'normalisation',
  formula: 'y[c, i, j] = γ[c] · (x[c, i, j] − μ[c]) / √(σ²[c] + ε) + β[c]',
  equation: 'normalised',
  affine: true,
  filters: null,
  features: true,
  attributes: {
    epsilon: { kind: 'number', min: 0, max: 1, default: 1e-5 },
    momentum: { kind: 'number', min: 0, max: 1, default: 0.1 },
  },
  inputs: { min: 1, max: 1 },
  fuses: 'infer',
  infer(_, [x = []]) {
    nchw(x);
    return x;
  },
  weights(_, [x = []]) {
    const { channels } = extent(x);
    return [
      constantWeight('scale', channels, 1, 'weight'),
      constantWeight('shift', channels, 0, 'weight'),
      constantWeight('mean', channels, 0, 'state'),
      constantWeight('variance', channels, 1, 'state'),
    ];
  },
  cost: (_, [x = []]) => ({ macs: elements(x), parameters: 4 * extent(x).channels }),
  receptiveField: () => ({ kind: 'pixel' }),
  channels: sameChannels,
  keepsZero: () => false,
  forward(context) {
    const { attributes: a, ins, out, mode, fused, weight } = context;
    const x = ins[0] as TensorRef;
    const size = extent(x.shape);
    if (mode === 'train') {
      const kept = [context.temporary('batchMean', [size.channels]), context.temporary('deviation', [size.channels])];
      return [
        call(
          batchNormTrain,
          [x.id, weight('scale'), weight('shift')],
          [out.id, ...kept.map((t) => t.id), weight('mean'), weight('variance')],
          { ...size, epsilon: a.epsilon, momentum: a.momentum },
        ),
      ];
    }
    return [
      call(
        batchNormKernel,
        [x.id, weight('scale'), weight('shift'), weight('mean'), weight('variance')],
        [out.id, fused?.out.id ?? null],
        { ...size, epsilon: a.epsilon, ...(fused?.values ?? noActivation) },
      ),
    ];
  },
  backward(context) {
    const { attributes: a, ins, mode, gradient, inGradients, weight, weightGradient } = context;
    const x = ins[0] as TensorRef;
    const size = extent(x.shape);
    if (mode === 'infer') {
      const gx = inGradients[0];
      if (!gx) return [];
      // With stored statistics the layer is affine: its slope is the layer itself without the additive terms.
      return [
        call(batchNormKernel, [gradient.id, weight('scale'), null, null, weight('variance')], [gx.id, null], {
          ...size,
          epsilon: a.epsilon,
          ...noActivation,
        }),
      ];
    }
    const mean = context.temporary('batchMean', [size.channels]);
    const deviation = context.temporary('deviation', [size.channels]);
    const gx = inGradients[0] ?? context.temporary('unusedGradient', x.shape);
    return [
      call(
        batchNormGradient,
        [x.id, weight('scale'), mean.id, deviation.id, gradient.id],
        [gx.id, weightGradient('scale'), weightGradient('shift')],
        size,
      ),
    ];
  },
  explain(context) {
    const { attributes: a, inShapes, index, weight } = context;
    const channel = Math.floor(index / extent(inShapes[0] ?? []).plane);
    const term = termAt(context, 0, index);
    const [scale, shift] = [weight('scale', channel), weight('shift', channel)];
    const [mean, variance] = [weight('mean', channel), weight('variance', channel)];
    const slope = scale / Math.sqrt(variance + a.epsilon);
    const result = slope * (term.value - mean) + shift;
    const bound = boundOfFunction(Math.abs(slope) * (Math.abs(term.value) + Math.abs(mean)) + Math.abs(shift));
    return { kind: 'normalised', term, scale, shift, mean, variance, epsilon: a.epsilon, result, bound };
  },
  samples: [
    { attributes: {}, ins: [[1, 1, 1, 1]] },
    { attributes: { epsilon: 0.001 }, ins: [[2, 5, 7, 3]] },
    { attributes: {}, ins: [[4, 19, 8, 9]] },
  ],
});
