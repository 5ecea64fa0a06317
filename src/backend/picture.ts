/** Draws a Scene from values in memory, off the frame path, for files and print: the same pixels as on the page. */
import type { TensorId } from '../kernels/kernel';
import { paintPixels } from './cpu/painter';
import { colourTable, packRgb } from './paint/colour';
import { layoutScene, type Painted } from './paint/layout';
import { RANGE_STRIDE, scanMaps } from './paint/ranges';
import type { Rgb, Scene } from './types';

/** Some rows of a picture. */
export interface Band {
  /** Device pixels: columns, and the first of the rows. */
  readonly width: number;
  readonly top: number;
  /** RGBA bytes, row by row. */
  readonly bytes: Uint8ClampedArray<ArrayBuffer>;
}

/** Device pixels per band: few enough to paint within a frame. */
const BAND = 2 ** 19;
/** Rows after which the hatch for NaN and infinities repeats. */
const HATCH = 8;

/**
 * Paints a scene in bands from the top, so that the caller can pause in between. `ground` fills the gaps between tiles.
 * Throws EngineError('shape') where a tile shows values outside its tensor.
 */
export function* paintBands(
  scene: Scene,
  painted: Painted,
  view: (tensor: TensorId) => Float32Array,
  ground: Rgb,
): Generator<Band> {
  const { width, height, maps, tiles, shares } = layoutScene(scene, painted);
  const ranges = new Float32Array(maps.length * RANGE_STRIDE);
  scanMaps(maps, view, ranges);
  const table = colourTable(scene.palette);
  const rows = HATCH * Math.max(1, Math.floor(BAND / width / HATCH));
  for (let top = 0; top < height; top += rows) {
    const tall = Math.min(rows, height - top);
    const pixels = new Uint32Array(width * tall).fill(packRgb(ground));
    const within = tiles.map((tile) => ({ ...tile, top: tile.top - top, bottom: tile.bottom - top }));
    paintPixels(pixels, { width, height: tall, maps, tiles: within, shares }, ranges, table, view);
    yield { width, top, bytes: new Uint8ClampedArray(pixels.buffer) };
  }
}
