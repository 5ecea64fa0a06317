/**
 * A layer's map computed value by value: a sweep. Pure geometry, derived from the layer's definition: which outputs
 * there are, which input planes each of them reads, and where its window lies, padding included.
 *
 * A tensor is shown as planes of rows and columns; one without height and width as a single plane, its values wrapped
 * into lines like text. The output of a flatten is shown as the maps it came from.
 */
import { elements, type Shape } from '../core/shapes';
import { INPUT, type ResolvedModel, type ResolvedNode } from '../graph/model';
import { layerOf } from '../layers';
import type { Explanation, Product, Term } from '../layers/explain';
import type { ReceptiveField } from '../layers/layer';
import { channelsRead } from './channels';
import { originOf } from './origin';
import type { Region } from './receptiveField';

/** How a tensor is shown: `planes` planes of rows x columns values. */
export interface Planes {
  readonly planes: number;
  readonly rows: number;
  readonly columns: number;
  /** Values in all planes; a vector's last line may be short. */
  readonly values: number;
  /** Whether it lacks height and width. */
  readonly isVector: boolean;
}

/** A plane of one of a layer's inputs. */
export interface PlaneRef {
  readonly input: number;
  readonly plane: number;
}

export interface SweepInput extends Planes {
  /** The layer that computed it, or `input`. */
  readonly id: string;
}

export interface Sweep {
  readonly node: ResolvedNode;
  /** The activation function that reads the layer's output, if any. */
  readonly activation: ResolvedNode | null;
  /** Flat index of the first output value; the others follow it row by row. */
  readonly first: number;
  /** Number of output values: one map, or the whole of a vector. */
  readonly count: number;
  readonly rows: number;
  readonly columns: number;
  /** Whether the output lacks height and width. */
  readonly isVector: boolean;
  readonly inputs: readonly SweepInput[];
  readonly field: ReceptiveField;
  /** Bounds of all windows, in input pixels; reaches into the padding. */
  readonly reach: Region;
}

/** The values of one plane that one output reads, in the order in which they are added. */
export interface Part extends PlaneRef {
  readonly terms: readonly (Term | Product)[];
}

/** Longest line of a wrapped vector. */
const LINE = 16;

/** How a shape (batch included) is shown. */
export function planesOf(shape: Shape): Planes {
  const [, planes = 1, rows = 1, columns = 1] = shape;
  const values = elements(shape.slice(1));
  if (shape.length === 4 && rows * columns > 1) return { planes, rows, columns, values, isVector: false };
  const line = values <= LINE ? values : Math.max(LINE, Math.ceil(Math.sqrt(values)));
  return { planes: 1, rows: Math.ceil(values / line), columns: line, values, isVector: true };
}

function shapeOf(model: ResolvedModel, id: string): Shape {
  return id === INPUT ? model.input : (model.nodes.find((node) => node.id === id)?.shape ?? model.input);
}

/** The sweep over map `channel` of a layer; null for the network's input, which no layer computes. */
export function sweepOf(model: ResolvedModel, id: string, channel: number): Sweep | null {
  const node = model.nodes.find((candidate) => candidate.id === id);
  if (!node) return null;
  const out = planesOf(node.shape);
  const count = out.isVector ? out.values : out.rows * out.columns;
  const field = layerOf(node.type).receptiveField(node.attributes);
  const inputs = node.inputs.map((input) => {
    const origin = originOf(model, input);
    return { id: origin, ...planesOf(shapeOf(model, origin)) };
  });
  const isActivation = layerOf(node.type).activation !== undefined;
  const reader = model.nodes.find(({ type, inputs: [read] }) => read === id && layerOf(type).activation);
  const sweep = {
    node,
    activation: isActivation ? null : (reader ?? null),
    first: out.isVector ? 0 : channel * count,
    count,
    rows: out.rows,
    columns: out.columns,
    isVector: out.isVector,
    inputs,
    field,
    reach: { top: 0, left: 0, bottom: 0, right: 0 },
  };
  const [from, to] = [windowAt(sweep, 0), windowAt(sweep, count - 1)];
  const { rows = 1, columns = 1 } = inputs[0] ?? {};
  return {
    ...sweep,
    reach: {
      top: Math.min(0, from.top),
      left: Math.min(0, from.left),
      bottom: Math.max(rows - 1, to.bottom),
      right: Math.max(columns - 1, to.right),
    },
  };
}

/** Whether each output reads a window of its own, or just the value at its place. */
function isLocal({ inputs: [input], field, count }: Sweep): boolean {
  if (!input || field.kind === 'all') return false;
  return !input.isVector || (field.kind === 'pixel' && input.values === count);
}

/** Rows and columns of the window an output reads in each plane, and the steps between its taps. */
export function windowOf(sweep: Sweep): {
  readonly rows: number;
  readonly columns: number;
  readonly dilation: readonly [number, number];
} {
  const { field, inputs } = sweep;
  if (!isLocal(sweep)) return { rows: inputs[0]?.rows ?? 1, columns: inputs[0]?.columns ?? 1, dilation: [1, 1] };
  if (field.kind !== 'window') return { rows: 1, columns: 1, dilation: [1, 1] };
  return { rows: field.kernel[0], columns: field.kernel[1], dilation: field.dilation };
}

/** Where the window of output `position` (0 to count - 1) lies: inclusive bounds, outside the map in the padding. */
export function windowAt(sweep: Sweep, position: number): Region {
  const { field, columns, inputs } = sweep;
  const [row, column] = [Math.floor(position / columns), position % columns];
  const { rows: height, columns: width, dilation } = windowOf(sweep);
  if (!isLocal(sweep)) return { top: 0, left: 0, bottom: (inputs[0]?.rows ?? 1) - 1, right: width - 1 };
  if (field.kind !== 'window') return { top: row, left: column, bottom: row, right: column };
  const [top, left] = [row * field.stride[0] - field.pad[0], column * field.stride[1] - field.pad[1]];
  return { top, left, bottom: top + (height - 1) * dilation[0], right: left + (width - 1) * dilation[1] };
}

/**
 * The output whose window is centred nearest to a point of the input, which may be fractional or outside the map; null
 * where every output reads the whole input.
 */
export function positionOver(sweep: Sweep, row: number, column: number): number | null {
  const { field, rows, columns, count } = sweep;
  if (!isLocal(sweep)) return null;
  const along = (at: number, axis: 0 | 1, size: number): number => {
    const place =
      field.kind === 'window'
        ? (at + field.pad[axis] - (field.dilation[axis] * (field.kernel[axis] - 1)) / 2) / field.stride[axis]
        : at;
    return Math.min(size - 1, Math.max(0, Math.round(place)));
  };
  return Math.min(count - 1, along(row, 0, rows) * columns + along(column, 1, columns));
}

/** The planes that output `position` reads, in the order of the layer's sum. */
export function planesRead(sweep: Sweep, position: number): readonly PlaneRef[] {
  const { node, first, inputs } = sweep;
  const own = Math.max(1, elements(node.shape.slice(2)));
  const channel = Math.floor((first + position) / own);
  return inputs.flatMap(({ planes, isVector }, input) => {
    const read = channelsRead(node, input, { from: channel, to: channel });
    if (!read) return [];
    // A flatten in between leaves no channels to match.
    const isFollowed = !isVector && node.inShapes[input]?.[1] === planes;
    const [from, to] = isFollowed ? [read.from, read.to] : [0, planes - 1];
    return Array.from({ length: to - from + 1 }, (_, i) => ({ input, plane: from + i }));
  });
}

/** The terms of an equation grouped by the plane they are read from, in the order of the sum. */
export function partsOf(sweep: Sweep, explanation: Explanation, position: number): readonly Part[] {
  const read = planesRead(sweep, position);
  const parts: { input: number; plane: number; terms: (Term | Product)[] }[] = [];
  termLists(explanation).forEach((terms, k) => {
    // A window entirely in the padding has no index to identify its plane.
    const known = terms.find(({ index }) => index !== null);
    const first = (known && planeOf(sweep, known)) ?? read[k] ?? { input: 0, plane: 0 };
    // The channels of an input without height and width share one plane.
    const isOnePlane = sweep.inputs[first.input]?.isVector === true && parts.at(-1)?.input === first.input;
    let current = isOnePlane ? parts.at(-1) : undefined;
    for (const term of terms) {
      const at = planeOf(sweep, term) ?? current ?? first;
      if (current?.input !== at.input || current.plane !== at.plane) {
        current = { input: at.input, plane: at.plane, terms: [] };
        parts.push(current);
      }
      current.terms.push(term);
    }
  });
  return parts;
}

/** The plane that a term is read from; null in the padding. */
function planeOf({ inputs }: Sweep, { input, index }: Term): PlaneRef | null {
  const shown = inputs[input];
  if (index === null || !shown) return null;
  return { input, plane: shown.isVector ? 0 : Math.floor(index / (shown.rows * shown.columns)) };
}

function termLists(explanation: Explanation): readonly (readonly (Term | Product)[])[] {
  switch (explanation.kind) {
    case 'weighted':
      return explanation.parts;
    case 'combined':
    case 'derived':
      return explanation.terms.map((term) => [term]);
    case 'window':
    case 'softmax':
      return [explanation.terms];
    default:
      return [[explanation.term]];
  }
}
