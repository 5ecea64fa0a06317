/** Runs loose kernel calls on a backend, and on the plain twins, from the same values. */
import { callPlan, portsOf } from '../../src/backend/callPlan';
import type { Backend } from '../../src/backend/types';
import type { LooseCall } from '../../src/kernels/kernel';

/** A call with values for its ports: null where unconnected; outputs hold what they held before the call. */
export interface ValuedCall {
  readonly kernel: LooseCall['kernel'];
  readonly params: LooseCall['params'];
  readonly values: readonly (Float32Array | null)[];
}

/** The plan of one call whose ports have the given lengths (inputs, then outputs; null = not connected). */
export const onePlan = (
  kernel: LooseCall['kernel'],
  params: LooseCall['params'],
  lengths: readonly (number | null)[],
): ReturnType<typeof callPlan> => callPlan([{ kernel, params, lengths }]);

/** What each output port holds after the call, null where unconnected. */
export async function runOnBackend(backend: Backend, call: ValuedCall): Promise<(Float32Array | null)[]> {
  const plan = onePlan(
    call.kernel,
    call.params,
    call.values.map((v) => v?.length ?? null),
  );
  const step = plan.phases.forward[0];
  if (!step) throw new Error('the plan has no call');
  const ids = portsOf(step);
  const weights = new Map<string, Float32Array>();
  for (const [port, id] of ids.entries()) {
    const [tensor, values] = [id === null ? undefined : plan.tensors[id], call.values[port]];
    if (tensor && values && plan.arenas[tensor.arena]?.kind === 'weight') weights.set(tensor.name, values);
  }
  const program = await backend.load(plan, weights);
  try {
    for (const [port, id] of ids.entries()) {
      const values = call.values[port];
      if (id !== null && values && !weights.has(plan.tensors[id]?.name ?? '')) program.write(id, values);
    }
    await program.run();
    const results: (Float32Array | null)[] = [];
    for (const id of step.outs) results.push(id === null ? null : await program.read(id));
    return results;
  } finally {
    program.dispose();
  }
}

/** The same from the plain twin. */
export function runTwin(call: ValuedCall): (Float32Array | null)[] {
  const copies = call.values.map((v) => (v ? Float32Array.from(v) : null));
  const ins = copies.slice(0, call.kernel.ins.length);
  const outs = copies.slice(call.kernel.ins.length);
  call.kernel.twin(call.params, ins, outs);
  return outs;
}
