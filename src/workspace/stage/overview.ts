/**
 * A large network whole: each module as a column of its strongest maps, sections side by side and, where a module would
 * be too narrow, in several lines that are read like text. One module may stand open among the others, which then are
 * smaller, with all its layers as in any drawing. Pure geometry in the stage's units.
 */
import { channelsShown } from './arrangement';
import type { StageBlock } from './blocks';
import { type BlockPlace, FOOT } from './columns';
import { stripTiles, withTiles } from './grid';
import { type Lane, TAG, tileSize } from './lanes';
import type { MapView, StageLayer } from './layers';
import { type Module, type Section, sectionsOf } from './modules';
import { type OverviewSpace, openedModule, panel } from './openModule';
import type { Box } from './pointer';
import { lanesOf, mapsOf } from './rule';

export interface ModulePlace extends Box {
  readonly module: Module;
  readonly isOpen: boolean;
}

/** Where a module's name stands, or what is to be said about several of one size. */
export interface Heading extends Box {
  readonly of: Section;
}

export interface Overview {
  readonly modules: readonly ModulePlace[];
  readonly heads: readonly Heading[];
  readonly lines: number;
  /** Whether closed modules show their branches; only in one line. */
  readonly isDetailed: boolean;
  /** Modules of one size without a break, as lists of lines. */
  readonly parts: readonly (readonly (readonly ModulePlace[])[])[];
  /** Layers of modules that are not open: a few maps stand for them. */
  readonly closed: ReadonlySet<string>;
}

/** Between maps of a module, its columns, modules, and lines; what a join takes; and what shows that sizes shrink. */
const apart = {
  map: 3,
  column: 14,
  module: 16,
  narrow: 6,
  line: 20,
  join: 12,
  section: 34,
  panel: 22,
  end: 34,
} as const;
/** The same where they would leave closed modules less than a pointer can hit. */
const close = { ...apart, narrow: 2, line: 4, section: 10, panel: 8 } as const;
const LEAST = 8;
/** Maps of a module in one line of branches, and in lines of single columns. */
const READABLE = { branches: 24, columns: 32 } as const;
const LARGEST = 56;
const MOST_MAPS = 12;
const MOST_LINES = 24;
/** Down the page: a target for a finger, a name beside the maps or above them, and how many modules have a row each. */
const down = { tile: 44, gap: 4, name: 104, head: 28, rows: 24 } as const;

interface Placed {
  readonly lanes: Lane[];
  readonly places: BlockPlace[];
  readonly modules: ModulePlace[];
  readonly heads: Heading[];
  readonly parts: ModulePlace[][][];
  readonly closed: Set<string>;
}

/** Sections, and between their modules the open one. */
type Part = { readonly section: Section } | { readonly opened: Module };

function partsOf(modules: readonly Module[], opened: Module | null): readonly Part[] {
  return sectionsOf(modules).flatMap((section): Part[] => {
    const at = opened ? section.indexOf(opened) : -1;
    if (!opened || at < 0) return [{ section }];
    const sides = [section.slice(0, at), section.slice(at + 1)].map((rest) =>
      rest.length > 0 ? [{ section: rest }] : [],
    );
    return [...(sides[0] ?? []), { opened }, ...(sides[1] ?? [])];
  });
}

/** The layer that stands for a block: what it passes on. */
const shownOf = (block: StageBlock, view: MapView): StageLayer => lanesOf(block, view, 'last')[0] as StageLayer;

/** The columns of a module: with its branches, or what it passes on. */
const columnsOf = ({ columns, blocks }: Module, isDetailed: boolean): readonly (readonly StageBlock[])[] =>
  isDetailed ? columns : [blocks.slice(-1)];

/** A few maps of a block in a column, or in a row, about the middle of a box; the cells of a layer without maps. */
function closedLane(block: StageBlock, box: Box, tile: number, isRow: boolean, space: OverviewSpace): Lane {
  const { view, arrangement } = space;
  const layer = shownOf(block, view);
  const isFolded = arrangement.folded.has(layer.id);
  if (layer.form === 'strip') {
    const { cell, tiles } = stripTiles(layer.rows, isRow ? { ...box, width: box.width - 8 } : box);
    const height = Math.max(...tiles.map((each) => each.y + each.height)) - box.y;
    const y = (box.height - height) / 2;
    const lane = {
      layer,
      ...box,
      y: box.y + y,
      height,
      drawn: 'colours' as const,
      count: isFolded ? 0 : 1,
      pixel: cell,
      tags: [],
    };
    return withTiles(lane, () => (isFolded ? [] : tiles.map((each) => ({ ...each, y: each.y + y }))));
  }
  const length = isRow ? box.width : box.height;
  const most = Math.max(1, Math.min(MOST_MAPS, Math.floor((length + apart.map) / (tile + apart.map))));
  const all = channelsShown(block.units[0] ?? 0, mapsOf(layer), most, arrangement);
  const channels = isFolded ? [] : all;
  const taken = all.length * (tile + apart.map) - apart.map;
  const [width, height] = tileSize(layer, tile);
  const start = isRow ? 0 : (box.height - taken) / 2;
  const own = isRow
    ? { x: box.x, y: box.y, width: taken, height: tile }
    : { x: box.x, y: box.y + start, width: tile, height: taken };
  const lane = {
    layer,
    ...own,
    drawn: 'colours' as const,
    count: channels.length,
    pixel: width / layer.columns,
    tags: [],
  };
  return withTiles(lane, () =>
    channels.map((plane, k) => {
      const [right, below] = isRow ? [k * (tile + apart.map), 0] : [0, k * (tile + apart.map)];
      const [x, y] = [own.x + right + (tile - width) / 2, own.y + below + (tile - height) / 2];
      return { plane, rows: layer.rows, columns: layer.columns, x, y, width, height };
    }),
  );
}

/** How closed modules are drawn: the size of their maps, in how many lines, and the space along that is left over. */
interface Size {
  readonly tile: number;
  readonly lines: number;
  readonly isDetailed: boolean;
  readonly spare: number;
}

type Gaps = typeof apart | typeof close;

const most = (numbers: readonly number[]): number => Math.max(0, ...numbers);

function sizeIn(
  sections: readonly Section[],
  length: number,
  breadth: number,
  lines: number,
  isDetailed: boolean,
  gaps: Gaps,
): Size {
  let [columns, fixed, deepest] = [0, 0, 1];
  for (const section of sections) {
    const wide = Math.ceil(section.length / lines);
    fixed += (wide - 1) * (isDetailed ? apart.module : gaps.narrow);
    if (!isDetailed) columns += wide;
    else {
      for (const module of section) {
        columns += module.columns.length;
        fixed += (module.columns.length - 1) * apart.column + (module.joins ? apart.join : 0);
        deepest = Math.max(deepest, most(module.columns.map((column) => column.length)));
      }
    }
  }
  const high = (breadth - (lines - 1) * gaps.line) / lines / deepest - (deepest > 1 ? apart.module : 0);
  const tile = Math.floor(Math.min(LARGEST, high, columns > 0 ? (length - fixed) / columns : LARGEST));
  return { tile, lines, isDetailed, spare: length - fixed - columns * tile };
}

function sized(sections: readonly Section[], length: number, breadth: number, gaps: Gaps): Size {
  const branched = sizeIn(sections, length, breadth, 1, true, gaps);
  if (branched.tile >= READABLE.branches) return branched;
  let best = sizeIn(sections, length, breadth, 1, false, gaps);
  for (let lines = 2; lines <= MOST_LINES && best.tile < READABLE.columns; lines++) {
    const size = sizeIn(sections, length, breadth, lines, false, gaps);
    if (size.tile > best.tile) best = size;
  }
  return best;
}

/** The modules of a network between its input and its answer. `end` is where they end, along. */
export function layOutOverview(modules: readonly Module[], space: OverviewSpace) {
  const placed: Placed = { lanes: [], places: [], modules: [], heads: [], parts: [], closed: new Set() };
  const parts = partsOf(modules, space.opened);
  const { end, tile, ...drawn } =
    space.direction === 'across' ? across(parts, space, placed) : downward(parts, space, placed);
  const { lanes, places, ...overview } = placed;
  return { lanes, places, overview: { ...overview, ...drawn } satisfies Overview, end, tile };
}

function across(parts: readonly Part[], space: OverviewSpace, placed: Placed) {
  const { from, to, top, breadth, opened } = space;
  const open = opened && openedModule(opened, space, to - from);
  const sections = parts.flatMap((part) => ('section' in part ? [part.section] : []));
  const fitted = (gaps: Gaps) => {
    const between = parts.slice(1).map((part, i): number => {
      const isBeside = 'opened' in part || 'opened' in (parts[i] ?? part);
      return isBeside ? gaps.panel : gaps.section;
    });
    const length = to - from - (open?.length ?? 0) - between.reduce((sum, gap) => sum + gap, 0);
    return { gaps, between, size: sized(sections, length, breadth, gaps) };
  };
  const roomy = fitted(apart);
  const { gaps, between, size } = roomy.size.tile < LEAST ? fitted(close) : roomy;
  const { lines, isDetailed } = size;
  const tile = Math.max(4, size.tile);
  // Space to spare goes between modules and between sections alike.
  const inner = sections.reduce((sum, section) => sum + Math.ceil(section.length / lines) - 1, 0);
  const spare = Math.min(24, Math.max(0, size.spare) / Math.max(1, inner + between.length + 2));
  const gap = (isDetailed ? apart.module : gaps.narrow) + spare;
  const pitch = (breadth + gaps.line) / lines;
  const unused = Math.max(0, size.spare) - spare * (inner + between.length);
  let along = from + (size.spare > 0 ? unused / 2 : 0);
  for (const [i, part] of parts.entries()) {
    if (i > 0) along += (between[i - 1] ?? 0) + spare;
    if ('opened' in part) {
      if (!open) continue;
      const { lanes, places } = open.place(along);
      placed.lanes.push(...lanes);
      placed.places.push(...places);
      const y = Math.max(4, top - TAG - panel.title);
      const box = { x: along, y, width: open.length, height: top + breadth + FOOT - 4 - y };
      const place = { module: part.opened, isOpen: true, ...box };
      placed.modules.push(place);
      placed.parts.push([[place]]);
      along += open.length;
      continue;
    }
    const { section } = part;
    const wide = Math.ceil(section.length / lines);
    const used = Math.ceil(section.length / wide);
    const first = top + ((lines - used) * pitch) / 2;
    const rows: ModulePlace[][] = [];
    let furthest = along;
    for (let line = 0; line < used; line++) {
      let x = along;
      const own: ModulePlace[] = [];
      for (const module of section.slice(line * wide, (line + 1) * wide)) {
        const box = { x, y: first + line * pitch, width: tile, height: pitch - gaps.line };
        const place = placeClosed(module, box, isDetailed, space, placed);
        own.push(place);
        x += place.width + gap;
      }
      rows.push(own);
      furthest = Math.max(furthest, x - gap);
    }
    placed.parts.push(rows);
    const heads = isDetailed ? (rows[0] ?? []) : [{ x: along, width: furthest - along }];
    const after = furthest + (between[i] ?? apart.end);
    for (const [k, { x }] of heads.entries()) {
      const until = (heads[k + 1]?.x ?? after) - 4;
      placed.heads.push({
        of: isDetailed ? section.slice(k, k + 1) : section,
        x,
        y: 8,
        width: until - x,
        height: top - 18,
      });
    }
    along = furthest;
  }
  return { end: along, lines, isDetailed, tile };
}

/** A closed module in a line; its place is as wide as its columns. */
function placeClosed(
  module: Module,
  { x, y, width: tile, height }: Box,
  isDetailed: boolean,
  space: OverviewSpace,
  placed: Placed,
): ModulePlace {
  const columns = columnsOf(module, isDetailed);
  for (const [i, column] of columns.entries()) {
    const share = (height + apart.module) / column.length;
    for (const [k, block] of column.entries()) {
      const box = { x: x + i * (tile + apart.column), y: y + k * share, width: tile, height: share - apart.module };
      const lane = closedLane(block, column.length === 1 ? { ...box, height } : box, tile, false, space);
      placed.lanes.push(lane);
      placed.closed.add(lane.layer.id);
    }
  }
  const join = isDetailed && module.joins ? apart.join : 0;
  const width = columns.length * (tile + apart.column) - apart.column + join;
  const place = { module, isOpen: false, x, y, width, height };
  placed.modules.push(place);
  return place;
}

function downward(parts: readonly Part[], space: OverviewSpace, placed: Placed) {
  const { from, top: left, breadth, opened } = space;
  const open = opened && openedModule(opened, space, Number.POSITIVE_INFINITY);
  const { tile } = down;
  const count = parts.reduce((sum, part) => sum + ('section' in part ? part.section.length : 1), 0);
  const isListed = count <= down.rows;
  const pitch = tile + down.gap;
  const inRow = isListed ? 1 : Math.max(1, Math.floor((breadth + down.gap) / pitch));
  let along = from;
  for (const part of parts) {
    if ('opened' in part) {
      if (!open) continue;
      const { lanes, places } = open.place(along);
      placed.lanes.push(...lanes);
      placed.places.push(...places);
      const place = {
        module: part.opened,
        isOpen: true,
        x: left - 6,
        y: along,
        width: breadth + 12,
        height: open.length,
      };
      placed.modules.push(place);
      placed.parts.push([[place]]);
      along += open.length + 2 * down.gap;
      continue;
    }
    const { section } = part;
    if (!isListed) {
      placed.heads.push({ of: section, x: left, y: along, width: breadth, height: down.head });
      along += down.head;
    }
    const rows: ModulePlace[][] = [];
    for (const [k, module] of section.entries()) {
      const y = along + Math.floor(k / inRow) * pitch;
      const x = left + (k % inRow) * pitch;
      if (isListed) placed.heads.push({ of: [module], x: left, y, width: down.name - 6, height: tile });
      const box = isListed
        ? { x: left + down.name, y, width: breadth - down.name, height: tile }
        : { x, y, width: tile, height: tile };
      const lane = closedLane(module.blocks.at(-1) as StageBlock, box, tile, isListed, space);
      placed.lanes.push(lane);
      placed.closed.add(lane.layer.id);
      const place = { module, isOpen: false, ...(isListed ? { x: left, y, width: breadth, height: tile } : box) };
      placed.modules.push(place);
      if (k % inRow === 0) rows.push([]);
      rows.at(-1)?.push(place);
    }
    placed.parts.push(rows);
    along += Math.ceil(section.length / inRow) * pitch + down.gap;
  }
  return { end: along, lines: 2, isDetailed: false, tile };
}
