/**
 * Plans of loose kernel calls: what the start-up self-check runs, and what kernel tests run on every backend.
 *
 * Every port gets its own tensor: `constant` ports in a weight arena, all others in a map arena.
 */
import type { KernelCall, LooseCall } from '../kernels/kernel';
import type { Plan, PlanTensor } from './types';

/** WebGPU requires buffer bindings to start at multiples of 256 bytes. */
const ALIGN = 64;

/**
 * An inference plan whose forward phase makes the calls in order. Tensors are named `<call index>.<port>`; the plan's
 * input and output are the first call's first input and the last call's first output.
 */
export function callPlan(calls: readonly LooseCall[]): Plan {
  const tensors: PlanTensor[] = [];
  const floats = { map: 0, weight: 0 };
  const forward = calls.map(({ kernel, params, lengths }, index): KernelCall => {
    const ids = [...kernel.ins, ...kernel.outs].map((port, k) => {
      const length = lengths[k] ?? null;
      if (length === null) return null;
      const kind = port.constant ? 'weight' : 'map';
      const id = tensors.length;
      const name = `${index}.${port.name}`;
      tensors.push({ id, name, shape: [length], length, arena: kind === 'map' ? 0 : 1, offset: floats[kind] });
      floats[kind] += Math.ceil(length / ALIGN) * ALIGN;
      return id;
    });
    return { kernel, params, ins: ids.slice(0, kernel.ins.length), outs: ids.slice(kernel.ins.length) };
  });
  return {
    mode: 'infer',
    tensors,
    arenas: [
      { kind: 'map', floats: Math.max(ALIGN, floats.map) },
      { kind: 'weight', floats: Math.max(ALIGN, floats.weight) },
    ],
    nodes: [],
    phases: { unpack: [], forward, backward: [], update: [] },
    input: forward[0]?.ins[0] ?? 0,
    output: forward.at(-1)?.outs[0] ?? 0,
    packed: null,
    training: null,
    gradients: null,
    macs: 0,
  };
}

/** The tensor ids of a call's ports, inputs then outputs. */
export function portsOf(call: KernelCall): readonly (number | null)[] {
  return [...call.ins, ...call.outs];
}
