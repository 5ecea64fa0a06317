/**
 * Activation functions f(x; alpha, beta), each with a code; used alone and fused behind convolution, dense, batch
 * normalisation and element-wise kernels. This table is the only list of them; shaders/lib/activation.wgsl and the WASM
 * source use its codes, and the contract tests keep all three in step.
 */

import { call, defineKernel, type FloatArray, type KernelCall, required, type TensorId } from './kernel';

interface ActivationFunction {
  readonly code: number;
  /** Only selects among existing values, so nothing is rounded. */
  readonly chooses: boolean;
  readonly piecewiseLinear: boolean;
  /** f(x) as one line of mathematics, with alpha, beta and x as they should appear. */
  formula(alpha: string, beta: string, x?: string): string;
  /** Where the formula tells negative x from others: each side alone. */
  readonly sides?: {
    below(alpha: string, beta: string, x: string): string;
    above(alpha: string, beta: string, x: string): string;
  };
  f(x: number, alpha: number, beta: number): number;
  /** df/dx, given x and y = f(x). */
  slope(x: number, y: number, alpha: number, beta: number): number;
}

/** A number as a factor or after a sign: negative ones in parentheses. */
const factor = (x: string): string => (x.startsWith('−') ? `(${x})` : x);

const SQRT_HALF = Math.SQRT1_2;
const GELU_TANH = Math.sqrt(2 / Math.PI);

/**
 * Error function, accurate to about 1e-15: Maclaurin series below |x| = 3, continued fraction above.
 * Abramowitz and Stegun, Handbook of Mathematical Functions, 7.1.5 and 7.1.14.
 */
export function erf(x: number): number {
  const size = Math.abs(x);
  if (Number.isNaN(x)) return x;
  if (size > 6) return Math.sign(x);
  if (size < 3) {
    let term = size;
    let sum = size;
    for (let n = 1; n < 80; n++) {
      term *= (-size * size) / n;
      sum += term / (2 * n + 1);
    }
    return (Math.sign(x) * 2 * sum) / Math.sqrt(Math.PI);
  }
  let tail = 0;
  for (let k = 60; k >= 1; k--) tail = k / 2 / (size + tail);
  return Math.sign(x) * (1 - Math.exp(-size * size) / (Math.sqrt(Math.PI) * (size + tail)));
}

const sigmoid = (x: number): number => 1 / (1 + Math.exp(-x));
/** min(max(x, low), high), propagating NaN. */
const clamp = (x: number, low: number, high: number): number => Math.min(Math.max(x, low), high);

export const activations = {
  /** No activation: how a fused kernel is told that nothing follows. */
  identity: { code: 0, chooses: true, piecewiseLinear: true, formula: () => 'x', f: (x) => x, slope: () => 1 },
  relu: {
    code: 1,
    chooses: true,
    piecewiseLinear: true,
    formula: (_, __, x = 'x') => `max(0, ${x})`,
    f: (x) => Math.max(x, 0),
    slope: (x) => (x > 0 ? 1 : 0),
  },
  leakyRelu: {
    code: 2,
    chooses: false,
    piecewiseLinear: true,
    formula: (a) => `x where x ≥ 0, else ${a}·x`,
    sides: { below: (a, _, x) => `${a}·${factor(x)}`, above: (_, __, x) => x },
    f: (x, a) => (x < 0 ? a * x : x),
    slope: (x, _, a) => (x > 0 ? 1 : a),
  },
  elu: {
    code: 3,
    chooses: false,
    piecewiseLinear: false,
    formula: (a) => `x where x ≥ 0, else ${a}·(exp(x) − 1)`,
    sides: { below: (a, _, x) => `${a}·(exp(${x}) − 1)`, above: (_, __, x) => x },
    f: (x, a) => (x < 0 ? a * Math.expm1(x) : x),
    slope: (x, y, a) => (x > 0 ? 1 : y + a),
  },
  /** alpha and beta = gamma of Klambauer et al., Self-Normalizing Neural Networks (2017). */
  selu: {
    code: 4,
    chooses: false,
    piecewiseLinear: false,
    formula: (a, g) => `${g}·x where x ≥ 0, else ${g}·${a}·(exp(x) − 1)`,
    sides: { below: (a, g, x) => `${g}·${a}·(exp(${x}) − 1)`, above: (_, g, x) => `${g}·${x}` },
    f: (x, a, g) => (x < 0 ? g * a * Math.expm1(x) : g * x),
    slope: (x, y, a, g) => (x > 0 ? g : y + g * a),
  },
  sigmoid: {
    code: 5,
    chooses: false,
    piecewiseLinear: false,
    formula: (_, __, x = 'x') => `1 / (1 + exp(−${factor(x)}))`,
    f: (x) => sigmoid(x),
    slope: (_, y) => y * (1 - y),
  },
  tanh: {
    code: 6,
    chooses: false,
    piecewiseLinear: false,
    formula: (_, __, x = 'x') => `tanh(${x})`,
    f: (x) => Math.tanh(x),
    slope: (_, y) => 1 - y * y,
  },
  softplus: {
    code: 7,
    chooses: false,
    piecewiseLinear: false,
    formula: (_, __, x = 'x') => `ln(1 + exp(${x}))`,
    f: (x) => (Number.isNaN(x) ? x : Math.max(x, 0) + Math.log1p(Math.exp(-Math.abs(x)))),
    slope: (x) => sigmoid(x),
  },
  /** clip(alpha x + beta, 0, 1), as in ONNX. */
  hardSigmoid: {
    code: 8,
    chooses: false,
    piecewiseLinear: true,
    formula: (a, b, x = 'x') => `min(1, max(0, ${a}·${factor(x)} + ${factor(b)}))`,
    f: (x, a, b) => clamp(a * x + b, 0, 1),
    slope: (x, _, a, b) => (a * x + b > 0 && a * x + b < 1 ? a : 0),
  },
  /** x clip(x / 6 + 1/2, 0, 1): Howard et al., Searching for MobileNetV3 (2019). */
  hardSwish: {
    code: 9,
    chooses: false,
    piecewiseLinear: false,
    formula: (_, __, x = 'x') => `${x} · min(1, max(0, ${x}/6 + 1/2))`,
    f: (x) => x * clamp(x / 6 + 0.5, 0, 1),
    slope: (x) => (x <= -3 ? 0 : x >= 3 ? 1 : x / 3 + 0.5),
  },
  /** alpha = 0: x Phi(x), exact. alpha = 1: the tanh form of Hendrycks and Gimpel (2016). */
  gelu: {
    code: 10,
    chooses: false,
    piecewiseLinear: false,
    formula: (a, _, x = 'x') =>
      a === '1' ? `${x}/2 · (1 + tanh(√(2/π) · (${x} + 0.044715·${factor(x)}³)))` : `${x}/2 · (1 + erf(${x}/√2))`,
    f: (x, a) =>
      a === 0 ? 0.5 * x * (1 + erf(x * SQRT_HALF)) : 0.5 * x * (1 + Math.tanh(GELU_TANH * (x + 0.044715 * x * x * x))),
    slope: (x, _, a) => {
      if (a === 0) return 0.5 * (1 + erf(x * SQRT_HALF)) + (x * Math.exp(-0.5 * x * x)) / Math.sqrt(2 * Math.PI);
      const t = Math.tanh(GELU_TANH * (x + 0.044715 * x * x * x));
      return 0.5 * (1 + t) + 0.5 * x * (1 - t * t) * GELU_TANH * (1 + 3 * 0.044715 * x * x);
    },
  },
  /** alpha = minimum, beta = maximum. */
  clip: {
    code: 11,
    chooses: true,
    piecewiseLinear: true,
    formula: (low, high, x = 'x') => `min(${high}, max(${low}, ${x}))`,
    f: (x, low, high) => clamp(x, low, high),
    slope: (x, _, low, high) => (x > low && x < high ? 1 : 0),
  },
} as const satisfies Record<string, ActivationFunction>;

export type ActivationName = keyof typeof activations;

const byCode = new Map<number, ActivationFunction>(Object.values(activations).map((a) => [a.code, a]));

/** The activation with this code. Throws RangeError for an unknown one. */
export function activationOf(code: number): ActivationFunction {
  const found = byCode.get(code);
  if (!found) throw new RangeError(`no activation has code ${code}`);
  return found;
}

/** The last three parameters of every kernel that can fuse an activation. */
export const activationParams = { activation: 'u32', alpha: 'f32', beta: 'f32' } as const;

export interface ActivationValues {
  readonly activation: number;
  readonly alpha: number;
  readonly beta: number;
}

export const noActivation: ActivationValues = { activation: 0, alpha: 0, beta: 0 };

/** Twin of the fused epilogue: post = f(pre), if both ports are connected. */
export function activateInto(p: ActivationValues, pre: FloatArray, post: FloatArray | null | undefined): void {
  if (!post) return;
  const { f } = activationOf(p.activation);
  for (let i = 0; i < pre.length; i++) post[i] = f(pre[i] as number, p.alpha, p.beta);
}

/** y = f(x), element by element. */
export const activation = defineKernel({
  name: 'activation',
  ins: [{ name: 'x' }],
  outs: [{ name: 'y' }],
  params: { length: 'u32', ...activationParams },
  rounding: (p) => (activationOf(p.activation).chooses ? 'exact' : 'function'),
  twin(p, ins, outs) {
    activateInto(p, required(ins, 0), required(outs, 0));
  },
});

/** gx = gy f'(x), given x and y = f(x). At a kink, the slope from the left (ReLU: 0 at 0). */
export const activationGradient = defineKernel({
  name: 'activationGradient',
  ins: [{ name: 'x' }, { name: 'y' }, { name: 'gy' }],
  outs: [{ name: 'gx' }],
  params: { length: 'u32', ...activationParams },
  rounding: () => 'function',
  twin(p, ins, outs) {
    const [x, y, gy, gx] = [required(ins, 0), required(ins, 1), required(ins, 2), required(outs, 0)];
    const { slope } = activationOf(p.activation);
    for (let i = 0; i < p.length; i++) {
      gx[i] = (gy[i] as number) * slope(x[i] as number, y[i] as number, p.alpha, p.beta);
    }
  },
});

/** The call that back-propagates through an activation that maps `x` to `y`. */
export function activationGradientCall(
  length: number,
  a: ActivationValues,
  [x, y, gy, gx]: readonly [TensorId, TensorId, TensorId, TensorId],
): KernelCall {
  return call(activationGradient, [x, y, gy], [gx], { length, ...a });
}
