/** A layer's maps as a lesson shows them, and the receptive field of one of their values. */
import { type Region, receptiveFields } from '../../insight/receptiveField';
import type { TensorId } from '../../kernels/kernel';
import type { Network } from '../../workspace/network';

export interface LayerMaps {
  readonly tensor: TensorId;
  readonly planes: number;
  readonly rows: number;
  readonly columns: number;
}

/** Columns used to lay out the values of a layer without height and width. */
const STRIP = 20;

/** Null if the network has no such layer. */
export function layerMaps({ model, plan }: Network, layer: string): LayerMaps | null {
  const shape = model.nodes.find(({ id }) => id === layer)?.shape;
  const tensor = plan.nodes.find(({ id }) => id === layer)?.output;
  if (!shape || tensor === undefined) return null;
  const [, planes = 1, rows, columns] = shape;
  if (rows !== undefined && columns !== undefined) return { tensor, planes, rows, columns };
  return { tensor, planes: 1, rows: Math.ceil(planes / STRIP), columns: Math.min(planes, STRIP) };
}

/** The receptive field of a map's value, ignoring padding; null if there is no such layer. */
export function fieldOf({ model, spec }: Network, layer: string, row: number, column: number): Region | null {
  const shape = model.nodes.find(({ id }) => id === layer)?.shape;
  if (!shape) return null;
  const [y, x] = shape.length === 4 ? [row, column] : [0, 0];
  const field = receptiveFields(model, layer, { top: y, left: x, bottom: y, right: x }).get('input');
  const [, rows, columns] = spec.input.shape;
  return field
    ? {
        top: Math.max(0, field.top),
        left: Math.max(0, field.left),
        bottom: Math.min(rows - 1, field.bottom),
        right: Math.min(columns - 1, field.right),
      }
    : null;
}
