/** Activation functions as textbooks write them, with the numbers that a layer has for alpha and beta. */
import type { LayerType } from '../../../layers';
import { rounded } from '../../../workspace/numbers';

type Formula = (alpha: string, beta: string) => string;

const formulas: { readonly [L in LayerType]?: Formula } = {
  relu: () => 'max(0, x)',
  leakyRelu: (a) => `x < 0: ${a} x; x ≥ 0: x`,
  elu: (a) => `x < 0: ${a} (eˣ − 1); x ≥ 0: x`,
  selu: (a, g) => `${g} · (x < 0: ${a} (eˣ − 1); x ≥ 0: x)`,
  sigmoid: () => '1 / (1 + e⁻ˣ)',
  tanh: () => 'tanh x',
  softplus: () => 'ln(1 + eˣ)',
  hardSigmoid: (a, b) => `min(1, max(0, ${a} x + ${b}))`,
  hardSwish: () => 'x · min(1, max(0, x / 6 + ½))',
  gelu: () => 'x · Φ(x)',
  clip: (low, high) => `min(${high}, max(${low}, x))`,
};

export const formulaOf = (type: LayerType, alpha: number, beta: number): string =>
  formulas[type]?.(rounded(alpha), rounded(beta)) ?? 'f(x)';
