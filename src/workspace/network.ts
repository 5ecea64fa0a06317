/** A loaded model as the page knows it: its spec and plan, its layers on the stage, and facts about it. No tensors. */
import type { Plan } from '../backend/types';
import { EngineError } from '../core/errors';
import { elements } from '../core/shapes';
import type { StoredModel } from '../formats/model';
import { type ModelSpec, type ResolvedModel, resolveModel } from '../graph/model';
import { planModel } from '../graph/plan';
import type { TensorId } from '../kernels/kernel';
import { layerOf } from '../layers';
import { checkPreprocessing, type Preprocessing } from '../vision/preprocessing';
import { inputColour } from './input/colour';
import { type StageBlock, stageBlocks } from './stage/blocks';
import { type StageUnit, stageUnits } from './stage/layers';
import type { PixelScale } from './stage/scene';

export type { ResolvedModel };

export interface Network {
  readonly spec: ModelSpec;
  readonly model: ResolvedModel;
  readonly plan: Plan;
  readonly preprocessing: Preprocessing;
  /** The size it was trained with; also its working size unless a larger resolution is chosen. */
  readonly trainedSize: Preprocessing['size'];
  readonly units: readonly StageUnit[];
  readonly blocks: readonly StageBlock[];
  /** If the unedited network computes beside this one: its tensor for each layer that may differ. */
  readonly originals: ReadonlyMap<string, TensorId> | null;
  /** Layers of another type than in the network as it was loaded. */
  readonly swapped: ReadonlySet<string>;
  /** Undoes the normalisation of each input channel, for display. */
  readonly inputScale: readonly PixelScale[];
  readonly parameters: number;
  readonly macs: number;
  /** Bytes of the parameters as float32. */
  readonly weightBytes: number;
}

/**
 * Plans a stored model for single inputs. `trainedSize` is the model's own size, if it works on another; `planned` is
 * what is computed, if that is more than the model. Throws EngineError('graph' | 'shape' | 'attribute' | 'memory' |
 * 'file').
 */
export function networkOf(
  { spec }: Pick<StoredModel, 'spec'>,
  trainedSize?: Preprocessing['size'],
  planned: ModelSpec = spec,
): Network {
  const model = resolveModel(spec, 1);
  const plan = planModel(planned);
  const preprocessing = checkPreprocessing(spec.preprocessing);
  const { size, mean, deviation } = preprocessing;
  const wanted = [mean.length, ...size].join('x');
  if (wanted !== spec.input.shape.join('x')) {
    throw new EngineError('file', 'preprocessing', { expected: spec.input.shape.join('x'), got: wanted });
  }
  const costs = model.nodes.map((node) => layerOf(node.type).cost(node.attributes, node.inShapes, node.shape));
  const units = stageUnits(model, plan, inputColour(preprocessing));
  const total = (what: 'parameters' | 'macs'): number => costs.reduce((sum, cost) => sum + cost[what], 0);
  return {
    spec,
    model,
    plan,
    preprocessing,
    trainedSize: trainedSize ?? size,
    units,
    blocks: stageBlocks(model, units),
    originals: null,
    swapped: new Set(),
    inputScale: mean.map((shift, channel) => ({ scale: deviation[channel] ?? 1, shift })),
    parameters: total('parameters'),
    macs: total('macs'),
    weightBytes: 4 * model.nodes.flatMap((node) => node.weights).reduce((sum, { shape }) => sum + elements(shape), 0),
  };
}
