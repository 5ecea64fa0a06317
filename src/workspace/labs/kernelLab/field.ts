/** The receptive field of a map's pixel on the padded input, as shares of that picture. */
import { INPUT } from '../../../graph/model';
import { receptiveFields } from '../../../insight/receptiveField';
import type { Network } from '../../network';
import type { LayerSize } from './design';

export interface FieldBox {
  readonly left: number;
  readonly top: number;
  readonly width: number;
  readonly height: number;
  /** Pixels, including padding. */
  readonly rows: number;
  readonly columns: number;
}

/** `size` is the first layer's, whose padding the picture shows. Null: the node is not in this network. */
export function fieldOnInput(
  { model }: Network,
  node: string,
  { row, column }: { readonly row: number; readonly column: number },
  side: number,
  { rows: down, columns: across }: LayerSize,
): FieldBox | null {
  const region = { top: row, left: column, bottom: row, right: column };
  const field = receptiveFields(model, node, region).get(INPUT);
  if (!field) return null;
  const [height, width] = [side + down.padBegin + down.padEnd, side + across.padBegin + across.padEnd];
  const [rows, columns] = [field.bottom - field.top + 1, field.right - field.left + 1];
  return {
    left: (field.left + across.padBegin) / width,
    top: (field.top + down.padBegin) / height,
    width: columns / width,
    height: rows / height,
    rows,
    columns,
  };
}
