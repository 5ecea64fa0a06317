/** The rows of the glass box: one per kernel call of a frame, with the layers it computes and their cost. */
import type { Plan } from '../../backend/types';
import { elements } from '../../core/shapes';
import type { KernelCall } from '../../kernels/kernel';
import { layerOf } from '../../layers';
import type { Network } from '../network';

export interface LayerRow {
  /** Index of the call in `plan.phases.forward`. */
  readonly call: number;
  /** The layers the call computes; two for a convolution with a fused activation. */
  readonly layers: readonly string[];
  readonly kernel: string;
  readonly macs: number;
  readonly parameters: number;
  /** Bytes of the maps it writes. */
  readonly bytes: number;
}

/** The layers whose outputs a call writes; if it only writes a layer's temporary, that layer. */
function layersOfCall(plan: Plan, { outs }: KernelCall): readonly string[] {
  const written = plan.nodes.filter(({ output }) => outs.includes(output)).map(({ id }) => id);
  if (written.length > 0) return written;
  const names = outs.flatMap((id) => (id === null ? [] : (plan.tensors[id]?.name ?? [])));
  return plan.nodes.filter(({ id }) => names.some((name) => name.startsWith(`${id}.`))).map(({ id }) => id);
}

/** A layer of several calls (padding, then the convolution) has its cost on the last. */
export function layerRows({ plan, model }: Network): readonly LayerRow[] {
  const calls = plan.phases.forward;
  const layersOf = calls.map((call) => layersOfCall(plan, call));
  return calls.map((call, k) => {
    const layers = layersOf[k] ?? [];
    const own = model.nodes.filter(
      ({ id }) => layers.includes(id) && !layersOf.slice(k + 1).some((later) => later.includes(id)),
    );
    const costs = own.map((node) => layerOf(node.type).cost(node.attributes, node.inShapes, node.shape));
    const outs = call.outs.flatMap((id) => (id === null ? [] : (plan.tensors[id] ?? [])));
    return {
      call: k,
      layers,
      kernel: call.kernel.name,
      macs: costs.reduce((sum, { macs }) => sum + macs, 0),
      parameters: costs.reduce((sum, { parameters }) => sum + parameters, 0),
      bytes: 4 * outs.reduce((sum, { shape }) => sum + elements(shape), 0),
    };
  });
}

/** Bytes of a plan's arenas: maps and weights. */
export function arenaBytes({ arenas }: Plan): { readonly maps: number; readonly weights: number } {
  const of = (kind: 'map' | 'weight'): number =>
    4 * arenas.filter((arena) => arena.kind === kind).reduce((sum, { floats }) => sum + floats, 0);
  return { maps: of('map'), weights: of('weight') };
}
