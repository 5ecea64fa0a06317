/**
 * A map as a sum of shifted pictures: each entry of a kernel multiplies the picture as seen from where that entry lies.
 * The shifted pictures of all kernels of a filter and its bias add up to the feature map.
 */
import type { LabPadMode, LayerSize } from './design';
import type { Preset } from './presets';
import { tapsOf } from './unread';

/** One plane of a layer's input, `rows` x `columns` as in the layer's size. */
type Plane = ArrayLike<number>;

/** Which of `count` rows or columns stand in `shown` pixels: evenly spaced, some of them or each more than once. */
const sampled = (count: number, shown: number): Int32Array =>
  Int32Array.from({ length: shown }, (_, i) => Math.floor(((i + 0.5) * count) / shown));

export interface Picture {
  readonly values: Float32Array;
  readonly rows: number;
  readonly columns: number;
}

/**
 * What each entry of a kernel reads at every place of the window, row by row of the kernel: pictures of the map's size,
 * or `side` x `side`. Times its entry's number, each is what that entry adds to the map.
 */
export function shiftedPictures(
  plane: Plane,
  { rows: down, columns: across, height, width }: LayerSize,
  mode: LabPadMode,
  side?: number,
): readonly Picture[] {
  const [ys, xs] = [sampled(height ?? 0, side ?? height ?? 0), sampled(width ?? 0, side ?? width ?? 0)];
  const [readDown, readAcross] = [tapsOf(down, height ?? 0, mode), tapsOf(across, width ?? 0, mode)];
  return Array.from({ length: down.kernel * across.kernel }, (_, entry) => {
    const [row, column] = [Math.floor(entry / across.kernel), entry % across.kernel];
    const values = new Float32Array(ys.length * xs.length);
    for (let y = 0; y < ys.length; y++) {
      const from = readDown[(ys[y] as number) * down.kernel + row] as number;
      for (let x = 0; from >= 0 && x < xs.length; x++) {
        const at = readAcross[(xs[x] as number) * across.kernel + column] as number;
        if (at >= 0) values[y * xs.length + x] = plane[from * across.input + at] as number;
      }
    }
    return { values, rows: ys.length, columns: xs.length };
  });
}

/**
 * What a kernel makes of a plane at stride 1 with its edge repeated, at up to `most` places a side, evenly spaced. Added
 * to `into`, if given.
 */
export function previewOf(plane: Plane, side: number, kernel: Preset, most: number, into?: Float32Array): Picture {
  const places = sampled(side, Math.min(side, most));
  const [count, { rows, columns }] = [places.length, kernel];
  const reads = (size: number): Int32Array =>
    Int32Array.from({ length: count * size }, (_, i) => {
      const at = (places[Math.floor(i / size)] as number) + (i % size) - Math.floor((size - 1) / 2);
      return Math.min(side - 1, Math.max(0, at));
    });
  const [down, across] = [reads(rows), reads(columns)];
  const values = into ?? new Float32Array(count * count);
  for (let y = 0; y < count; y++) {
    for (let x = 0; x < count; x++) {
      let sum = 0;
      for (let u = 0; u < rows; u++) {
        const from = (down[y * rows + u] as number) * side;
        for (let v = 0; v < columns; v++) {
          sum +=
            (kernel.values[u * columns + v] as number) * (plane[from + (across[x * columns + v] as number)] as number);
        }
      }
      const at = y * count + x;
      values[at] = (values[at] as number) + sum;
    }
  }
  return { values, rows: count, columns: count };
}
