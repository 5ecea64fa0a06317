/**
 * Finds the ink in a photograph of a digit, whatever its light: the paper's brightness around each pixel is estimated by
 * a morphological closing, which fills in what is dark and narrow (strokes) but keeps what is wide (shadows, the page's
 * falling light, their edges), and the ink is how far a pixel falls short of it: the bottom-hat transform, as used for
 * shading correction (Serra 1982, Image Analysis and Mathematical Morphology; Gonzalez and Woods, section 9.6).
 */
import type { Ink, Rect } from './digit';
import { luma, type Pixels, samplePicture } from './picture';

export interface PhotoInk extends Ink {
  /** The ink is darker than its background, so dark became ink. */
  readonly inverted: boolean;
  /** No ink, but a trace of something small or thin: zooming in may show it. */
  readonly isTrace: boolean;
}

/** Side to which a photo is reduced before finding its ink: enough for a 20-pixel box around a small digit. */
const INK_SIDE = 112;
/** Strokes are narrower than this share of the side, shadows wider, except along the edge. */
const WIDEST = 1 / 3;
/** Contrasts are relative to the light on the paper, which counts as at least this share of the brightest. */
const DIMMEST = 0.3;
/**
 * Ink is the strongest half percent of the pixels, at least this far above the paper, and further than that half percent
 * is in noise, by how far the lowest tenth lies below the paper.
 */
const STRONGEST = 0.995;
const LEAST = 0.1;
const LOWEST = 0.1;
const NOISE = 3.5;
/** Paper is never uniform: anything less than a quarter of the way from paper to ink counts as paper. */
const PAPER = 0.25;
/** Fewer pixels than ink has, but clearer: something small. */
const FEW = 0.9995;
const CLEAR = 0.2;

/** Ink light on dark, 0 to 1, at most 112 pixels a side; all 0 when there is none. */
export function photoInk(pixels: Pixels, crop: Rect): PhotoInk {
  const scale = Math.min(1, INK_SIDE / Math.max(crop.width, crop.height));
  const width = Math.max(1, Math.round(crop.width * scale));
  const height = Math.max(1, Math.round(crop.height * scale));
  const planes = new Float32Array(3 * width * height);
  samplePicture(pixels, crop, [height, width], planes);
  const light = luma(planes, width * height);
  const side = Math.max(width, height);
  const inverted = isDarkOnLight(light, width, height, side >> 1);
  if (!inverted) for (let i = 0; i < light.length; i++) light[i] = 1 - (light[i] as number);
  const paper = closing(light, width, height, Math.max(1, Math.round((WIDEST * side) / 2)));
  const dimmest = DIMMEST * paper.reduce((most, value) => Math.max(most, value), 0);
  const data = new Float32Array(light.length);
  for (let i = 0; i < data.length; i++) {
    const around = paper[i] as number;
    // On a board, what is missing to white says nothing about the light.
    const full = inverted ? Math.max(around, dimmest, 1e-3) : 1;
    data[i] = (around - (light[i] as number)) / full;
  }
  const sorted = data.slice().sort();
  const at = (share: number): number => sorted[Math.floor(share * (sorted.length - 1))] as number;
  const shade = at(0.5);
  const strongest = at(STRONGEST);
  const isBlank = strongest - shade < Math.max(LEAST, NOISE * (shade - at(LOWEST)));
  const low = shade + PAPER * (strongest - shade);
  for (let i = 0; i < data.length; i++) {
    data[i] = isBlank ? 0 : Math.min(1, Math.max(0, ((data[i] as number) - low) / (strongest - low)));
  }
  return { data, width, height, inverted, isTrace: isBlank && at(FEW) - shade >= CLEAR };
}

/**
 * Ink covers the smaller part of what is around it, so it makes the differences from the local mean skewed towards it:
 * true for dark ink on light paper. Unlike the brightness of the border, this does not depend on where the light falls.
 */
function isDarkOnLight(light: Float32Array, width: number, height: number, reach: number): boolean {
  const mean = meansAround(light, width, height, reach);
  let skew = 0;
  for (let i = 0; i < light.length; i++) skew += ((light[i] as number) - (mean[i] as number)) ** 3;
  return skew <= 0;
}

/**
 * The greatest value around each pixel, and of those the least around it: dark and narrow parts are filled in. Of values
 * averaged over neighbours: the greatest of many pixels is mostly noise.
 */
function closing(light: Float32Array, width: number, height: number, reach: number): Float32Array {
  const margin = 2 * reach;
  const [across, down] = [width + 2 * margin, height + 2 * margin];
  const wide = prolonged(meansAround(light, width, height, 1), width, height, margin);
  const brightest = greatestAround(wide, across, down, reach);
  for (let i = 0; i < brightest.length; i++) brightest[i] = -(brightest[i] as number);
  const darkest = greatestAround(brightest, across, down, reach);
  const out = new Float32Array(width * height);
  for (let i = 0; i < out.length; i++) {
    const y = Math.floor(i / width);
    out[i] = -(darkest[(y + margin) * across + margin + i - y * width] as number);
  }
  return out;
}

/** A plane that goes on as it ends for `margin` pixels on every side: a shadow along an edge is wide. */
function prolonged(plane: Float32Array, width: number, height: number, margin: number): Float32Array {
  const across = width + 2 * margin;
  const out = new Float32Array(across * (height + 2 * margin));
  for (let y = 0; y < height + 2 * margin; y++) {
    const row = Math.min(height - 1, Math.max(0, y - margin)) * width;
    const at = y * across;
    out.fill(plane[row] as number, at, at + margin);
    out.set(plane.subarray(row, row + width), at + margin);
    out.fill(plane[row + width - 1] as number, at + margin + width, at + across);
  }
  return out;
}

/** A filter of lines, over the rows and then over the columns. */
function separably(
  plane: Float32Array,
  width: number,
  height: number,
  filter: (from: Float32Array, into: Float32Array, length: number) => void,
): Float32Array {
  const turned = new Float32Array(plane.length);
  const out = new Float32Array(plane.length);
  const line = new Float32Array(Math.max(width, height));
  const through = (from: Float32Array, into: Float32Array, length: number, count: number): void => {
    for (let y = 0; y < count; y++) {
      filter(from.subarray(y * length, (y + 1) * length), line, length);
      // Columns become rows, so that both are read in order.
      for (let x = 0; x < length; x++) into[x * count + y] = line[x] as number;
    }
  };
  through(plane, turned, width, height);
  through(turned, out, height, width);
  return out;
}

/** The mean of each pixel and those up to `reach` away across and down, as if the plane went on as it ends. */
const meansAround = (plane: Float32Array, width: number, height: number, reach: number): Float32Array =>
  separably(plane, width, height, (from, into, length) => {
    const at = (i: number): number => from[Math.min(length - 1, Math.max(0, i))] as number;
    let sum = 0;
    for (let i = -reach; i < reach; i++) sum += at(i);
    for (let i = 0; i < length; i++) {
      sum += at(i + reach);
      into[i] = sum / (2 * reach + 1);
      sum -= at(i - reach);
    }
  });

/**
 * The greatest of each pixel and those up to `reach` away across and down, in three comparisons a pixel and direction:
 * within blocks of that size, from the left and from the right (van Herk 1992; Gil and Werman 1993).
 */
function greatestAround(plane: Float32Array, width: number, height: number, reach: number): Float32Array {
  const size = 2 * reach + 1;
  const left = new Float32Array(Math.max(width, height));
  const right = new Float32Array(left.length);
  return separably(plane, width, height, (from, into, length) => {
    for (let i = 0; i < length; i++) {
      const value = from[i] as number;
      left[i] = i % size === 0 ? value : Math.max(value, left[i - 1] as number);
    }
    for (let i = length - 1; i >= 0; i--) {
      const value = from[i] as number;
      right[i] = (i + 1) % size === 0 || i === length - 1 ? value : Math.max(value, right[i + 1] as number);
    }
    for (let i = 0; i < length; i++) {
      into[i] = Math.max(right[Math.max(0, i - reach)] as number, left[Math.min(length - 1, i + reach)] as number);
    }
  });
}
