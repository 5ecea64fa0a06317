/** Kernel calls as sent to another thread: by kernel name, since functions cannot be sent. */
import { EngineError } from '../core/errors';
import { kernels } from '.';
import type { AnyKernelDef, KernelCall } from './kernel';

export interface PortableCall extends Omit<KernelCall, 'kernel'> {
  readonly kernel: string;
}

const byName: ReadonlyMap<string, AnyKernelDef> = new Map(Object.entries(kernels));

export const portable = (call: KernelCall): PortableCall => ({ ...call, kernel: call.kernel.name });

/** Throws EngineError('unsupported') for an unknown kernel. */
export function callOf(call: PortableCall): KernelCall {
  const kernel = byName.get(call.kernel);
  if (!kernel) throw new EngineError('unsupported', `there is no kernel ${call.kernel}`);
  return { ...call, kernel };
}
