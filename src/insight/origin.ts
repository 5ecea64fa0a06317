/** Traces a value to the node that computed it, back through flatten, reshape and dropout, which only pass it on. */
import { INPUT, type ResolvedModel } from '../graph/model';
import { layerOf } from '../layers';

/** Id of the node (or the input) that computed the output of node `id`; a value's flat index stays the same. */
export function originOf(model: ResolvedModel, id: string): string {
  const node = model.nodes.find((candidate) => candidate.id === id);
  return node && layerOf(node.type).alias ? originOf(model, node.inputs[0] ?? INPUT) : id;
}
