/** Local response normalisation: damps each value according to the magnitude of its neighbours in nearby channels. */
import { elements, nchw, type Shape } from '../core/shapes';
import { call } from '../kernels/kernel';
import { lrnGradient, lrn as lrnKernel } from '../kernels/lrn';
import { boundOfFunction } from '../kernels/rounding';
import { channelCount } from './channels';
import { termAt } from './explain';
import { type Attributes, defineLayer, type TensorRef } from './layer';

const forms = {
  /** Number of channels summed over, centred on its own. */
  size: { kind: 'integer', min: 1, max: 4096, default: 5 },
  alpha: { kind: 'number', min: 0, max: 1e6, default: 1e-4 },
  beta: { kind: 'number', min: 0, max: 16, default: 0.75 },
  bias: { kind: 'number', min: 0, max: 1e6, default: 1 },
} as const;

function params(a: Attributes<typeof forms>, x: Shape) {
  const [batch, channels, height, width] = nchw(x);
  return { batch, channels, plane: height * width, ...a };
}

export const lrn = defineLayer({
  category: 'normalisation',
  formula: 'y[c, i, j] = x[c, i, j] / (k + α/n · Σ_m x[m, i, j]²)^β, m: the n channels around c',
  equation: 'derived',
  affine: false,
  filters: null,
  features: false,
  attributes: forms,
  inputs: { min: 1, max: 1 },
  infer(_, [x = []]) {
    nchw(x);
    return x;
  },
  weights: () => [],
  cost: (a, _, out) => ({ macs: elements(out) * a.size, parameters: 0 }),
  receptiveField: () => ({ kind: 'pixel' }),
  channels: ({ attributes: { size }, inShapes: [x], of }) => ({
    from: Math.max(0, of.from - Math.floor((size - 1) / 2)),
    to: Math.min(channelCount(x) - 1, of.to + Math.ceil((size - 1) / 2)),
  }),
  keepsZero: (a) => a.bias > 0,
  forward({ attributes: a, ins, out }) {
    const x = ins[0] as TensorRef;
    return [call(lrnKernel, [x.id], [out.id], params(a, x.shape))];
  },
  backward({ attributes: a, ins, gradient, inGradients }) {
    const [x, gx] = [ins[0] as TensorRef, inGradients[0]];
    return gx ? [call(lrnGradient, [x.id, gradient.id], [gx.id], params(a, x.shape))] : [];
  },
  explain(context) {
    const { size, alpha, beta, bias } = context.attributes;
    const { channels, plane } = params(context.attributes, context.inShapes[0] ?? []);
    const [channel, position] = [Math.floor(context.index / plane), context.index % plane];
    const first = Math.max(0, channel - Math.floor((size - 1) / 2));
    const last = Math.min(channels - 1, channel + Math.ceil((size - 1) / 2));
    const terms = Array.from({ length: last - first + 1 }, (_, k) =>
      termAt(context, 0, (first + k) * plane + position),
    );
    const x = terms[channel - first]?.value ?? Number.NaN;
    const squares = terms.reduce((sum, { value }) => sum + value ** 2, 0);
    const d = bias + (alpha / size) * squares;
    const result = x * d ** -beta;
    const lines = [
      { formula: 'x', value: x },
      { formula: 'Σ x²', value: squares },
      { formula: `d = ${bias} + ${alpha}/${size} · Σ x²`, value: d },
      { formula: `d^${beta}`, value: d ** beta },
    ];
    // The rounding error of log d is relative to its magnitude.
    const bound = boundOfFunction(Math.abs(result) * (1 + beta * Math.abs(Math.log(d))));
    return { kind: 'derived', terms, lines, formula: `x / d^${beta}`, result, bound };
  },
  samples: [
    { attributes: {}, ins: [[1, 1, 1, 1]] },
    { attributes: {}, ins: [[2, 7, 3, 5]] },
    { attributes: { size: 3, alpha: 0.5, beta: 0.6, bias: 2 }, ins: [[1, 4, 5, 6]] },
    { attributes: { size: 4, alpha: 1 }, ins: [[1, 6, 2, 3]] },
    { attributes: { size: 9, alpha: 0.25, beta: 1 }, ins: [[1, 3, 4, 4]] },
    { attributes: { size: 2, alpha: 0.1, bias: 1.5 }, ins: [[3, 96, 7, 7]] },
  ],
});
