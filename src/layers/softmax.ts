/** Softmax and log-softmax over one axis (default: the classes, axis 1). */
import { EngineError } from '../core/errors';
import { elements, type Shape } from '../core/shapes';
import { call } from '../kernels/kernel';
import { boundOfFunction } from '../kernels/rounding';
import { softmaxGradient, softmax as softmaxKernel } from '../kernels/softmax';
import { allChannels, sameChannels } from './channels';
import { termAt } from './explain';
import { defineLayer, type TensorRef } from './layer';

function lanes(axis: number, x: Shape, log: boolean) {
  return {
    outer: elements(x.slice(0, axis)),
    classes: x[axis] ?? 1,
    inner: elements(x.slice(axis + 1)),
    log: log ? 1 : 0,
  };
}

const softmaxLayer = (log: boolean) =>
  defineLayer({
    category: 'activation',
    formula: log
      ? 'y[k] = x[k] − max x − ln Σ_c exp(x[c] − max x)'
      : 'y[k] = exp(x[k] − max x) / Σ_c exp(x[c] − max x)',
    equation: 'softmax',
    affine: false,
    filters: null,
    features: false,
    attributes: { axis: { kind: 'integer', min: 0, max: 7, default: 1 } },
    inputs: { min: 1, max: 1 },
    infer(a, [x = []]) {
      if (a.axis >= x.length)
        throw new EngineError('attribute', 'axis', { expected: `below ${x.length}`, got: a.axis });
      return x;
    },
    weights: () => [],
    cost: (_, __, out) => ({ macs: elements(out), parameters: 0 }),
    receptiveField: () => ({ kind: 'all' }),
    channels: (question) => (question.attributes.axis === 1 ? allChannels : sameChannels)(question),
    keepsZero: () => false,
    forward({ attributes: a, ins, out }) {
      return [call(softmaxKernel, [(ins[0] as TensorRef).id], [out.id], lanes(a.axis, out.shape, log))];
    },
    backward({ attributes: a, out, gradient, inGradients }) {
      const gx = inGradients[0];
      if (!gx) return [];
      return [call(softmaxGradient, [out.id, gradient.id], [gx.id], lanes(a.axis, out.shape, log))];
    },
    explain(context) {
      const { classes, inner } = lanes(context.attributes.axis, context.outShape, log);
      const own = Math.floor(context.index / inner) % classes;
      const first = context.index - own * inner;
      const terms = Array.from({ length: classes }, (_, k) => termAt(context, 0, first + k * inner));
      const largest = Math.max(...terms.map(({ value }) => value));
      const sum = terms.reduce((total, { value }) => total + Math.exp(value - largest), 0);
      const shifted = (terms[own]?.value ?? 0) - largest;
      const result = log ? shifted - Math.log(sum) : Math.exp(shifted) / sum;
      return { kind: 'softmax', log, terms, own, result, bound: boundOfFunction(1 + Math.abs(result)) };
    },
    samples: [
      { attributes: {}, ins: [[1, 1]] },
      { attributes: {}, ins: [[3, 10]] },
      { attributes: {}, ins: [[1, 1000]] },
      { attributes: { axis: 1 }, ins: [[2, 5, 3, 4]] },
    ],
  });

export const softmax = softmaxLayer(false);
export const logSoftmax = softmaxLayer(true);
