/** The planes of the network's input: their names, and the numbers of each. */
import type { Prepared, Preprocessing } from '../../vision/preprocessing';

export type { Preprocessing };

export type PlaneName = 'drawn' | 'boxed' | 'centred' | 'input' | 'red' | 'green' | 'blue';

/** Planes of rows x columns values, back to back: three for a colour picture, else one. */
export interface Sheet {
  readonly rows: number;
  readonly columns: number;
  /** 0..1; null while there is no input. */
  readonly values: Float32Array | null;
  /** The same as the network reads them, normalised if that is on; null for steps before the last. */
  readonly fed: Float32Array | null;
}

/** In display order. */
export function planeNames({ kind, mean }: Preprocessing): readonly PlaneName[] {
  if (kind === 'drawing') return ['drawn', 'boxed', 'centred'];
  return mean.length === 3 ? ['input', 'red', 'green', 'blue'] : ['input'];
}

const channels = { red: 0, green: 1, blue: 2 } as const;

/** Empty until an input has been prepared at this size: another network's may still stand there. */
export function sheetOf(name: PlaneName, { size, mean }: Preprocessing, prepared: Prepared | null): Sheet {
  const [rows, columns] = size;
  if (prepared?.seen.length !== mean.length * rows * columns) return { rows, columns, values: null, fed: null };
  const { seen, tensor, steps } = prepared;
  switch (name) {
    case 'drawn':
    case 'boxed':
      return { rows, columns, values: steps?.[name].image ?? null, fed: null };
    case 'centred':
    case 'input':
      return { rows, columns, values: seen, fed: tensor };
    default: {
      const from = channels[name] * rows * columns;
      const to = from + rows * columns;
      return { rows, columns, values: seen.subarray(from, to), fed: tensor.subarray(from, to) };
    }
  }
}
