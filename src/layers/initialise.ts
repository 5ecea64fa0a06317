/** Initial weight values. */
import type { Random } from '../core/random';
import { elements, type Shape } from '../core/shapes';
import type { WeightDef } from './layer';

/** Normal with variance 2 / fanIn (He et al., Delving Deep into Rectifiers, 2015). */
export function heNormal(random: Random, shape: Shape, fanIn: number): Float32Array {
  const deviation = Math.sqrt(2 / fanIn);
  return Float32Array.from({ length: elements(shape) }, () => deviation * random.normal());
}

/** A weight initialised to a single value: biases, scales, shifts and running statistics. */
export function constantWeight(name: string, length: number, value: number, role: WeightDef['role']): WeightDef {
  return {
    name,
    shape: [length],
    role,
    decays: false,
    silences: role === 'weight',
    initialise: () => new Float32Array(length).fill(value),
  };
}
