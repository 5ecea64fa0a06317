/** Which channels of its inputs a layer reads to compute some of its own. */
import type { ResolvedNode } from '../graph/model';
import { layerOf } from '../layers';

/** Channels `from` to `to`, both included; of a layer without height and width its values. */
export interface Channels {
  readonly from: number;
  readonly to: number;
}

const count = (shape: readonly number[] | undefined): number => shape?.[1] ?? 1;
const all = (shape: readonly number[] | undefined): Channels => ({ from: 0, to: count(shape) - 1 });

/** The channels of one input that some channels of a node read; null when they read none of it. */
export function channelsRead(node: ResolvedNode, input: number, { from, to }: Channels): Channels | null {
  const shape = node.inShapes[input];
  const { category, concatAxis } = layerOf(node.type);
  if (concatAxis?.(node.attributes) === 1) {
    const start = node.inShapes.slice(0, input).reduce((sum, before) => sum + count(before), 0);
    const own = { from: Math.max(0, from - start), to: Math.min(count(shape) - 1, to - start) };
    return own.from <= own.to ? own : null;
  }
  if (category === 'convolution') {
    const groups = typeof node.attributes.groups === 'number' ? node.attributes.groups : 1;
    const [outs, ins] = [count(node.shape) / groups, count(shape) / groups];
    return { from: Math.floor(from / outs) * ins, to: (Math.floor(to / outs) + 1) * ins - 1 };
  }
  const field = layerOf(node.type).receptiveField(node.attributes);
  const keeps = count(shape) === count(node.shape) && (field.kind !== 'all' || category === 'pooling');
  return keeps ? { from, to } : all(shape);
}
