/** Runs one kernel call on the WASM backend and on its twin, from the same random tensors. */
import { callPlan, type LooseCall } from '../../../src/backend/callPlan';
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
  const copies = ports.map((values) => values && values.slice());
  kernel.twin(roundedParams(kernel, params), copies.slice(0, kernel.ins.length), copies.slice(kernel.ins.length));
  return copies.slice(kernel.ins.length);
}

/** The outputs that the backend gives, in port order. Inputs must come back unchanged. */
export async function computed(backend: Backend, { kernel, params, ports }: KernelCase) {
  const call: LooseCall = { kernel, params, lengths: ports.map((values) => values?.length ?? null) };
  const plan = callPlan([call]);
  const named = new Map<string, Float32Array>();
  [...kernel.ins, ...kernel.outs].forEach((port, k) => {
    const values = ports[k];
    if (values) named.set(`0.${port.name}`, values);
  });
  const program = await backend.load(plan, named);
  try {
    for (const tensor of plan.tensors) program.write(tensor.id, named.get(tensor.name) ?? new Float32Array(0));
    await program.run();
    const outputs: (Float32Array | null)[] = [];
    let id = 0;
    for (const [k, values] of ports.entries()) {
      if (!values) {
        if (k >= kernel.ins.length) outputs.push(null);
        continue;
      }
      const after = await program.read(id++);
      if (k >= kernel.ins.length) outputs.push(after);
      else if (after.some((value, i) => !Object.is(value, values[i]))) throw new Error(`input ${k} was written to`);
    }
    return outputs;
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
