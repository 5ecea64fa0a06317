/**
 * What the stage shows of a network: one StageLayer per node (and one for the input), with its planes, its tensor, and
 * its pairing with an activation. Pure: derived from the model's shapes and its plan.
 */
import type { Plan } from '../../backend/types';
import { elements, type Shape } from '../../core/shapes';
import { INPUT, type ResolvedModel, type ResolvedNode } from '../../graph/model';
import type { TensorId } from '../../kernels/kernel';
import { type LayerType, layerOf } from '../../layers';
import type { InputColour } from '../input/colour';

export type LayerKind = LayerType | 'input';

/** Which half of an activated layer: before its activation function, after it, or neither. */
export type LayerRole = 'feature' | 'activation' | 'plain';

export interface StageLayer {
  readonly id: string;
  readonly kind: LayerKind;
  /** Without the batch. */
  readonly shape: Shape;
  readonly tensor: TensorId;
  /** One map per channel, or a strip of cells for a layer without height and width. */
  readonly form: 'maps' | 'strip';
  readonly planes: number;
  readonly rows: number;
  readonly columns: number;
  readonly colour: 'signed' | InputColour;
  readonly role: LayerRole;
  /** A layer and its activation share a unit: side by side on the stage, with one range. */
  readonly unit: number;
  /** Class names, if this strip's cells are the classes. */
  readonly labels: readonly string[];
}

/** Layers drawn together, and their depth: the number of units before it on the longest path from the input. */
export interface StageUnit {
  readonly layers: readonly StageLayer[];
  readonly depth: number;
  /** The units it reads, in the order of its first layer's inputs. */
  readonly reads: readonly number[];
}

/** With more classes than this, names are not written beside the cells. */
const MOST_LABELS = 24;

/** The producer of each activation node that belongs to one, by ids. The first activation to read a producer counts. */
function pairs(model: ResolvedModel): ReadonlyMap<string, string> {
  const nodes = new Map(model.nodes.map((node) => [node.id, node]));
  const taken = new Set<string>();
  const result = new Map<string, string>();
  for (const node of model.nodes) {
    const producer = nodes.get(node.inputs[0] ?? INPUT);
    if (!producer || taken.has(producer.id) || !layerOf(node.type).activation) continue;
    if (!layerOf(producer.type).features) continue;
    taken.add(producer.id);
    result.set(node.id, producer.id);
  }
  return result;
}

function geometry(shape: Shape): Pick<StageLayer, 'form' | 'planes' | 'rows' | 'columns'> {
  const [channels = 1, rows = 1, columns = 1] = shape;
  if (shape.length === 3 && rows * columns > 1) return { form: 'maps', planes: channels, rows, columns };
  return { form: 'strip', planes: 1, rows: elements(shape), columns: 1 };
}

function inputLayer(model: ResolvedModel, plan: Plan, colour: InputColour): StageLayer {
  const shape = model.input.slice(1);
  return {
    id: INPUT,
    kind: 'input',
    shape,
    tensor: plan.input,
    ...geometry(shape),
    colour,
    role: 'plain',
    unit: 0,
    labels: [],
  };
}

/** A layer that only passes values on, as dropout outside training or flatten, has no maps of its own. */
const isShown = (node: ResolvedNode): boolean => layerOf(node.type).alias === undefined;

/**
 * The units of a network in topological order, the input first, in its colour (input/colour.ts). `plan` must be of the
 * same model.
 */
export function stageUnits(model: ResolvedModel, plan: Plan, input: InputColour): readonly StageUnit[] {
  const producerOf = pairs(model);
  const withActivation = new Set(producerOf.values());
  const tensors = new Map(plan.nodes.map((node) => [node.id, node.output]));
  const units: { layers: StageLayer[]; depth: number; reads: readonly number[] }[] = [
    { layers: [inputLayer(model, plan, input)], depth: 0, reads: [] },
  ];
  const unitOf = new Map<string, number>([[INPUT, 0]]);
  const { labels } = model.spec;

  for (const node of model.nodes) {
    const producer = producerOf.get(node.id);
    const before = node.inputs.map((id) => unitOf.get(id) ?? 0);
    if (!isShown(node)) {
      unitOf.set(node.id, before[0] ?? 0);
      continue;
    }
    let unit = producer === undefined ? undefined : unitOf.get(producer);
    if (unit === undefined) {
      const depth = 1 + Math.max(...before.map((index) => units[index]?.depth ?? 0));
      unit = units.push({ layers: [], depth, reads: before }) - 1;
    }
    unitOf.set(node.id, unit);
    const shape = node.shape.slice(1);
    const shown = geometry(shape);
    const named = shown.form === 'strip' && labels.length === shown.rows && labels.length <= MOST_LABELS;
    units[unit]?.layers.push({
      id: node.id,
      kind: node.type,
      shape,
      tensor: tensors.get(node.id) ?? plan.output,
      ...shown,
      colour: 'signed',
      role: producer !== undefined ? 'activation' : withActivation.has(node.id) ? 'feature' : 'plain',
      unit,
      labels: named ? labels : [],
    });
  }
  return units;
}

export type MapView = 'feature' | 'activation' | 'both';

/** Whether a layer is shown under the switch "Feature map | Activation map | Both". */
export function isVisible(layer: StageLayer, view: MapView): boolean {
  return view === 'both' || layer.role === 'plain' || layer.role === view;
}
