/** Activation layers: each applies its function to every value. A producer that fuses does so in its own dispatch. */
import { elements, type Shape } from '../core/shapes';
import {
  type ActivationName,
  type ActivationValues,
  activation,
  activationGradientCall,
  activationOf,
  activations,
} from '../kernels/activation';
import { call } from '../kernels/kernel';
import { boundOfFunction } from '../kernels/rounding';
import { sameChannels } from './channels';
import { termAt } from './explain';
import { type AttributeForms, type Attributes, defineLayer, type TensorRef } from './layer';

const number = (value: number) => ({ kind: 'number', min: -1e6, max: 1e6, default: value }) as const;

/** `parameters` maps the layer's attributes to the kernel's alpha and beta; `symbols` stand for them in the formula. */
function activationLayer<const F extends AttributeForms>(
  name: ActivationName,
  attributes: F,
  parameters: (a: Attributes<F>) => readonly [alpha: number, beta: number],
  symbols: readonly [alpha: string, beta: string] = ['α', 'β'],
) {
  const { chooses, formula, piecewiseLinear } = activations[name];
  const values = (a: Attributes<F>): ActivationValues => {
    const [alpha, beta] = parameters(a);
    return { activation: activations[name].code, alpha, beta };
  };
  return defineLayer({
    category: 'activation',
    formula: `y = ${formula(...symbols)}`,
    equation: 'function',
    affine: piecewiseLinear,
    filters: null,
    features: false,
    attributes,
    inputs: { min: 1, max: 1 },
    activation: values,
    infer: (_, [x = []]: readonly Shape[]) => x,
    weights: () => [],
    cost: (_, __, out) => ({ macs: elements(out), parameters: 0 }),
    receptiveField: () => ({ kind: 'pixel' }),
    channels: sameChannels,
    keepsZero(a) {
      const { activation: code, alpha, beta } = values(a);
      return activationOf(code).f(0, alpha, beta) === 0;
    },
    forward({ attributes: a, ins, out }) {
      const x = ins[0] as TensorRef;
      return [call(activation, [x.id], [out.id], { length: elements(out.shape), ...values(a) })];
    },
    backward({ attributes: a, ins, out, gradient, inGradients }) {
      const [x, gx] = [ins[0] as TensorRef, inGradients[0]];
      if (!gx) return [];
      return [activationGradientCall(elements(out.shape), values(a), [x.id, out.id, gradient.id, gx.id])];
    },
    explain(context) {
      const applied = values(context.attributes);
      const term = termAt(context, 0, context.index);
      const result = activationOf(applied.activation).f(term.value, applied.alpha, applied.beta);
      const bound = chooses ? 0 : boundOfFunction(Math.max(1, Math.abs(result), Math.abs(term.value)));
      return { kind: 'function', ...applied, term, result, bound };
    },
    samples: [
      { attributes: {}, ins: [[1, 1, 1, 1]] },
      { attributes: {}, ins: [[2, 3, 5, 7]] },
      { attributes: {}, ins: [[1, 1000]] },
    ],
  });
}

export const relu = activationLayer('relu', {}, () => [0, 0]);
export const leakyRelu = activationLayer('leakyRelu', { alpha: number(0.01) }, (a) => [a.alpha, 0]);
export const elu = activationLayer('elu', { alpha: number(1) }, (a) => [a.alpha, 0]);
export const selu = activationLayer(
  'selu',
  { alpha: number(1.6732632423543772), gamma: number(1.0507009873554805) },
  (a) => [a.alpha, a.gamma],
  ['α', 'γ'],
);
export const sigmoid = activationLayer('sigmoid', {}, () => [0, 0]);
export const tanh = activationLayer('tanh', {}, () => [0, 0]);
export const softplus = activationLayer('softplus', {}, () => [0, 0]);
export const hardSigmoid = activationLayer('hardSigmoid', { alpha: number(0.2), beta: number(0.5) }, (a) => [
  a.alpha,
  a.beta,
]);
export const hardSwish = activationLayer('hardSwish', {}, () => [0, 0]);
export const gelu = activationLayer(
  'gelu',
  { approximate: { kind: 'choice', options: ['none', 'tanh'], default: 'none' } },
  (a) => [a.approximate === 'tanh' ? 1 : 0, 0],
);
export const clip = activationLayer('clip', { min: number(0), max: number(6) }, (a) => [a.min, a.max], ['low', 'high']);
