/** The kernels of a network's first convolution, as far as they are shown: the slices of its first input channel. */
import type { Weights } from '../../backend/types';
import { type ModelSpec, resolveModel, weightName } from '../../graph/model';

export interface FirstKernels {
  readonly count: number;
  readonly height: number;
  readonly width: number;
  /** Each one's values, row by row. */
  of(weights: Weights): readonly Float32Array[];
}

/** Null for a network without a convolution. */
export function firstKernels(spec: ModelSpec): FirstKernels | null {
  for (const { id, weights } of resolveModel(spec, 1).nodes) {
    const kernel = weights.find(({ shape }) => shape.length === 4);
    if (!kernel) continue;
    const [count = 0, channels = 0, height = 0, width = 0] = kernel.shape;
    const name = weightName(id, kernel.name);
    return {
      count,
      height,
      width,
      of(all) {
        const values = all.get(name) ?? new Float32Array(count * channels * height * width);
        const filter = channels * height * width;
        return Array.from({ length: count }, (_, k) => values.subarray(k * filter, k * filter + height * width));
      },
    };
  }
  return null;
}
