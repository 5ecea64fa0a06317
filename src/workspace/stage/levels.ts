/**
 * An overview is looked at in levels: whole, one module open, a map, a value (selection.ts). What a step in leads to, from
 * what is pointed at, by zooming or by key. Pure.
 */
import type { Network } from '../network';
import { layerIn, type Selection, valueAt } from '../selection';
import type { Point } from './anchor';
import type { Arrangement } from './arrangement';
import type { StageLayout } from './layout';
import { type Module, moduleOfLayer, modulesOf } from './modules';
import { pixelAt, pixelBox, type StagePixel } from './pointer';
import { keyOf } from './strength';

/** What a step changes: the open module, or what is selected. */
export type Step = { readonly module: number } | { readonly selection: Selection };

/** A map, or the cell of a layer without maps. */
export type Spot = Pick<StagePixel, 'layer' | 'channel' | 'row' | 'column' | 'index'>;

/** The strongest map that a module passes on. */
export function strongestOf({ blocks, last }: Module, { strongest }: Arrangement): Spot {
  const key = blocks.at(-1);
  const channel = last.form === 'maps' ? ((key && strongest.get(keyOf(key))?.[0]) ?? 0) : 0;
  return { layer: last.id, channel, row: 0, column: 0, index: channel * last.rows * last.columns };
}

/** What stands at a point of an overview; null between modules. */
export function spotAt(layout: StageLayout, { x, y }: Point, arrangement: Arrangement): Spot | null {
  const place = layout.overview?.modules.find(
    (each) => x >= each.x && x < each.x + each.width && y >= each.y && y < each.y + each.height,
  );
  if (!place) return null;
  return (place.isOpen ? pixelAt(layout, x, y) : null) ?? strongestOf(place.module, arrangement);
}

/** One level in at a spot; without one, at the first module, then at its strongest map. Null: no further. */
export function stepIn(
  { blocks, units }: Pick<Network, 'blocks' | 'units'>,
  { module, arrangement }: { readonly module: number | null; readonly arrangement: Arrangement },
  spot: Spot | null,
): Step | null {
  const modules = modulesOf(blocks);
  const open = modules.find(({ key }) => key === module);
  const at = spot ? moduleOfLayer(modules, spot.layer) : (open ?? modules[0]);
  if (!at) return null;
  if (at !== open) return { module: at.key };
  const { layer: id, channel, ...pixel } = spot ?? strongestOf(at, arrangement);
  const layer = layerIn(units, id);
  if (!layer) return null;
  if (layer.form === 'strip') return { selection: valueAt({ layer: id, channel, ...pixel }, layer) };
  return { selection: { layer: id, channel, pixel: null } };
}

/** Where a hovered pixel counts as pointed at: on a layer that is shown. */
export const hoveredSpot = (layout: StageLayout, hover: StagePixel | null): Spot | null =>
  hover && hover.layer !== 'input' && pixelBox(layout, hover) ? hover : null;

/** A level is this much larger than the one before, to fingers and wheel. */
const STEP = 1.35;
/** How far a picture follows that cannot go there, and the most it is enlarged. */
const RESISTS = 0.2;
const LARGEST = 3;

/** The level that a picture which has been enlarged by a factor leads to. */
export const leadsTo = (factor: number): 'in' | 'out' | null =>
  factor >= STEP ? 'in' : factor <= 1 / STEP ? 'out' : null;

/** By how much the picture is enlarged for that: less where there is no level that way. */
export function followed(factor: number, has: { readonly in: boolean; readonly out: boolean }): number {
  const isFree = factor > 1 ? has.in : has.out;
  return Math.min(LARGEST, Math.max(1 / LARGEST, isFree ? factor : factor ** RESISTS));
}
