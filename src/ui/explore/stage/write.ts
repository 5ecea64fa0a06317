/** Writes numbers and channels on the canvas over the maps. */
import type { Palette, Range } from '../../../backend/types';
import { planeColour } from '../../../workspace/input/colour';
import { cellColour, readableOn } from '../../../workspace/inspect/cellColour';
import type { Network } from '../../../workspace/network';
import { extentOf } from '../../../workspace/stage/extent';
import type { StageLayer } from '../../../workspace/stage/layers';
import type { LaneLayout, PlacedTile } from '../../../workspace/stage/layout';
import { planePixels } from '../../../workspace/stage/mapPixels';
import { type Box, overlap } from '../../../workspace/stage/pointer';
import { cellText, isLabelled, type WrittenTile, writtenTiles } from '../../../workspace/stage/writing';

/** Whole tensors, by their id. */
export type Values = ReadonlyMap<number, Float32Array>;

export interface Written {
  readonly network: Network;
  readonly layout: LaneLayout;
  /** The visible part of the stage's content. */
  readonly sight: Box;
  readonly values: Values;
  readonly ranges: ReadonlyMap<number, Range>;
  readonly range: 'map' | 'layer' | 'network';
  readonly palette: Palette;
  /** By unit: the channels that are out of their usual order; null: no channels are written. */
  readonly moved: ReadonlyMap<number, readonly number[]> | null;
}

const FONT = 12;
const ROOMY = 56;

/** Grows with the pixels: three digits need more room than two. */
const fontFor = (width: number): number => Math.max(FONT, Math.min(24, width * (width < ROOMY ? 0.36 : 0.25)));

/** Clears the canvas and writes the part in sight. */
export function write(context: CanvasRenderingContext2D, written: Written): void {
  const { canvas } = context;
  const { sight, layout } = written;
  const ratio = window.devicePixelRatio;
  const [width, height] = [Math.round(sight.width * ratio), Math.round(sight.height * ratio)];
  if (canvas.width !== width) canvas.width = width;
  if (canvas.height !== height) canvas.height = height;
  canvas.style.width = `${sight.width}px`;
  canvas.style.height = `${sight.height}px`;
  context.setTransform(ratio, 0, 0, ratio, -sight.x * ratio, -sight.y * ratio);
  context.clearRect(sight.x, sight.y, sight.width, sight.height);
  const style = getComputedStyle(canvas);
  writeChannels(context, style, written);
  context.textAlign = 'center';
  context.textBaseline = 'middle';
  let central: readonly [WrittenTile, readonly string[]] | null = null;
  let most = 0;
  for (const tile of writtenTiles(layout, sight)) {
    const texts = writeTile(context, style, tile, written);
    // The text of the most visible map is also exposed on the page.
    if (texts.length > most) [central, most] = [[tile, texts], texts.length];
  }
  describe(canvas, central);
}

function describe(canvas: HTMLCanvasElement, central: readonly [WrittenTile, readonly string[]] | null): void {
  const { dataset } = canvas;
  if (!central) {
    for (const name of ['layer', 'channel', 'rows', 'columns', 'numbers']) delete dataset[name];
    return;
  }
  const [{ layer, tile, rows, columns }, texts] = central;
  dataset.layer = layer.id;
  dataset.channel = String(tile.plane);
  dataset.rows = rows.join(' ');
  dataset.columns = columns.join(' ');
  dataset.numbers = texts.join(' ');
}

/** Writes the numbers of one tile and returns them, row by row; none while its values are unknown. */
function writeTile(
  context: CanvasRenderingContext2D,
  style: CSSStyleDeclaration,
  { layer, tile, rows, columns }: WrittenTile,
  written: Written,
): string[] {
  const values = written.values.get(layer.tensor);
  if (!values) return [];
  const [width, height] = [tile.width / tile.columns, tile.height / tile.rows];
  const start = tile.plane * tile.rows * tile.columns;
  const ink = inkFor(layer, tile, values.subarray(start, start + tile.rows * tile.columns), written);
  context.font = `${fontFor(width)}px ${style.fontFamily}`;
  const texts: string[] = [];
  for (let row = rows[0]; row < rows[1]; row++) {
    for (let column = columns[0]; column < columns[1]; column++) {
      const value = values[start + row * tile.columns + column] ?? Number.NaN;
      const text = cellText(value, width);
      texts.push(text);
      // What has not fired stays blank.
      if (value === 0) continue;
      context.fillStyle = ink(value);
      context.fillText(text, tile.x + (column + 0.5) * width, tile.y + (row + 0.5) * height, width);
    }
  }
  return texts;
}

/** An ink that is readable on a value's colour. */
function inkFor(layer: StageLayer, tile: PlacedTile, own: Float32Array, written: Written): (value: number) => string {
  const { network, ranges, range, palette } = written;
  if (layer.colour === 'signed') {
    const shared =
      range === 'network' ? network.units.flatMap((unit) => unit.layers) : network.units[layer.unit]?.layers;
    const extent = range === 'map' ? largest(own) : (extentOf(shared ?? [], ranges) ?? 0);
    return (value) => cellColour(value, extent, palette).color;
  }
  const { scale, shift } = network.inputScale[tile.plane] ?? { scale: 1, shift: 0 };
  const look = { colour: planeColour(layer.colour, tile.plane), scale, shift };
  return (value) => {
    const [red = 0, green = 0, blue = 0] = planePixels(Float32Array.of(value), look, palette);
    return readableOn([red, green, blue]);
  };
}

function largest(values: Float32Array): number {
  let most = 0;
  for (const value of values) if (Math.abs(value) > most && Number.isFinite(value)) most = Math.abs(value);
  return most;
}

const CHIP = 16;
const CHIP_ALPHA = 0.85;

/** The channel, in the corner of each map that is large enough or out of order. */
function writeChannels(context: CanvasRenderingContext2D, style: CSSStyleDeclaration, written: Written): void {
  const { layout, sight, moved } = written;
  if (!moved) return;
  context.font = `${FONT}px ${style.fontFamily}`;
  context.textAlign = 'left';
  context.textBaseline = 'middle';
  for (const lane of layout.lanes) {
    if (!overlap(lane, sight)) continue;
    const { layer } = lane;
    for (const tile of lane.tiles) {
      const { x, y } = tile;
      if (!overlap(tile, sight) || !isLabelled(layer, tile, moved.has(layer.unit))) continue;
      const text = String(tile.plane);
      context.globalAlpha = CHIP_ALPHA;
      context.fillStyle = style.getPropertyValue('--surface');
      context.fillRect(x, y, context.measureText(text).width + 6, CHIP);
      context.globalAlpha = 1;
      context.fillStyle = style.color;
      context.fillText(text, x + 3, y + CHIP / 2);
    }
  }
}
