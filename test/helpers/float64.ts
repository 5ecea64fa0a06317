/** Runs plans and kernel calls by the twins in float64, so that gradients can be held against central differences. */
import type { Plan } from '../../src/backend/types';
import type { Random } from '../../src/core/random';
import type { KernelCall, TensorId } from '../../src/kernels/kernel';

export type Values64 = (tensor: TensorId) => Float64Array;

export function runCalls(calls: readonly KernelCall[], values: Values64): void {
  for (const { kernel, ins, outs, params } of calls) {
    const buffers = (ids: readonly (TensorId | null)[]) => ids.map((id) => (id === null ? null : values(id)));
    kernel.twin(params, buffers(ins), buffers(outs));
  }
}

/** A plan's arenas in float64. */
export function memory64(plan: Plan): Values64 {
  const arenas = plan.arenas.map(({ floats }) => new Float64Array(floats));
  return (id) => {
    const tensor = plan.tensors[id];
    const arena = tensor && arenas[tensor.arena];
    if (!tensor || !arena) throw new RangeError(`no tensor ${id}`);
    return arena.subarray(tensor.offset, tensor.offset + tensor.length);
  };
}

export function randomValues(length: number, random: Random, scale = 1): Float64Array {
  return Float64Array.from({ length }, () => scale * random.normal());
}

/** Largest |a - b| / (|a| + |b| + floor). */
export function relativeDifference(a: ArrayLike<number>, b: ArrayLike<number>, floor = 1e-6): number {
  let worst = 0;
  for (let i = 0; i < a.length; i++) {
    const [x, y] = [a[i] as number, b[i] as number];
    worst = Math.max(worst, Math.abs(x - y) / (Math.abs(x) + Math.abs(y) + floor));
  }
  return a.length === b.length ? worst : Infinity;
}

/** (loss(v + h) - loss(v - h)) / 2h for each of at most `most` elements, evenly picked. */
export function centralDifferences(
  values: Float64Array,
  loss: () => number,
  most = 40,
  h = 1e-5,
): { index: number; slope: number }[] {
  const step = Math.max(1, Math.floor(values.length / most));
  const result: { index: number; slope: number }[] = [];
  for (let index = 0; index < values.length; index += step) {
    const kept = values[index] as number;
    values[index] = kept + h;
    const above = loss();
    values[index] = kept - h;
    const below = loss();
    values[index] = kept;
    result.push({ index, slope: (above - below) / (2 * h) });
  }
  return result;
}
