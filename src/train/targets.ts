/** A classifier's training targets: one distribution over the classes per sample. */
import { EngineError } from '../core/errors';

/**
 * Writes a one-hot target with label smoothing (Szegedy et al., 2016): the label gets 1 - smoothing, and smoothing is
 * spread evenly over all classes, including the label. Throws EngineError('input') when the label is not a class.
 */
export function writeTarget(into: Float32Array, row: number, label: number, classes: number, smoothing: number): void {
  if (!(Number.isInteger(label) && label >= 0 && label < classes)) {
    throw new EngineError('input', 'a label names no class', { expected: `0 to ${classes - 1}`, got: label });
  }
  const start = row * classes;
  into.fill(smoothing / classes, start, start + classes);
  into[start + label] = 1 - smoothing + smoothing / classes;
}
