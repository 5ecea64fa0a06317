/** What one value of a map depends on: its receptive field in every map before it, back to the picture. */
import { type Region, receptiveFields } from '../../../insight/receptiveField';
import type { Network } from '../../network';

export interface Place {
  readonly row: number;
  readonly column: number;
}

/** By node id, the value's own included. */
export const seenBy = ({ model }: Network, node: string, { row, column }: Place): ReadonlyMap<string, Region> =>
  receptiveFields(model, node, { top: row, left: column, bottom: row, right: column });
