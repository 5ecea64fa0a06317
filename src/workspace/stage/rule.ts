/**
 * The stage's rule: how many rows and columns of maps each block gets, and how large their tiles are, so that the network
 * fits its room. Of 3 to 10 rows, those that show most maps at a legible size, then the largest tiles. Where columns do not
 * fit, the widest block gives one up and folds its weaker maps; where that is not enough, feature maps give way to their
 * activation maps, and at last a block shows only what it passes on. Pure arithmetic, in units.
 */
import type { StageBlock } from './blocks';
import { isVisible, type MapView, type StageLayer } from './layers';

/** Blocks of maps at equal depth, one below the other, with the layers of each that are shown. */
export interface Stack {
  readonly blocks: readonly { readonly block: StageBlock; readonly lanes: readonly StageLayer[] }[];
  /** Rows of maps that each of its blocks has, and columns. */
  readonly rows: number;
  readonly columns: number;
}

export interface Choice {
  readonly stacks: readonly Stack[];
  /** Longer side of a block's first maps. */
  readonly tile: number;
  /** Least space before a block. */
  readonly gutter: number;
  /** Whether a block shows all its lanes, only activation maps of activated layers, or only what it passes on. */
  readonly depth: Depth;
}

export interface Space {
  /** Room for rows of maps. */
  readonly across: number;
  /** Room for the blocks of maps with a gutter before each; Infinity if the page scrolls that way. */
  readonly along: number;
  /** Tiles of this size are wanted. */
  readonly wanted: number;
  /** Most columns of a block that is not shown whole. */
  readonly mostColumns: number;
  /** Blocks that show every map, by their first unit. */
  readonly whole: ReadonlySet<number>;
}

/** Between lanes, columns of lanes, rows, and blocks. */
export const gaps = { lane: 6, column: 18, row: 7, stacked: 46, gutter: 40, leastGutter: 10 } as const;

const ROWS = [10, 9, 8, 7, 6, 5, 4, 3] as const;
/** Below this size, a block shows less of itself, and a large network only its modules. */
export const LEGIBLE = 40;

const depths = ['all', 'activations', 'last'] as const;
type Depth = (typeof depths)[number];

export function lanesOf({ layers }: StageBlock, view: MapView, depth: Depth): readonly StageLayer[] {
  const visible = layers.filter((layer) => isVisible(layer, depth === 'all' ? view : 'activation'));
  const shown = visible.length > 0 ? visible : layers;
  return depth === 'last' ? shown.slice(-1) : shown;
}

const sideOf = ({ rows, columns, form }: StageLayer): number => (form === 'maps' ? Math.max(rows, columns) : 1);

/** Longer side of a lane's tiles as a share of its block's first: a pooled map is half as large. */
export const shareOf = (layer: StageLayer, first: StageLayer | undefined): number =>
  first ? Math.max(1 / 4, sideOf(layer) / sideOf(first)) : 1;

/** Maps of a layer; of one without height and width, its values. */
export const mapsOf = ({ form, planes, rows }: StageLayer): number => (form === 'maps' ? planes : rows);

type Stacked = Stack['blocks'];

const most = (numbers: readonly number[]): number => Math.max(0, ...numbers);
const mapsIn = (stacked: Stacked): number =>
  most(stacked.map(({ block }) => most(block.layers.slice(0, 1).map(mapsOf))));

/** Length of one column of a stack's lanes: in tiles, and the spaces between them. */
function columnOf(stacked: Stacked): { readonly tiles: number; readonly spaces: number } {
  const tiles = most(stacked.map(({ lanes }) => lanes.reduce((sum, layer) => sum + shareOf(layer, lanes[0]), 0)));
  return { tiles, spaces: most(stacked.map(({ lanes }) => lanes.length - 1)) * gaps.lane };
}

/** Tags are written from this tile size on. */
export const TAGGED = 28;

/** Between blocks one below the other: room for how many maps are folded of one, and the tags of the other. */
const between = (tile: number): number => (tile < TAGGED ? 2 * gaps.row : gaps.stacked);

/** From the top of one block of a stack to that of the next, and what a whole stack takes, across the drawing. */
export const pitchOf = ({ rows }: Stack, tile: number): number => rows * (tile + gaps.row) - gaps.row + between(tile);
export const breadthOf = (stack: Stack, tile: number): number =>
  stack.blocks.length * pitchOf(stack, tile) - between(tile);

/** With so many rows in each block of the deepest stack. */
function chosen(all: readonly Stacked[], rows: number, depth: Depth, space: Space): Choice {
  const gutter = depth === 'last' ? gaps.leastGutter : gaps.gutter;
  const deepest = most(all.map(({ length }) => length));
  const tileOf = (apart: number): number =>
    Math.floor((space.across - (deepest - 1) * apart - deepest * (rows - 1) * gaps.row) / (deepest * rows));
  const tagged = tileOf(gaps.stacked);
  const high = tagged < TAGGED ? Math.min(TAGGED - 1, tileOf(2 * gaps.row)) : tagged;
  const stacks = all.map((blocks) => {
    const room = space.across - (blocks.length - 1) * between(high) + blocks.length * gaps.row;
    const fit = Math.max(1, Math.floor(room / (blocks.length * (high + gaps.row))));
    const own = blocks.length === deepest ? rows : fit;
    const isWhole = blocks.some(({ block }) => space.whole.has(block.units[0] ?? -1));
    const wanted = Math.max(1, Math.ceil(mapsIn(blocks) / own));
    const columns = isWhole ? wanted : Math.min(wanted, space.mostColumns);
    return { blocks, rows: own, columns, isWhole, column: columnOf(blocks) };
  });
  let [tiles, spaces] = [0, all.length * gutter];
  for (const { isWhole, columns, column } of stacks) {
    // A block shown whole may run out of sight.
    const count = isWhole ? 1 : columns;
    tiles += count * column.tiles;
    spaces += count * column.spaces + (count - 1) * gaps.column;
  }
  const target = Math.min(high, space.wanted);
  const wide = (): number => (tiles === 0 ? high : Math.floor((space.along - spaces) / tiles));
  // The widest blocks give up columns, the first of them first.
  let widest = most(stacks.map(({ columns, isWhole }) => (isWhole ? 1 : columns)));
  for (; widest > 1 && wide() < target; widest--) {
    for (const stack of stacks) {
      if (stack.isWhole || stack.columns < widest || wide() >= target) continue;
      stack.columns -= 1;
      tiles -= stack.column.tiles;
      spaces -= stack.column.spaces + gaps.column;
    }
  }
  return { stacks, tile: Math.min(high, wide()), gutter, depth };
}

const shownIn = ({ stacks }: Choice): number =>
  stacks.reduce((sum, { blocks, rows, columns }) => sum + blocks.length * Math.min(mapsIn(blocks), rows * columns), 0);

function better(one: Choice, other: Choice, wanted: number): boolean {
  if (one.tile < wanted || other.tile < wanted) return one.tile > other.tile;
  const [shown, others] = [shownIn(one), shownIn(other)];
  return shown > others || (shown === others && one.tile > other.tile);
}

function stacked(blocks: readonly StageBlock[], view: MapView, depth: Depth): readonly Stacked[] {
  const byDepth = new Map<number, { block: StageBlock; lanes: readonly StageLayer[] }[]>();
  for (const block of blocks) {
    if (block.form !== 'maps') continue;
    const together = byDepth.get(block.depth) ?? [];
    together.push({ block, lanes: lanesOf(block, view, depth) });
    byDepth.set(block.depth, together);
  }
  return [...byDepth].sort(([a], [b]) => a - b).map(([, together]) => together);
}

/** Chooses for the blocks of maps among `blocks`. */
export function chooseTiles(blocks: readonly StageBlock[], view: MapView, space: Space): Choice {
  let best: Choice = { stacks: [], tile: 0, gutter: gaps.gutter, depth: 'all' };
  for (const depth of depths) {
    const all = stacked(blocks, view, depth);
    if (all.length === 0) return { ...best, tile: space.wanted };
    const choices = ROWS.map((rows) => chosen(all, rows, depth, space));
    const found = choices.reduce((one, other) => (better(other, one, space.wanted) ? other : one));
    if (found.tile > best.tile) best = found;
    if (best.tile >= (depth === 'all' ? space.wanted : LEGIBLE)) return best;
  }
  // In a small room: as many rows of small maps as fit, up to a dozen.
  const all = stacked(blocks, view, 'last');
  const size = Math.max(MINIMUM, best.tile);
  const deepest = most(all.map(({ length }) => length));
  const fit = Math.floor(
    (space.across - (deepest - 1) * between(size) + deepest * gaps.row) / (deepest * (size + gaps.row)),
  );
  const afar = chosen(all, Math.max(1, Math.min(12, fit)), 'last', space);
  return afar.tile >= MINIMUM ? afar : { ...afar, tile: MINIMUM };
}

/** Smallest tile; a network for which it is too large scrolls. */
const MINIMUM = 8;
