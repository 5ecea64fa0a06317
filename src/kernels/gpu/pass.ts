/** Shared by all kernels' pass lists: dispatch grids, and WGSL assembled from lib files. */

import activation from '../../../shaders/lib/activation.wgsl?raw';
import functions from '../../../shaders/lib/functions.wgsl?raw';
import numbers from '../../../shaders/lib/numbers.wgsl?raw';
import reduce from '../../../shaders/lib/reduce.wgsl?raw';
import { grid } from '../grid';
import { hyperSlots } from '../hyper';
import type { GpuPass, Target } from '../kernel';

/** Library text by what it provides; later entries build on earlier ones. */
export const lib = {
  numbers,
  functions: numbers + functions,
  reduce: numbers + reduce,
  /** Appended to one of the others. */
  reduceOnly: reduce,
} as const;

/** `hyperRate()` and so on: the step's scalars by name. For kernels with a port `hyper`. */
export const hyperLib = Object.entries(hyperSlots)
  .map(
    ([name, slot]) =>
      `fn hyper${name.charAt(0).toUpperCase()}${name.slice(1)}() -> f32 { return getHyper(${slot}u); }\n`,
  )
  .join('');

/** `activate(x)` and `slope(x, y)` of the activation with this code, with their dependencies. */
export const activationLib = (code: number): string =>
  `${lib.functions}${activation}
fn activate(x: f32) -> f32 { return activate${code}(x); }
fn slope(x: f32, y: f32) -> f32 { return slope${code}(x, y); }
`;

/** Invocations per workgroup of the element-wise passes, as written in their WGSL. */
export const ITEMS = 64;

/** The same for sources that take `items`. A software adapter runs a workgroup on one core: small ones balance well. */
const ITEMS_OF = { hardware: ITEMS, software: 16, quads: 16 } as const satisfies { readonly [T in Target]: number };

/**
 * What an instruction of text costs in each of the thousand or so runs of a training; those of the forward pass are for
 * frames, and are optimised whatever it takes.
 */
export const COMPILE = 200;

/** Lanes per workgroup of the reducing passes. */
const LANES = 64;

/**
 * A pass with one invocation per item; the source computes its item as id.x + id.y rowItems, and past the last either
 * returns or repeats it. With a target, workgroups have `items` invocations, otherwise 64.
 */
export function perItem(
  name: string,
  source: string,
  items: number,
  constants: GpuPass['constants'] = {},
  target: Target | null = null,
): GpuPass {
  const size = target === null ? ITEMS : ITEMS_OF[target];
  const { row, workgroups } = grid(Math.ceil(items / size));
  const sized = target === null ? {} : { items: size };
  return { name, source, workgroups, constants: { ...constants, ...sized, rowItems: row * size } };
}

/** A pass with one workgroup per item, computed as group.x + group.y rowItems; groups past the last repeat it. */
export function perGroup(name: string, source: string, items: number, lanes = LANES): GpuPass {
  const { row, workgroups } = grid(items);
  return { name, source, workgroups, constants: { rowItems: row, lanes } };
}
