/** Where a value was computed: back through flatten, reshape and dropout, which only pass values on. */
import { INPUT, type ResolvedModel } from '../graph/model';
import { layerOf } from '../layers';

/** The id of the node (or the input) that computed what node `id` hands on; the flat index of a value stays the same. */
export function originOf(model: ResolvedModel, id: string): string {
  const node = model.nodes.find((candidate) => candidate.id === id);
  return node && layerOf(node.type).alias ? originOf(model, node.inputs[0] ?? INPUT) : id;
}
