/** Values as files, and downloads. */

import { yieldEvery } from '../../core/yield';
import { csvLines } from '../../formats/csv';
import { encodeNpy } from '../../formats/npy';

/** Values of a shape, row by row. */
export interface Tensor {
  readonly values: Float32Array;
  readonly shape: readonly number[];
}

export const npyFile = ({ values, shape }: Tensor): Blob =>
  new Blob([encodeNpy(values, shape)], { type: 'application/octet-stream' });

export async function csvFile({ values, shape }: Tensor): Promise<Blob> {
  const breathe = yieldEvery();
  const lines: string[] = [];
  for (const line of csvLines(values, shape)) {
    lines.push(line);
    await breathe();
  }
  return new Blob(lines, { type: 'text/csv' });
}

/** Milliseconds after which a download must have read its file. */
const TAKEN = 60_000;

/** Downloads a file. In its name, everything but letters, digits and dots becomes a hyphen. */
export function saveFile(file: Blob, name: string): void {
  const link = document.createElement('a');
  link.href = URL.createObjectURL(file);
  link.download = name.replace(/[^\p{L}\p{N}._]+/gu, '-');
  link.click();
  setTimeout(() => URL.revokeObjectURL(link.href), TAKEN);
}
