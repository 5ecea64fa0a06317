/** A plan under construction: the resolved model, its tensors by name, and each node's view of them. */
import type { Plan } from '../backend/types';
import { hyperLength } from '../kernels/hyper';
import type { TensorId } from '../kernels/kernel';
import { layerOf } from '../layers';
import type { CheckedAttributes, ForwardContext, TensorRef } from '../layers/layer';
import { INPUT, type ResolvedModel, type ResolvedNode, weightName } from './model';
import { Storage } from './storage';

export interface Draft {
  readonly model: ResolvedModel;
  readonly storage: Storage;
  readonly mode: Plan['mode'];
  readonly outputs: ReadonlyMap<string, TensorRef>;
  context(node: ResolvedNode): ForwardContext<CheckedAttributes>;
}

export function draftOf(model: ResolvedModel, mode: Plan['mode']): Draft {
  const storage = new Storage();
  const outputs = new Map<string, TensorRef>([[INPUT, storage.declare(INPUT, model.input)]]);
  for (const node of model.nodes) outputs.set(node.id, storage.declare(node.id, node.shape));
  for (const node of model.nodes) {
    for (const weight of node.weights) storage.declare(weightName(node.id, weight.name), weight.shape, weight.role);
  }
  const hyper = mode === 'train' ? storage.declare('training.hyper', [hyperLength]).id : null;
  const outputOf = (id: string): TensorRef => {
    const ref = outputs.get(id);
    if (!ref) throw new RangeError(`no node ${id}`);
    return ref;
  };
  const context = (node: ResolvedNode): ForwardContext<CheckedAttributes> => ({
    attributes: node.attributes,
    ins: node.inputs.map(outputOf),
    out: outputOf(node.id),
    mode,
    fused: null,
    weight: (name) => {
      const def = node.weights.find((weight) => weight.name === name);
      if (!def) throw new RangeError(`${node.id} has no weight ${name}`);
      return storage.declare(weightName(node.id, name), def.shape, def.role).id;
    },
    temporary: (name, shape) => storage.declare(`${node.id}.${name}`, shape),
    hyper,
    salt: saltOf(node.id),
  });
  return { model, storage, mode, outputs, context };
}

/** FNV-1a hash of a name (Fowler, Noll and Vo): a fixed number for each node. */
function saltOf(name: string): number {
  let hash = 0x811c9dc5;
  for (const byte of new TextEncoder().encode(name)) hash = Math.imul(hash ^ byte, 0x01000193);
  return hash >>> 0;
}

/** Whether, in this mode, a node's output is just its input under another shape or name. */
export function isAlias(node: ResolvedNode, mode: Plan['mode']): boolean {
  const { alias } = layerOf(node.type);
  return alias === 'always' || (alias === 'infer' && mode === 'infer');
}

export function idOf(draft: Draft, node: string): TensorId {
  const ref = draft.outputs.get(node);
  if (!ref) throw new RangeError(`no node ${node}`);
  return ref.id;
}
