/**
 * The selection on the stage: nothing, a map, or one of its values; and its encoding in an address. Pure data:
 * `at=conv1.3` is map 3 of conv1, `at=conv1.3.11.17` its value in row 11, column 17, `at=dense1.12` cell 12 of a layer
 * without maps.
 */
import type { StageLayer, StageUnit } from './stage/layers';
import type { StagePixel } from './stage/pointer';

export interface Selection {
  readonly layer: string;
  /** Channel of a map, or cell of a layer without maps. */
  readonly channel: number;
  /** Null: the whole map. A cell is always a value, its only pixel. */
  readonly pixel: { readonly row: number; readonly column: number } | null;
}

/** Depth of a selection: 0 is the network, 1 a map, 2 a value. */
export type Level = 0 | 1 | 2;

export const levelOf = (selection: Selection | null): Level => (selection === null ? 0 : selection.pixel ? 2 : 1);

type Units = readonly StageUnit[];

export function layerIn(units: Units, id: string): StageLayer | null {
  for (const { layers } of units) for (const layer of layers) if (layer.id === id) return layer;
  return null;
}

/** One level up: from a value to its map, from a map or a cell to the network. */
export function parentOf(selection: Selection | null, units: Units): Selection | null {
  if (!selection?.pixel || layerIn(units, selection.layer)?.form !== 'maps') return null;
  return { ...selection, pixel: null };
}

/** The selection of the value that a stage pixel shows. */
export function valueAt(pixel: StagePixel, layer: StageLayer): Selection {
  const { channel, row, column } = pixel;
  if (layer.form === 'strip') return { layer: layer.id, channel: pixel.index, pixel: { row: 0, column: 0 } };
  return { layer: layer.id, channel, pixel: { row, column } };
}

/** The stage pixel of a selected value; null for a map. */
export function pixelOf({ layer: id, channel, pixel }: Selection, layer: StageLayer): StagePixel | null {
  if (!pixel) return null;
  if (layer.form === 'strip') return { layer: id, channel: 0, row: channel, column: 0, index: channel };
  const { row, column } = pixel;
  return { layer: id, channel, row, column, index: (channel * layer.rows + row) * layer.columns + column };
}

/** The stage pixel of value `index` of a layer's tensor. */
export function pixelAtIndex(layer: StageLayer, index: number): StagePixel {
  if (layer.form === 'strip') return { layer: layer.id, channel: 0, row: index, column: 0, index };
  const { rows, columns } = layer;
  const [plane, inside] = [Math.floor(index / (rows * columns)), index % (rows * columns)];
  return { layer: layer.id, channel: plane, row: Math.floor(inside / columns), column: inside % columns, index };
}

/**
 * The selection after pressing a pixel: a cell at once; on a map, first the map, then the value. Null (outside all
 * maps): one level up.
 */
export function pressed(selection: Selection | null, pixel: StagePixel | null, units: Units): Selection | null {
  const layer = pixel && layerIn(units, pixel.layer);
  if (!layer) return parentOf(selection, units);
  const isOpen = selection?.layer === layer.id && selection.channel === pixel.channel;
  if (layer.form === 'strip' || isOpen) return valueAt(pixel, layer);
  return { layer: layer.id, channel: pixel.channel, pixel: null };
}

export const sameSelection = (a: Selection | null, b: Selection | null): boolean =>
  a === b ||
  (a !== null &&
    b !== null &&
    a.layer === b.layer &&
    a.channel === b.channel &&
    a.pixel?.row === b.pixel?.row &&
    a.pixel?.column === b.pixel?.column);

/** The selection as address text. A cell needs no pixel, as it has only one. */
export function selectionText({ layer, channel, pixel }: Selection, units: Units): string {
  const isCell = layerIn(units, layer)?.form === 'strip';
  return [layer, channel, ...(pixel && !isCell ? [pixel.row, pixel.column] : [])].join('.');
}

/** The numbers of `.3.11.17`; null for anything else, including leading zeros. */
function numbersAfter(text: string): readonly number[] | null {
  return /^(\.(0|[1-9]\d{0,8})){1,3}$/.test(text) ? text.slice(1).split('.').map(Number) : null;
}

/** The selection that an address names in a network; null for nonsense. Ids may contain dots: the longest wins. */
export function parseSelection(text: string | null, units: Units): Selection | null {
  if (text === null) return null;
  const layers = units.flatMap((unit) => unit.layers).sort((a, b) => b.id.length - a.id.length);
  for (const layer of layers) {
    const numbers = text.startsWith(`${layer.id}.`) ? numbersAfter(text.slice(layer.id.length)) : null;
    const selection = numbers && selectionIn(layer, numbers);
    if (selection) return selection;
  }
  return null;
}

function selectionIn(layer: StageLayer, [channel = 0, row, column]: readonly number[]): Selection | null {
  if (layer.form === 'strip') {
    const isCell = row === undefined && channel < layer.rows;
    return isCell ? { layer: layer.id, channel, pixel: { row: 0, column: 0 } } : null;
  }
  if (channel >= layer.planes) return null;
  if (row === undefined) return { layer: layer.id, channel, pixel: null };
  if (column === undefined || row >= layer.rows || column >= layer.columns) return null;
  return { layer: layer.id, channel, pixel: { row, column } };
}
