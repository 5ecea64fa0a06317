/**
 * How far a float32 kernel may be from its meaning in exact arithmetic.
 *
 * A sum of K products: 2 K 2^-24 times the sum of their sizes, whatever the order (Higham, Accuracy and Stability of
 * Numerical Algorithms, 2nd ed., section 4.2, with room for a fused or an unfused product). Choosing and moving are
 * exact. What passes through exp, a division or a square root: 2^-19, relative to the largest size met.
 */

export const UNIT = 2 ** -24;
export const FUNCTION = 2 ** -19;
/** Results below float32's smallest normal number may be flushed to zero. */
export const TINY = 1e-37;

/**
 * What a kernel's outputs are held to: every bit of its twin's; the bound of a sum of `terms` products, whose sizes are
 * what the twin gives on absolute values; or that of a few operations on values of which the largest sets the scale.
 */
export type Rounding = 'exact' | 'function' | { readonly terms: number };

/** The bound of a sum of `terms` products whose sizes add up to `size`. */
export const boundOfSum = (terms: number, size: number): number => 2 * terms * UNIT * size + TINY;

/** The bound of what passes through a function, all sizes met being at most `size`. */
export const boundOfFunction = (size: number): number => FUNCTION * size + TINY;
