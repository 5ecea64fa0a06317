/** What separates two classes: the layers from which it can be computed, and the shares for the current input. */
import {
  logitsOf,
  type Separation,
  separableLayers,
  separate,
  separationOptions,
  separationRun,
} from '../../insight/separation';
import type { TensorId } from '../../kernels/kernel';
import { createJobs } from '../jobs/createJobs';
import type { Network } from '../network';
import type { StageLayer } from '../stage/layers';
import type { Workspace } from '../workspace';

/** The tensor with the logits, as a list of one; empty if the network does not end with softmax. */
export function logitTensor(network: Network): readonly TensorId[] {
  const logits = logitsOf(network.model)?.id;
  return network.plan.nodes.flatMap(({ id, output }) => (id === logits ? output : []));
}

/** The layers on the stage from which two classes can be separated exactly, last first. */
export function betweenLayers(network: Network): readonly StageLayer[] {
  const shown = network.units.flatMap(({ layers }) => layers);
  return separableLayers(network.model).flatMap((id) => shown.find((layer) => layer.id === id) ?? []);
}

export interface BetweenQuestion {
  readonly network: Network;
  /** The input of one frame. */
  readonly input: Float32Array;
  readonly layer: StageLayer;
  readonly pair: readonly [a: number, b: number];
}

/** An answer with its question. */
export interface BetweenAnswer extends BetweenQuestion {
  readonly separation: Separation;
  /** What the layer computed. */
  readonly values: Float32Array;
}

/** Answers with a job that also computes gradients. Null if the network is no longer the workspace's. */
export class Separator {
  constructor(private readonly workspace: Workspace) {}

  readonly answer = async (question: BetweenQuestion): Promise<BetweenAnswer | null> => {
    const { network, input, layer, pair } = question;
    const { loaded } = this.workspace.engine;
    if (loaded?.network !== network) return null;
    return this.workspace.part(createJobs).start({
      subject: { network, weights: loaded.stored.weights },
      plan: separationOptions(network.model),
      priority: 'urgent',
      async work({ plan, run }) {
        const { write, read } = separationRun(plan, network.model, layer.id, pair);
        const { tensors } = await run({ input, write, read });
        const [values = input, gradient = input, logits = input] = tensors;
        const maps = network.model.nodes.find(({ id }) => id === layer.id)?.shape[1] ?? 1;
        return { ...question, values, separation: separate([values, gradient, logits], maps, pair) };
      },
    });
  };
}

/** `workspace.part(createSeparator)`. */
export const createSeparator = (workspace: Workspace): Separator => new Separator(workspace);

/** Rows and columns of a layer's maps, and its values; a layer without maps has one cell per value. */
export function mapsOf({ values, layer }: BetweenAnswer) {
  const [rows, columns] = layer.form === 'maps' ? [layer.rows, layer.columns] : [1, 1];
  const size = rows * columns;
  const extent = values.reduce((most, value) => Math.max(most, Math.abs(value)), 0);
  return { rows, columns, extent, map: (index: number) => values.subarray(index * size, (index + 1) * size) };
}
