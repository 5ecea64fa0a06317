/**
 * Softmax by hand: every class's logit, exponential and share, with decimals that can be checked on a pocket
 * calculator.
 *
 *   p_k = exp(x_k - max) / sum over j of exp(x_j - max)
 *
 * The logits are rounded first and everything else is computed from the rounded values, so that the displayed digits
 * add up: the sum is exactly the sum of the displayed exponentials. Rounding changes no share by more than
 * `roundingError`. Pure.
 */

/** Decimals of logits and exponentials. */
export const logitDecimals = 4;
export const expDecimals = 6;

export interface SoftmaxRow {
  /** In class order. */
  readonly index: number;
  /** Rounded to `logitDecimals`. */
  readonly logit: number;
  /** exp(logit - largest), rounded to `expDecimals`. */
  readonly exp: number;
  /** exp / sum, unrounded. */
  readonly share: number;
}

export interface SoftmaxTable {
  readonly rows: readonly SoftmaxRow[];
  readonly largest: number;
  /** Sum of the displayed exponentials. */
  readonly sum: number;
  /** Position of each row when sorted by probability, likeliest first. */
  readonly order: readonly number[];
}

const round = (value: number, decimals: number): number => Math.round(value * 10 ** decimals) / 10 ** decimals;

/**
 * Upper bound on how far a share can differ from that of the unrounded logits. Rounding x by d changes exp(x - max) by
 * a factor of at most exp(2 d); rounding K exponentials changes their sum by at most K half units, and the sum is at
 * least 1.
 */
export function roundingError(classes: number): number {
  const logits = Math.expm1(4 * 0.5 * 10 ** -logitDecimals) / 4;
  return logits + (classes + 1) * 0.5 * 10 ** -expDecimals;
}

/** Null if a logit is not finite. */
export function softmaxTable(logits: ArrayLike<number>): SoftmaxTable | null {
  const rounded = Array.from(logits, (logit) => round(logit, logitDecimals));
  if (rounded.length === 0 || !rounded.every(Number.isFinite)) return null;
  const largest = Math.max(...rounded);
  const exps = rounded.map((logit) => round(Math.exp(logit - largest), expDecimals));
  const sum = round(
    exps.reduce((total, exp) => total + exp, 0),
    expDecimals,
  );
  const rows = rounded.map((logit, index) => {
    const exp = exps[index] ?? 0;
    return { index, logit, exp, share: exp / sum };
  });
  const order = [...rows].sort((a, b) => b.logit - a.logit || a.index - b.index).map(({ index }) => index);
  return { rows, largest, sum, order };
}
