/** Runs one kernel call on the WASM backend and on its twin, from the same random tensors. */
import { callPlan } from '../../../src/backend/callPlan';
import type { Backend } from '../../../src/backend/types';
import type { AnyKernelDef } from '../../../src/kernels/kernel';

export interface KernelCase {
  readonly kernel: AnyKernelDef;
  readonly params: { readonly [name: string]: number };
  /** Values of each port, inputs then outputs (what an output holds before the call); null where unconnected. */
  readonly ports: readonly (Float32Array | null)[];
}

/** Parameters as both sides get them: float32 where the schema says so. */
export function roundedParams(kernel: AnyKernelDef, params: KernelCase['params']): { [name: string]: number } {
  return Object.fromEntries(
    Object.entries(params).map(([name, value]) => [name, kernel.params[name] === 'f32' ? Math.fround(value) : value]),
  );
}

/** The outputs that the twin gives, in port order. */
export function expected({ kernel, params, ports }: KernelCase): (Float32Array | null)[] {
  const copies = ports.map((values) => values?.slice() ?? null);
  kernel.twin(roundedParams(kernel, params), copies.slice(0, kernel.ins.length), copies.slice(kernel.ins.length));
  return copies.slice(kernel.ins.length);
}

/**
 * The outputs that the backend gives for each case, in port order; all cases are calls of one plan. Inputs must come
 * back unchanged.
 */
export async function computed(backend: Backend, cases: readonly KernelCase[]): Promise<(Float32Array | null)[][]> {
  const plan = callPlan(
    cases.map(({ kernel, params, ports }) => ({ kernel, params, lengths: ports.map((port) => port?.length ?? null) })),
  );
  const named = new Map<string, Float32Array>();
  for (const [index, { kernel, ports }] of cases.entries()) {
    for (const [k, port] of [...kernel.ins, ...kernel.outs].entries()) {
      const values = ports[k];
      if (values) named.set(`${index}.${port.name}`, values);
    }
  }
  const program = await backend.load(plan, named);
  try {
    for (const { id, name } of plan.tensors) program.write(id, named.get(name) ?? new Float32Array(0));
    await program.run();
    const after = await Promise.all(plan.tensors.map(({ id }) => program.read(id)));
    let next = 0;
    return cases.map(({ kernel, ports }) => {
      const results = ports.map((values) => (values ? (after[next++] ?? null) : null));
      results.slice(0, kernel.ins.length).forEach((values, k) => {
        if (values?.some((value, i) => !Object.is(value, ports[k]?.[i]))) throw new Error(`input ${k} was written to`);
      });
      return results.slice(kernel.ins.length);
    });
  } finally {
    program.dispose();
  }
}

/** The first index at which two arrays differ by more than `bound(i)`, NaN and infinities having to be the same. */
export function firstDifference(
  got: Float32Array,
  want: Float32Array,
  bound: (index: number) => number,
): string | null {
  if (got.length !== want.length) return `length ${got.length}, not ${want.length}`;
  for (let i = 0; i < want.length; i++) {
    const [g, w] = [got[i] as number, want[i] as number];
    if (Object.is(g, w) || g === w) continue;
    if (!(Math.abs(g - w) <= bound(i))) return `[${i}] is ${g}, not ${w} (bound ${bound(i)})`;
  }
  return null;
}
