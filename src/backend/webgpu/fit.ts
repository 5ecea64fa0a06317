/**
 * Fits a plan to a device's bindings: a weight too large for one is cut into runs of output channels or features, each
 * in its own buffer, and the call that reads it becomes one call per run. Tensors keep their ids; those the extra calls
 * need come after them.
 */
import { conv2d } from '../../kernels/conv2d';
import { copy } from '../../kernels/copy';
import { dense } from '../../kernels/dense';
import { call, type KernelCall, type TensorId } from '../../kernels/kernel';
import type { Arena, Plan, PlanTensor } from '../types';

export interface FittedPlan {
  readonly tensors: readonly PlanTensor[];
  readonly arenas: readonly Arena[];
  /** Arenas that were cut, each with the arenas that are its parts, in order. */
  readonly cuts: ReadonlyMap<number, readonly number[]>;
  /** What a call of the plan was replaced by. */
  callsOf(call: KernelCall): readonly KernelCall[];
}

/** What kernels with a cuttable weight have in common. Each group of outputs reads a run of each sample's values. */
interface Cuttable {
  readonly batch: number;
  /** Output channels or features. */
  readonly outputs: number;
  /** Values of one of them, for one sample. */
  readonly plane: number;
  readonly groups: number;
  /** Values of a sample that one group reads. */
  readonly inputs: number;
  /** The call for `count` outputs of one group. */
  of(count: number, ins: KernelCall['ins'], outs: KernelCall['outs']): KernelCall;
}

function cuttable({ kernel, params }: KernelCall): Cuttable | null {
  const p = (name: string): number => params[name] ?? 0;
  const { batch = 1, groups = 1 } = params;
  const of =
    (changed: (count: number) => KernelCall['params']): Cuttable['of'] =>
    (count, ins, outs) => ({ kernel, ins, outs, params: { ...params, ...changed(count) } });
  if (kernel.name === dense.name) {
    const size = { batch, outputs: p('outFeatures'), plane: 1, groups: 1, inputs: p('inFeatures') };
    return { ...size, of: of((outFeatures) => ({ outFeatures })) };
  }
  if (kernel.name !== conv2d.name) return null;
  const inChannels = p('inChannels') / groups;
  const inputs = inChannels * p('inHeight') * p('inWidth');
  const size = { batch, outputs: p('outChannels'), plane: p('outHeight') * p('outWidth'), groups, inputs };
  return { ...size, of: of((outChannels) => ({ outChannels, inChannels, groups: 1 })) };
}

/** 256 bytes, the alignment of bindings, in floats. */
const ALIGN = 64;
const aligned = (floats: number): number => Math.ceil(floats / ALIGN) * ALIGN;

/** Fits a plan to bindings of at most `most` floats. What cannot be cut stays as it is, too large. */
export function fitPlan(plan: Plan, most: number): FittedPlan {
  const large = plan.tensors.filter(({ length, arena }) => length > most && plan.arenas[arena]?.kind === 'weight');
  if (large.length === 0) return { ...plan, cuts: new Map(), callsOf: (call) => [call] };
  return new Fitting(plan, most).result();
}

class Fitting {
  private readonly tensors: PlanTensor[];
  private readonly arenas: Arena[];
  private readonly cuts = new Map<number, readonly number[]>();
  private readonly calls = new Map<KernelCall, readonly KernelCall[]>();
  /** The arena for values that a call sets aside, and the most floats that any call sets aside. */
  private readonly aside: number;
  private moved = 0;

  constructor(
    private readonly plan: Plan,
    private readonly most: number,
  ) {
    this.tensors = [...plan.tensors];
    this.aside = plan.arenas.length;
    this.arenas = [...plan.arenas, { kind: 'map', floats: 0 }];
  }

  result(): FittedPlan {
    for (const call of this.plan.phases.forward) this.cut(call);
    const { tensors, calls, cuts } = this;
    this.arenas[this.aside] = { kind: 'map', floats: this.moved };
    const used = new Set(tensors.map(({ arena }) => arena).filter((arena) => !cuts.has(arena)));
    const arenas = this.arenas.map((arena, k) => (used.has(k) ? arena : { ...arena, floats: 0 }));
    return { tensors, arenas, cuts, callsOf: (call) => calls.get(call) ?? [call] };
  }

  private add(name: string, arena: number, offset: number, length: number): TensorId {
    return this.tensors.push({ id: this.tensors.length, name, shape: [length], length, arena, offset }) - 1;
  }

  /** A run of another tensor's values. */
  private part(id: TensorId | null | undefined, first: number, length: number): TensorId | null {
    const tensor = this.tensors[id ?? -1];
    return tensor ? this.add(`${tensor.name}[${first}...]`, tensor.arena, tensor.offset + first, length) : null;
  }

  private cut(whole: KernelCall): void {
    const [x = null, w = null, b = null] = whole.ins;
    const weight = this.tensors[w ?? -1];
    const shape = cuttable(whole);
    if (!weight || weight.length <= this.most || !shape) return;
    const row = weight.length / shape.outputs;
    const perGroup = shape.outputs / shape.groups;
    const fitting = Math.min(perGroup, Math.floor(this.most / row));
    // Runs that start at binding alignment, so that their outputs do as well.
    const step = fitting > ALIGN ? fitting - (fitting % ALIGN) : fitting;
    if (step < 1) return;
    const parts: number[] = [];
    const calls: KernelCall[] = [];
    for (let group = 0; group < shape.groups; group++) {
      let aside = 0;
      const movedAside = (length: number): TensorId => {
        const id = this.add('aside', this.aside, aside, length);
        aside += aligned(length);
        this.moved = Math.max(this.moved, aside);
        return id;
      };
      let input = x;
      if (shape.groups > 1 && x !== null) {
        const inner = shape.inputs;
        const place = { outer: shape.batch, inner, inOffset: group * inner, inStride: shape.groups * inner };
        input = movedAside(shape.batch * inner);
        calls.push(call(copy, [x], [input], { ...place, outOffset: 0, outStride: inner }));
      }
      const before = aside;
      for (let first = group * perGroup; first < (group + 1) * perGroup; first += step) {
        const count = Math.min(step, (group + 1) * perGroup - first);
        const arena = this.arenas.push({ kind: 'weight', floats: count * row }) - 1;
        parts.push(arena);
        const filters = this.add(`${weight.name}[${first * row}...]`, arena, 0, count * row);
        aside = before;
        const inner = count * shape.plane;
        const outs = whole.outs.map((id) => {
          if (id === null) return null;
          return shape.batch === 1 ? this.part(id, first * shape.plane, inner) : movedAside(shape.batch * inner);
        });
        calls.push(shape.of(count, [input, filters, this.part(b, first, count)], outs));
        if (shape.batch === 1) continue;
        for (const [k, id] of outs.entries()) {
          const whereto = whole.outs[k] ?? null;
          if (id === null || whereto === null) continue;
          const into = { outOffset: first * shape.plane, outStride: shape.outputs * shape.plane };
          calls.push(call(copy, [id], [whereto], { outer: shape.batch, inner, inOffset: 0, inStride: inner, ...into }));
        }
      }
    }
    const arena = this.arenas.push({ kind: 'weight', floats: 0 }) - 1;
    this.cuts.set(arena, parts);
    this.tensors[weight.id] = { ...weight, arena, offset: 0 };
    this.calls.set(whole, calls);
  }
}
