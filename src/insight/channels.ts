/** Which channels of its inputs a layer reads to compute some of its own. */
import type { ResolvedNode } from '../graph/model';
import { layerOf } from '../layers';
import type { Channels } from '../layers/channels';

/** The channels of one input that the channels `of` of a node read; null when they read none of it. */
export const channelsRead = (
  { type, attributes, inShapes, shape }: ResolvedNode,
  input: number,
  of: Channels,
): Channels | null => layerOf(type).channels({ attributes, inShapes, outShape: shape, input, of });
