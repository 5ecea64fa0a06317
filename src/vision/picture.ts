/**
 * Turns photos into tensors: transparent pixels over white, cropped, resampled to the model's size, as planes of 0..1.
 *
 * Resampling works on the stored (sRGB-encoded) values, not in linear light: CIFAR-10 was shrunk that way, as are the
 * pictures most networks are trained on, and a network should see what it was trained on.
 */
import { EngineError } from '../core/errors';
import type { Rect } from './digit';
import { type Enlarging, span, type Taps, taps } from './resample';

/** RGBA bytes row by row, as in ImageData (alpha not premultiplied). */
export interface Pixels {
  readonly data: Uint8ClampedArray | Uint8Array;
  readonly width: number;
  readonly height: number;
}

/** Rec. 601 luma of encoded values: the perceived brightness of red, green and blue. */
const LUMA = [0.299, 0.587, 0.114] as const;

/**
 * The crop for a size: the largest rectangle of the size's aspect ratio, centred at a share (0..1) of the picture
 * across and down, kept inside the picture. It may have fractional edges. `zoom` above 1 takes a smaller part.
 */
export function cropFor(
  picture: { readonly width: number; readonly height: number },
  size: readonly [height: number, width: number],
  centre: readonly [x: number, y: number] = [0.5, 0.5],
  zoom = 1,
): Rect {
  const scale = Math.min(picture.width / size[1], picture.height / size[0]) / Math.max(1, zoom);
  const width = size[1] * scale;
  const height = size[0] * scale;
  const within = (value: number, most: number): number => Math.min(most, Math.max(0, value));
  return {
    x: within(centre[0] * picture.width - width / 2, picture.width - width),
    y: within(centre[1] * picture.height - height / 2, picture.height - height),
    width,
    height,
  };
}

/**
 * Resamples a crop of a picture into three planes of height x width values 0..1 at `at` of `into`: exact area averages
 * when shrinking, Catmull-Rom (clamped to 0..1) when enlarging, or as `enlarging` says. Pixels beyond the picture
 * repeat its edge. Throws EngineError('input') when the data is not 4 x width x height bytes or the crop is empty.
 */
export function samplePicture(
  pixels: Pixels,
  crop: Rect,
  size: readonly [height: number, width: number],
  into: Float32Array,
  at = 0,
  enlarging: Enlarging = 'catmull-rom',
): void {
  checkPixels(pixels);
  if (!(crop.width > 0 && crop.height > 0)) {
    throw new EngineError('input', 'the crop is empty', { got: `${crop.width} x ${crop.height}` });
  }
  const [height, width] = size;
  const columns = axis(pixels.width, width, crop.x, crop.width, enlarging);
  const rows = axis(pixels.height, height, crop.y, crop.height, enlarging);
  const plane = height * width;
  into.fill(0, at, at + 3 * plane);

  const [top, bottom] = span(rows);
  const line = new Float32Array(3 * width);
  const scatter = transpose(rows, top, bottom);
  for (let y = top; y < bottom; y++) {
    sampleLine(pixels, y, columns, line);
    for (const { output, weight } of scatter[y - top] ?? []) {
      for (let c = 0; c < 3; c++) {
        const target = at + c * plane + output * width;
        const from = c * width;
        for (let x = 0; x < width; x++) {
          into[target + x] = (into[target + x] as number) + weight * (line[from + x] as number);
        }
      }
    }
  }
  for (let i = at; i < at + 3 * plane; i++) into[i] = Math.min(1, Math.max(0, into[i] as number));
}

function checkPixels({ data, width, height }: Pixels): void {
  if (!(width > 0 && height > 0) || data.length !== 4 * width * height) {
    throw new EngineError('input', 'the picture has the wrong length', {
      expected: `4 x ${width} x ${height} bytes`,
      got: data.length,
    });
  }
}

function axis(source: number, size: number, start: number, length: number, enlarging: Enlarging): Taps {
  return taps(source, size, { start, step: length / size }, enlarging, 'edge');
}

/** One source row resampled across: red, green, blue, each `columns` long, 0..1, over white. */
function sampleLine({ data, width }: Pixels, y: number, columns: Taps, line: Float32Array): void {
  const across = columns.first.length;
  for (let x = 0; x < across; x++) {
    let red = 0;
    let green = 0;
    let blue = 0;
    let p = 4 * (y * width + (columns.first[x] as number));
    const end = columns.at[x + 1] as number;
    for (let k = columns.at[x] as number; k < end; k++, p += 4) {
      const weight = (columns.weights[k] as number) / 255;
      const alpha = data[p + 3] as number;
      if (alpha === 255) {
        red += weight * (data[p] as number);
        green += weight * (data[p + 1] as number);
        blue += weight * (data[p + 2] as number);
      } else {
        const cover = (weight * alpha) / 255;
        const white = 255 * (weight - cover);
        red += cover * (data[p] as number) + white;
        green += cover * (data[p + 1] as number) + white;
        blue += cover * (data[p + 2] as number) + white;
      }
    }
    line[x] = red;
    line[across + x] = green;
    line[2 * across + x] = blue;
  }
}

/** For each source row from `top` to `bottom`, the output rows that read it. */
function transpose(rows: Taps, top: number, bottom: number): { output: number; weight: number }[][] {
  const lists: { output: number; weight: number }[][] = Array.from({ length: bottom - top }, () => []);
  for (let output = 0; output < rows.first.length; output++) {
    const begin = rows.at[output] as number;
    const end = rows.at[output + 1] as number;
    for (let k = begin; k < end; k++) {
      lists[(rows.first[output] as number) + k - begin - top]?.push({ output, weight: rows.weights[k] as number });
    }
  }
  return lists;
}

/** Luma of three planes of `plane` values (0..1), as one plane. */
export function luma(planes: Float32Array, plane: number): Float32Array {
  const grey = new Float32Array(plane);
  const [red, green, blue] = LUMA;
  for (let i = 0; i < plane; i++) {
    grey[i] =
      red * (planes[i] as number) + green * (planes[plane + i] as number) + blue * (planes[2 * plane + i] as number);
  }
  return grey;
}
