/** Requests from the page to the worker that runs the twins. Programs are identified by number. */

import type { TensorId } from '../../kernels/kernel';
import type { PortableCall } from '../../kernels/portable';
import type { Phase, Plan } from '../types';

export interface PortablePlan extends Omit<Plan, 'phases'> {
  readonly phases: { readonly [P in Phase]: readonly PortableCall[] };
}

export type Asked =
  /** Makes a program whose tensors are all zero. */
  | { readonly kind: 'load'; readonly program: number; readonly plan: PortablePlan }
  /** Values [from, from + values.length) of a tensor. */
  | {
      readonly kind: 'write';
      readonly program: number;
      readonly tensor: TensorId;
      readonly from: number;
      readonly values: Float32Array;
    }
  /** Returns the plan's output. */
  | { readonly kind: 'run'; readonly program: number; readonly phases: readonly Phase[] }
  | { readonly kind: 'read'; readonly program: number; readonly tensor: TensorId }
  | { readonly kind: 'dispose'; readonly program: number };

export interface Given {
  readonly values: Float32Array;
  readonly milliseconds: number;
}
