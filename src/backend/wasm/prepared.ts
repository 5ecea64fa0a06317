/** A plan prepared for a number of threads: its module, memory layout, and initial memory contents. */

import { EngineError } from '../../core/errors';
import { copyInPieces, yieldEvery } from '../../core/yield';
import type { TensorId } from '../../kernels/kernel';
import type { Phase, Plan, Weights } from '../types';
import { weightsInto } from '../weights';
import { type CommandList, type Layout, layOut, writeCommands } from './layout';
import { type KernelModule, loadModule } from './module';

/** Byte address and length in floats. */
export interface Place {
  readonly address: number;
  readonly length: number;
}

export interface Prepared {
  readonly plan: Plan;
  readonly module: KernelModule;
  readonly threads: number;
  readonly layout: Layout;
  /** Where each tensor lies, by id. */
  readonly places: readonly Place[];
}

/**
 * Lays out a plan; `shared`: in memory visible to several threads. Throws EngineError('memory' | 'device' | 'graph' |
 * 'unsupported').
 */
export async function prepare(plan: Plan, threads: number, shared = threads > 1): Promise<Prepared> {
  const module = await loadModule(shared);
  const { sizer } = module;
  const bytes = new Uint8Array(sizer.memory.buffer);
  const layout = layOut(plan, sizer.heapBase, threads, (kernel, block) => {
    bytes.set(new Uint8Array(block.buffer), sizer.heapBase);
    return sizer.scratchBytes(kernel, sizer.heapBase);
  });
  const places = plan.tensors.map(({ name, arena, offset, length }) => {
    const start = layout.arenas[arena];
    if (start === undefined) throw new EngineError('graph', `${name} lies in an arena that the plan does not have`);
    return { address: start + offset * 4, length };
  });
  return { plan, module, threads, layout, places };
}

/** Where a tensor lies. Throws EngineError('graph') when the plan has no such tensor. */
export function placeOf({ places }: Prepared, tensor: TensorId): Place {
  const place = places[tensor];
  if (!place) throw new EngineError('graph', 'the plan has no such tensor', { got: tensor });
  return place;
}

/** A weight's values and where they go. */
export interface PlacedWeight {
  readonly values: Float32Array;
  readonly place: Place;
}

/** All weights, without copying. Throws EngineError('weights') for one that is missing or has the wrong size. */
export function placedWeights(prepared: Prepared, weights: Weights): readonly PlacedWeight[] {
  const placed: PlacedWeight[] = [];
  weightsInto(prepared.plan, weights, ({ id }, values) => placed.push({ values, place: placeOf(prepared, id) }));
  return placed;
}

/** Writes the command lists into a zeroed memory, or the part of one they occupy. Throws EngineError('unsupported'). */
export function fillCommands({ plan, module, layout }: Prepared, memory: ArrayBufferLike): void {
  writeCommands(plan, layout, module.sizer.firstKernel, new DataView(memory));
}

/**
 * Writes the commands and weights into a zeroed memory, in pieces where there is much. Throws EngineError('weights' |
 * 'unsupported').
 */
export async function fill(prepared: Prepared, weights: Weights, memory: ArrayBufferLike): Promise<void> {
  fillCommands(prepared, memory);
  const rest = yieldEvery();
  for (const { values, place } of placedWeights(prepared, weights)) {
    await copyInPieces(values, new Float32Array(memory, place.address, place.length), rest);
  }
}

/** The non-empty command lists of the phases, in order, and the number of calls in them. */
export function listsOf(
  { layout }: Prepared,
  phases: readonly Phase[],
): { lists: readonly CommandList[]; calls: number } {
  const lists = phases.map((phase) => layout.phases[phase]).filter(({ calls }) => calls > 0);
  return { lists, calls: lists.reduce((sum, { calls }) => sum + calls, 0) };
}
