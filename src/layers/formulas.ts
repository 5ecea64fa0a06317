/**
 * What every layer type computes, as one line of mathematics. x is the input and y the output; c, k are channels, i, j
 * rows and columns, u, v rows and columns of a window; s is the stride, p the padding and d the dilation. Apart from the
 * definitions, so that a page fetches it only where it is read; the type sees to it that none is forgotten.
 */
import type { LayerType } from './index';

const window = 'x[c, s·i + u − p, s·j + v − p]';

export const formulas: { readonly [T in LayerType]: string } = {
  conv2d: 'y[k, i, j] = b[k] + Σ_c Σ_u Σ_v w[k, c, u, v] · x[c, s·i + d·u − p, s·j + d·v − p]',
  dense: 'y[k] = b[k] + Σ_c w[k, c] · x[c]',
  maxPool2d: `y[c, i, j] = max over u, v of ${window}`,
  averagePool2d: `y[c, i, j] = 1/n · Σ_u Σ_v ${window}`,
  minPool2d: `y[c, i, j] = min over u, v of ${window}`,
  globalAveragePool: 'y[c] = 1/(H·W) · Σ_i Σ_j x[c, i, j]',
  globalMaxPool: 'y[c] = max over i, j of x[c, i, j]',
  globalMinPool: 'y[c] = min over i, j of x[c, i, j]',
  relu: 'y = max(0, x)',
  leakyRelu: 'y = x where x ≥ 0, else α·x',
  elu: 'y = x where x ≥ 0, else α·(exp(x) − 1)',
  selu: 'y = γ·x where x ≥ 0, else γ·α·(exp(x) − 1)',
  sigmoid: 'y = 1 / (1 + exp(−x))',
  tanh: 'y = tanh(x)',
  softplus: 'y = ln(1 + exp(x))',
  hardSigmoid: 'y = min(1, max(0, α·x + β))',
  hardSwish: 'y = x · min(1, max(0, x/6 + 1/2))',
  gelu: 'y = x · Φ(x) = x/2 · (1 + erf(x/√2))',
  clip: 'y = min(high, max(low, x))',
  batchNorm: 'y[c, i, j] = γ[c] · (x[c, i, j] − μ[c]) / √(σ²[c] + ε) + β[c]',
  dropout: 'y = x (in training: 0 with probability r, else x / (1 − r))',
  flatten: 'y[c·H·W + i·W + j] = x[c, i, j]',
  reshape: 'y = x, read in the same order under another shape',
  pad: 'y[c, i, j] = x[c, i − p, j − p] inside, the padding outside',
  add: 'y = x₁ + x₂ + …',
  multiply: 'y = x₁ · x₂ · …',
  concat: 'y = x₁, then x₂, … along the channels',
  softmax: 'y[k] = exp(x[k] − max x) / Σ_c exp(x[c] − max x)',
  logSoftmax: 'y[k] = x[k] − max x − ln Σ_c exp(x[c] − max x)',
};
