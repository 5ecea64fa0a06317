/**
 * How far a float32 kernel may deviate from exact arithmetic.
 *
 * A sum of K products: 2 K 2^-24 times the sum of their magnitudes, in any order (Higham, Accuracy and Stability of
 * Numerical Algorithms, 2nd ed., section 4.2, with room for fused or unfused products). Selecting and moving values is
 * exact. Anything through exp, a division or a square root: 2^-19, relative to the largest magnitude involved.
 */

export const UNIT = 2 ** -24;
export const FUNCTION = 2 ** -19;
/** Results below float32's smallest normal number may flush to zero. */
export const TINY = 1e-37;

/**
 * The bound on a kernel's outputs: bit-identical to its twin's; the bound for a sum of `terms` products, whose
 * magnitudes the twin computes from absolute values; or the bound for a few operations, scaled by the largest value.
 */
export type Rounding = 'exact' | 'function' | { readonly terms: number };

/** The bound for a sum of `terms` products whose magnitudes add up to `size`. */
export const boundOfSum = (terms: number, size: number): number => 2 * terms * UNIT * size + TINY;

/** The bound for the result of a function when no magnitude involved exceeds `size`. */
export const boundOfFunction = (size: number): number => FUNCTION * size + TINY;
