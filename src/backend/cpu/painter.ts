/**
 * The CPU painter: draws a Scene from tensors in memory, with the same pixels as the GPU painter. `paintPixels` is
 * pure; `createCpuSurface` puts its picture on a canvas.
 */
import { EngineError } from '../../core/errors';
import type { TensorId } from '../../kernels/kernel';
import { BROKEN, colourTable, INK_START, INK_STEPS, OPAQUE, SIGNED_STEPS, UNIT } from '../paint/colour';
import { type DrawnMap, type DrawnTile, layoutScene, movedLayout, type SceneLayout, sampleSpan } from '../paint/layout';
import { extents, mapValues, RANGE_STRIDE, rangesByTensor, type Scanned, scanMaps, takeRanges } from '../paint/ranges';
import type { Plan, Range, Scene, Surface } from '../types';

type View = (tensor: TensorId) => Float32Array;

/** Diagonal stripes, four device pixels wide, chosen by bit 2 of x + y as in the fragment shader. */
const inStripe = (x: number, y: number): boolean => ((x + y) & 4) === 0;

/** Paints one row of a map into a row of pixels. */
function paintRow(
  pixels: Uint32Array,
  at: number,
  firstX: number,
  y: number,
  columns: Uint32Array,
  from: number,
  to: number,
  values: Float32Array,
  row: number,
  tile: DrawnTile,
  extent: number,
  table: Uint32Array,
): void {
  const { colour, scale, shift } = tile;
  const factor = extent > 0 ? SIGNED_STEPS / extent : 0;
  for (let k = from; k < to; k++) {
    const value = values[row + (columns[k] as number)] as number;
    let pixel: number;
    if (value - value !== 0) {
      pixel = table[inStripe(firstX + k, y) ? BROKEN : SIGNED_STEPS] as number;
    } else if (colour === 'signed') {
      const step = Math.floor(Math.min(SIGNED_STEPS, Math.max(-SIGNED_STEPS, value * factor)) + 0.5);
      pixel = table[SIGNED_STEPS + step] as number;
    } else {
      const step = Math.floor(Math.min(1, Math.max(0, value * scale + shift)) * INK_STEPS + 0.5);
      pixel = colour === 'ink' ? (table[INK_START + step] as number) : OPAQUE + step * UNIT[colour];
    }
    pixels[at + k - from] = pixel;
  }
}

/** Paints one tile, clipped to the canvas. */
function paintTile(
  pixels: Uint32Array,
  layout: SceneLayout,
  tile: DrawnTile,
  spans: (size: number, pixels: number) => Uint32Array,
  values: Float32Array,
  start: number,
  extent: number,
  broken: boolean,
  table: Uint32Array,
): void {
  const columns = spans(tile.right - tile.left, tile.columns);
  const rows = spans(tile.bottom - tile.top, tile.rows);
  const from = Math.max(0, -tile.left);
  const to = Math.min(tile.right, layout.width) - tile.left;
  if (to <= from) return;
  let painted = -1;
  for (let y = Math.max(0, tile.top); y < Math.min(tile.bottom, layout.height); y++) {
    const row = rows[y - tile.top] as number;
    const at = y * layout.width + tile.left + from;
    // A map's row covers several device rows, identical unless striped.
    if (row === painted && !broken) {
      pixels.copyWithin(at, at - layout.width, at - layout.width + to - from);
      continue;
    }
    paintRow(pixels, at, tile.left, y, columns, from, to, values, start + row * tile.columns, tile, extent, table);
    painted = row;
  }
}

/** Most tiles of a scene share their spans, so each distinct one is computed once. */
function spanCache(): (size: number, pixels: number) => Uint32Array {
  const known = new Map<string, Uint32Array>();
  return (size, pixels) => {
    const key = `${size}/${pixels}`;
    const span = known.get(key) ?? sampleSpan(size, pixels);
    known.set(key, span);
    return span;
  };
}

/**
 * Paints all tiles over the pixels (RGBA bytes in memory order, layout.width x layout.height) and leaves the pixels
 * between tiles as they are. `ranges` come from scanMaps.
 */
export function paintPixels(
  pixels: Uint32Array,
  layout: SceneLayout,
  ranges: Float32Array,
  table: Uint32Array,
  view: View,
  spans: (size: number, pixels: number) => Uint32Array = sampleSpan,
): void {
  const { maps: own, shares, broken: brokenShares } = extents(layout, ranges);
  for (const tile of layout.tiles) {
    const extent = (tile.share < 0 ? own[tile.map] : shares[tile.share]) as number;
    const broken = tile.map < 0 ? brokenShares[tile.share] === true : ranges[tile.map * RANGE_STRIDE + 2] !== 0;
    const { values, start } = mapValues(tile, view);
    paintTile(pixels, layout, tile, spans, values, start, extent, broken, table);
  }
}

/** What a CPU program exposes to its surface. `view` returns a tensor's values in place; each paint calls it afresh. */
export interface CpuMaps {
  readonly plan: Plan;
  view(tensor: TensorId): Float32Array;
}

/**
 * A Surface that remembers the ranges of what it has painted until its program says that tensors have changed, so
 * scrolling only scans the maps that come into view.
 */
export type CpuSurface = Omit<Surface, 'paint'> & {
  maps(): readonly DrawnMap[];
  /** Every tensor that a tile shows or subtracts. */
  tensors(): ReadonlySet<TensorId>;
  /** Maps whose ranges must be found before painting the scene. */
  unknown(): readonly DrawnMap[];
  /** Forgets all ranges: tensors have changed. */
  forget(): void;
  /** Takes ranges found elsewhere in the current tensors. */
  take(found: Scanned): void;
  /** Paints, and returns the ranges of everything shown, scanning those not yet known. */
  paint(): ReadonlyMap<TensorId, Range>;
};

interface Drawn {
  readonly scene: Scene;
  readonly layout: SceneLayout;
  readonly table: Uint32Array;
  readonly ranges: Float32Array;
  /** 1 for each map whose range is up to date. */
  readonly known: Uint8Array;
  readonly image: ImageData;
  readonly pixels: Uint32Array;
  readonly spans: (size: number, pixels: number) => Uint32Array;
}

/** Binds a canvas to a program in memory. Throws EngineError('device') when the canvas has no 2-D context. */
export function createCpuSurface(canvas: HTMLCanvasElement, maps: CpuMaps): CpuSurface {
  const context = canvas.getContext('2d');
  if (!context) throw new EngineError('device', 'the canvas already has another kind of context');
  let drawn: Drawn | null = null;
  let disposed = false;
  const view: View = (tensor) => maps.view(tensor);

  const take = (found: Scanned): void => {
    if (drawn) takeRanges(drawn.layout.maps, found, drawn.ranges, drawn.known);
  };
  const paint = (): ReadonlyMap<TensorId, Range> => {
    if (!drawn) return new Map();
    const { layout, table, ranges, known, image, pixels, spans } = drawn;
    scanMaps(layout.maps, view, ranges, known);
    known.fill(1);
    paintPixels(pixels, layout, ranges, table, view, spans);
    context.putImageData(image, 0, 0);
    return rangesByTensor(layout.maps, ranges, RANGE_STRIDE);
  };

  return {
    setScene(scene: Scene) {
      if (disposed) return;
      const before = drawn;
      const moved = before && movedLayout(before.scene, before.layout, scene);
      const layout = moved ?? layoutScene(scene, maps.plan);
      if (canvas.width !== layout.width) canvas.width = layout.width;
      if (canvas.height !== layout.height) canvas.height = layout.height;
      const isAsLarge = before?.image.width === layout.width && before.image.height === layout.height;
      const image = (isAsLarge && before?.image) || context.createImageData(layout.width, layout.height);
      const pixels = new Uint32Array(image.data.buffer);
      if (isAsLarge) pixels.fill(0);
      drawn = {
        scene,
        layout,
        table: before?.scene.palette === scene.palette ? before.table : colourTable(scene.palette),
        ranges: moved ? before.ranges : new Float32Array(layout.maps.length * RANGE_STRIDE),
        known: moved ? before.known : new Uint8Array(layout.maps.length),
        image,
        pixels,
        spans: spanCache(),
      };
      if (before && !moved) take({ maps: before.layout.maps, ranges: before.ranges, known: before.known });
    },
    maps: () => drawn?.layout.maps ?? [],
    tensors: () =>
      new Set(drawn?.layout.tiles.flatMap(({ tensor, minus }) => (minus === null ? [tensor] : [tensor, minus]))),
    unknown: () => drawn?.layout.maps.filter((_, k) => !drawn?.known[k]) ?? [],
    forget() {
      drawn?.known.fill(0);
    },
    take,
    paint,
    dispose() {
      // A second call must not touch the canvas: by then it may belong to another surface.
      if (disposed) return;
      disposed = true;
      drawn = null;
      context.clearRect(0, 0, canvas.width, canvas.height);
    },
  };
}
