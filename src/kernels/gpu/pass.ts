/** What the pass lists of the kernels share: dispatch grids, and WGSL text put together from lib files. */

import activation from '../../../shaders/lib/activation.wgsl?raw';
import functions from '../../../shaders/lib/functions.wgsl?raw';
import numbers from '../../../shaders/lib/numbers.wgsl?raw';
import reduce from '../../../shaders/lib/reduce.wgsl?raw';
import { grid } from '../grid';
import type { GpuPass } from '../kernel';

/** Library text by what it offers; later ones build on earlier ones. */
export const lib = {
  numbers,
  functions: numbers + functions,
  reduce: numbers + reduce,
  /** To be put behind one of the others. */
  reduceOnly: reduce,
} as const;

/** `activate(x)` and `slope(x, y)` of the activation with this code, and what they need. */
export const activationLib = (code: number): string =>
  `${lib.functions}${activation}
fn activate(x: f32) -> f32 { return activate${code}(x); }
fn slope(x: f32, y: f32) -> f32 { return slope${code}(x, y); }
`;

/** Invocations per workgroup of the element-wise passes, as written in their sources. */
export const ITEMS = 64;

/** Lanes per workgroup of the reducing passes. */
const LANES = 64;

/** A pass with one invocation per item; the source finds its item as id.x + id.y rowItems and leaves past the last. */
export function perItem(name: string, source: string, items: number, constants: GpuPass['constants'] = {}): GpuPass {
  const { row, workgroups } = grid(Math.ceil(items / ITEMS));
  return { name, source, workgroups, constants: { ...constants, rowItems: row * ITEMS } };
}

/** A pass with one workgroup per item, found as group.x + group.y rowItems; past the last, work on the last again. */
export function perGroup(name: string, source: string, items: number, lanes = LANES): GpuPass {
  const { row, workgroups } = grid(items);
  return { name, source, workgroups, constants: { rowItems: row, lanes } };
}
