/**
 * Working resolution: the same weights on a larger picture, for networks that allow it: those that only convolve and
 * pool up to a global pooling, so that neither the weights nor the output change shape.
 */
import { shapeText } from '../../core/shapes';
import type { StoredModel } from '../../formats/model';
import { type ModelSpec, resolveModel } from '../../graph/model';
import { checkPreprocessing } from '../../vision/preprocessing';

/** Shapes of all weights and of the output, for an input of another size. */
function shapesAt(spec: ModelSpec, size?: readonly [height: number, width: number]): string {
  const { nodes } = resolveModel(spec, 1, size);
  const output = nodes.find(({ id }) => id === spec.output);
  const weights = nodes.flatMap((node) => node.weights.map(({ shape }) => shapeText(shape)));
  return [...weights, shapeText(output?.shape ?? [])].join(' ');
}

/** Whether a network of pictures works on squares of `side` pixels with its weights. */
export function allowsSide(spec: ModelSpec, side: number): boolean {
  try {
    if (checkPreprocessing(spec.preprocessing).kind !== 'picture') return false;
    return shapesAt(spec, [side, side]) === shapesAt(spec);
  } catch {
    // The shapes do not work out at all.
    return false;
  }
}

/** The model for squares of `side` pixels, or unchanged if it does not allow them. */
export function atSide(stored: StoredModel, side: number): StoredModel {
  const { spec } = stored;
  if (!allowsSide(spec, side)) return stored;
  const preprocessing = { ...checkPreprocessing(spec.preprocessing), size: [side, side] as const };
  const [channels] = spec.input.shape;
  return { ...stored, spec: { ...spec, input: { shape: [channels, side, side] }, preprocessing } };
}
