/** Where the network that computes what has been built keeps the output of a row. */
import { INPUT } from '../../../graph/model';
import type { TensorId } from '../../../kernels/kernel';
import type { Network } from '../../network';

export type { Network };
export const INPUT_NODE = INPUT;

/** The tensor of a node's output; null if the network has no such node, or of another shape. */
export function outputIn({ plan, model }: Network, node: string, shape: readonly number[]): TensorId | null {
  if (node === INPUT) return plan.input;
  const resolved = model.nodes.find(({ id }) => id === node);
  if (resolved?.shape.slice(1).join() !== shape.join()) return null;
  return plan.nodes.find(({ id }) => id === node)?.output ?? null;
}
