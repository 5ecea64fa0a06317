/** The two kinds of weights that layers have. */
import { elements, type Shape } from '../core/shapes';
import type { WeightDef } from './layer';

/** A layer's filters, `weight`, whose first axis is its outputs; each output belongs to one of `groups`. */
export function filterWeight(shape: Shape, groups = 1): WeightDef {
  const [outputs = 1] = shape;
  const fanIn = elements(shape) / outputs;
  const [, , ...window] = shape;
  const initial = { fanIn, fanOut: (outputs / groups) * elements(window) };
  return { name: 'weight', shape, role: 'weight', decays: true, silences: true, initial };
}

/** A weight that begins with a single value: biases, scales, shifts and running statistics. */
export function constantWeight(name: string, length: number, initial: number, role: WeightDef['role']): WeightDef {
  return { name, shape: [length], role, decays: false, silences: role === 'weight', initial };
}
