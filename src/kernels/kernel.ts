/**
 * What a kernel is: its ports, its parameters and its meaning (the plain TypeScript twin).
 *
 * Ports are numbered inputs first, then outputs; that is also the binding order of group 0 in WGSL and the order of the
 * pointers in a WASM argument block. A kernel's WASM function is the module's export of the same name; its WGSL passes
 * are listed in gpu/index.ts under that name.
 */
import type { ParamSchema, ParamValues } from '../core/params';
import type { Rounding } from './rounding';

export interface Port {
  readonly name: string;
  /** The call may leave this port unconnected. */
  readonly optional?: true;
  /**
   * Lies in an arena this kernel does not write (weights), so WGSL declares it `read`; any other port may share an
   * arena buffer with an output and is declared `read_write`.
   */
  readonly constant?: true;
  /** An output that is read before it is written (running statistics, moments, weights under an optimiser). */
  readonly updated?: true;
}

/** One compute dispatch. `source` is WGSL text with entry point `main`; parameters become constants before it. */
export interface GpuPass {
  /** Pass name for labels and the profiler, e.g. `conv2d/direct`. */
  readonly name: string;
  readonly source: string;
  /** Additional constants that specialise this pass (tile sizes and the like). */
  readonly constants?: { readonly [name: string]: number };
  readonly workgroups: readonly [x: number, y: number, z: number];
  /** Uses subgroup functions; only for the target `quads`. */
  readonly subgroups?: true;
  /** Input ports read as four neighbouring values at a time. */
  readonly fours?: readonly string[];
  /** Floats of private scratch, bound read_write after the last port as `scratch` and shared by a call's passes. */
  readonly scratch?: number;
}

/** Engines store float32; the gradient tests run the same twins in float64. */
export type FloatArray = Float32Array | Float64Array;

/** Tensors as a twin sees them: flat, NCHW, null where an optional port is unconnected. */
export type Buffers = readonly (FloatArray | null)[];

export type AdapterKind = 'hardware' | 'software';

/**
 * What passes are optimised for: hardware favours tiles in workgroup memory, a software adapter registers. `quads` is a
 * software adapter whose subgroups are always four invocations, on a device with subgroups enabled.
 */
export type Target = AdapterKind | 'quads';

export interface KernelDef<P extends ParamSchema = ParamSchema> {
  readonly name: string;
  readonly ins: readonly Port[];
  readonly outs: readonly Port[];
  readonly params: P;
  /** How far any backend's outputs may differ from the twin's. */
  rounding(params: ParamValues<P>): Rounding;
  /** The kernel's meaning in plain loops. Sums accumulate in float64 and are rounded once, when stored. */
  twin(params: ParamValues<P>, ins: Buffers, outs: Buffers): void;
}

/** A KernelDef whose schema is not known here: what plans and backends pass around. */
export type AnyKernelDef = Pick<KernelDef, 'name' | 'ins' | 'outs' | 'params'> & {
  rounding(params: { readonly [name: string]: number }): Rounding;
  twin(params: { readonly [name: string]: number }, ins: Buffers, outs: Buffers): void;
};

/** Defines a kernel; exists so that parameter names are inferred and checked. */
export function defineKernel<const P extends ParamSchema>(def: KernelDef<P>): KernelDef<P> {
  return def;
}

export type TensorId = number;

/** A kernel applied to tensors: a plain object. A null id leaves an optional port unconnected. */
export interface KernelCall {
  readonly kernel: AnyKernelDef;
  readonly ins: readonly (TensorId | null)[];
  readonly outs: readonly (TensorId | null)[];
  readonly params: { readonly [name: string]: number };
}

/** A call without tensors: the length of each port's tensor (inputs, then outputs), null where unconnected. */
export interface LooseCall {
  readonly kernel: AnyKernelDef;
  readonly params: { readonly [name: string]: number };
  readonly lengths: readonly (number | null)[];
}

/** Builds a call, checking parameter names against the kernel's schema at compile time and port counts at run time. */
export function call<P extends ParamSchema>(
  kernel: KernelDef<P>,
  ins: readonly (TensorId | null)[],
  outs: readonly (TensorId | null)[],
  params: ParamValues<P>,
): KernelCall {
  const fits = (ids: readonly (TensorId | null)[], ports: readonly Port[]): boolean =>
    ids.length === ports.length && ports.every((port, i) => port.optional || ids[i] !== null);
  if (!fits(ins, kernel.ins) || !fits(outs, kernel.outs)) {
    throw new TypeError(`${kernel.name}: a port is missing`);
  }
  return { kernel, ins, outs, params };
}

/** The buffer at a port known to be connected. */
export function required(buffers: Buffers, index: number): FloatArray {
  const buffer = buffers[index];
  if (!buffer) throw new TypeError(`port ${index} is not connected`);
  return buffer;
}
