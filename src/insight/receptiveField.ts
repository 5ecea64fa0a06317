/**
 * The part of every earlier map that a value depends on, back to the input, through padding, stride, dilation and
 * branches.
 *
 * Going back through a window of kernel k, stride s, padding p and dilation d, rows [a, b] become [a s - p, b s - p + d
 * (k - 1)]; two paths to the same map are merged into their bounding box.
 * Araujo, Norris and Sim, Computing Receptive Fields of Convolutional Neural Networks, Distill (2019).
 */
import { INPUT, type ResolvedModel, type ResolvedNode } from '../graph/model';
import { layerOf } from '../layers';

/** Rows and columns, inclusive. They may reach into the padding: below 0 or past the map. */
export interface Region {
  readonly top: number;
  readonly left: number;
  readonly bottom: number;
  readonly right: number;
}

/** Rows and columns of a map; a tensor without rows counts as a single row. */
export function mapSize(shape: readonly number[]): readonly [rows: number, columns: number] {
  if (shape.length >= 4) return [shape.at(-2) ?? 1, shape.at(-1) ?? 1];
  return [1, 1];
}

const wholeOf = (shape: readonly number[]): Region => {
  const [rows, columns] = mapSize(shape);
  return { top: 0, left: 0, bottom: rows - 1, right: columns - 1 };
};

const joined = (a: Region | undefined, b: Region): Region =>
  a
    ? {
        top: Math.min(a.top, b.top),
        left: Math.min(a.left, b.left),
        bottom: Math.max(a.bottom, b.bottom),
        right: Math.max(a.right, b.right),
      }
    : b;

/** The region of one input that a region of the node's output depends on. */
function before(node: ResolvedNode, input: number, region: Region): Region {
  const shape = node.inShapes[input] ?? [];
  const field = layerOf(node.type).receptiveField(node.attributes);
  const whole = wholeOf(shape);
  if (field.kind === 'all') return whole;
  if (field.kind === 'window') {
    const along = (from: number, to: number, axis: 0 | 1): readonly [number, number] => {
      const start = from * field.stride[axis] - field.pad[axis];
      return [start, to * field.stride[axis] - field.pad[axis] + field.dilation[axis] * (field.kernel[axis] - 1)];
    };
    const [top, bottom] = along(region.top, region.bottom, 0);
    const [left, right] = along(region.left, region.right, 1);
    return { top, left, bottom, right };
  }
  const [rows, columns] = mapSize(shape);
  const [outRows, outColumns] = mapSize(node.shape);
  // A reshape loses positions, and a broadcast operand is read at its only row or column.
  if (outRows * outColumns === 1) return whole;
  return {
    top: rows === 1 ? 0 : region.top,
    left: columns === 1 ? 0 : region.left,
    bottom: rows === 1 ? 0 : region.bottom,
    right: columns === 1 ? 0 : region.right,
  };
}

/**
 * The receptive field of pixels `region` of a node's map, in every map it depends on, including its own. Keys are node
 * ids, and `input`.
 */
export function receptiveFields(model: ResolvedModel, node: string, region: Region): ReadonlyMap<string, Region> {
  const fields = new Map<string, Region>([[node, region]]);
  for (const step of [...model.nodes].reverse()) {
    const own = fields.get(step.id);
    if (!own) continue;
    step.inputs.forEach((id, i) => {
      fields.set(id, joined(fields.get(id), before(step, i, own)));
    });
  }
  return fields;
}

/** Side lengths, in the input, of the receptive field of one value of a node, padding included. */
export function receptiveSize(model: ResolvedModel, node: string): readonly [rows: number, columns: number] {
  const field = receptiveFields(model, node, { top: 0, left: 0, bottom: 0, right: 0 }).get(INPUT);
  return field ? [field.bottom - field.top + 1, field.right - field.left + 1] : [0, 0];
}
