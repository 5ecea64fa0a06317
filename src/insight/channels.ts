/** Which input channels a layer reads to compute a range of its output channels. */
import type { ResolvedNode } from '../graph/model';
import { layerOf } from '../layers';
import type { Channels } from '../layers/channels';

/** The channels of one input that a node's channels `of` read; null when they read none of it. */
export const channelsRead = (
  { type, attributes, inShapes, shape }: ResolvedNode,
  input: number,
  of: Channels,
): Channels | null => layerOf(type).channels({ attributes, inShapes, outShape: shape, input, of });
