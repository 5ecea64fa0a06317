/**
 * The layout of what is opened: a map, or one of its values. At the top the whole network as a strip; below it, from
 * left to right, the maps that are read, what is done with them, and the map or maps that come of it. On a narrow
 * screen the same in one column. Pure geometry in CSS pixels from the top left corner of what scrolls; one unit is
 * larger on a large screen, so that a projector can be read from the last row.
 */
import type { PlacedTile } from './grid';
import type { StageLayer, StageUnit } from './layers';
import type { LaneLayout, Room } from './layout';
import type { Box } from './pointer';
import { cellTiles, type LabelledLane, laneAround, STRIP_HEIGHT, type StripLane, stripLanes } from './strip';

export interface MapAt {
  readonly layer: StageLayer;
  /** Of a map; ignored for a layer without maps, which is shown whole. */
  readonly channel: number;
}

/** What stands to the left of the maps that come of it. */
export type OpenedForm =
  /** Rows of input map x kernel = what it adds; `more`: a last row stands for the maps left out. */
  | { readonly kind: 'rows'; readonly maps: readonly MapAt[]; readonly more: boolean; readonly window: number }
  /** A list of products. */
  | { readonly kind: 'list' }
  /** The maps read, and the operation's equation. */
  | { readonly kind: 'operation'; readonly maps: readonly MapAt[] }
  /** All products of a value, block by block. */
  | { readonly kind: 'blocks' };

export interface OpenedView {
  readonly opened: string;
  readonly form: OpenedForm;
  /** The maps that come of it: the layer's own, and that of the activation after it. */
  readonly outputs: readonly [MapAt, MapAt?];
}

/** Boxes for the page's own text and pictures. Without a height, it goes on as far as it needs. */
export type OpenedPlace =
  | 'strip'
  | 'bar'
  | 'body'
  | 'heads'
  | 'rows'
  | 'sum'
  | 'main'
  | 'graph'
  | 'band'
  | 'side'
  | 'foot';

export interface OpenedLayout extends LaneLayout {
  readonly unit: number;
  /** One column that scrolls. */
  readonly isNarrow: boolean;
  readonly strip: readonly StripLane[];
  /** The lanes below the strip. */
  readonly maps: readonly LabelledLane[];
  readonly places: { readonly [P in OpenedPlace]?: Box };
  /** Distance of the rows, and the size of their maps. */
  readonly row: { readonly pitch: number; readonly width: number; readonly height: number };
}

/** The scale of everything in a room. */
export const unitOf = ({ width, height }: Room): number =>
  Math.min(1.6, Math.max(1, Math.min(width / 1366, (height + HEADER) / 768)));

const HEADER = 48;
const MARGIN = 20;
const NARROW = 900;
/** From this width on, the bar has one row. */
const ONE_ROW = 600;
const LEAST_NARROW = 240;
const MOST_PHONE = 380;
const STRIP_TOP = 8;
const STRIP = STRIP_TOP + STRIP_HEIGHT + 22;
const BAR = 54;
const FOOT = 40;
const LEAST_BODY = 420;
/** A heading above a map, and the gap between things of one kind. */
const HEAD = 22;
const GAP = 14;
const SUM = 54;
const GRAPH = 132;
const ARROW = 56;
const SIDE = 216;
const STANDS = 76;
/** The rows' columns beside their three maps: name, signs, bars, number. */
export const rowColumns = { name: 24, sign: 24, gap: 26, bars: 172, number: 76 } as const;
const ROW = { most: 56, alone: 84, gap: 3, narrow: 36 } as const;
const CELL = 24;
const SMALLEST_MAP = 190;
/** Width of an operation's equation. */
const PANEL = { least: 330, most: 560 } as const;

/** A map's tile as large as fits at the top left of a box, its pixels whole where they are large. */
function mapTile({ layer, channel }: MapAt, { x, y, width, height }: Box): PlacedTile {
  const { rows, columns } = layer;
  const pixel = Math.min(width / columns, height / rows);
  const side = pixel >= 4 ? Math.floor(pixel) : pixel;
  return { plane: channel, rows, columns, x, y, width: side * columns, height: side * rows };
}

const LARGEST_CELL = 44;
const NAMES = 80;

/** A map, or all the cells of a layer without maps, as large as fits into a box. */
function laneIn(map: MapAt, box: Box): LabelledLane {
  const { layer } = map;
  if (layer.form === 'maps') return laneAround(layer, [mapTile(map, box)]);
  const count = layer.rows;
  if (layer.labels.length > 0) {
    const cell = Math.max(2, Math.min(LARGEST_CELL, Math.floor(box.height / count), box.width - NAMES));
    const labels = layer.labels.map((text, i) => ({ text, x: box.x + cell + 8, y: box.y + cell * (i + 0.5) }));
    return laneAround(layer, cellTiles(count, 1, cell, box), labels);
  }
  const columns = Math.max(1, Math.ceil(Math.sqrt((count * box.width) / Math.max(1, box.height))));
  const fitting = Math.min(LARGEST_CELL, box.width / columns, box.height / Math.ceil(count / columns));
  const cell = fitting >= 4 ? Math.floor(fitting) : fitting;
  return laneAround(layer, cellTiles(count, columns, cell, box));
}

interface Parts {
  readonly maps: readonly LabelledLane[];
  readonly places: OpenedLayout['places'];
  readonly row?: OpenedLayout['row'];
  readonly bottom: number;
}

const bandHeight = (rows: number): number => HEAD + Math.min(8, rows) * (CELL + 1) + 46;

/** One or two maps side by side with the activation's graph between them. */
function outputsIn([own, next]: OpenedView['outputs'], box: Box): Pick<Parts, 'maps' | 'places'> {
  const inner = { ...box, y: box.y + HEAD, height: box.height - HEAD };
  const half = Math.min((box.width - GRAPH) / 2, inner.height);
  const isPair = next !== undefined && half >= Math.min(SMALLEST_MAP, inner.height);
  const width = isPair ? half : Math.min(next ? box.width - GRAPH : box.width, inner.height * 1.6);
  const first = laneIn(own, { ...inner, width });
  if (!next) return { maps: [first], places: {} };
  const graph = { ...inner, x: box.x + first.width, width: GRAPH, height: first.height };
  const second = isPair ? [laneIn(next, { ...inner, x: graph.x + GRAPH, width })] : [];
  return { maps: [first, ...second], places: { graph } };
}

/** The rows of a sum, from (x, y), in a height. */
function rowsIn(form: Extract<OpenedForm, { kind: 'rows' }>, box: Box, most: number): Required<Parts> {
  const { maps, more } = form;
  const count = maps.length + (more ? 1 : 0);
  const pitch = Math.min((box.height - HEAD - SUM) / count, most + ROW.gap);
  const { rows = 1, columns = 1 } = maps[0]?.layer ?? {};
  const height = pitch - ROW.gap;
  const width = Math.min(1.5 * height, Math.max(height / 3, (height * columns) / rows));
  const top = box.y + HEAD;
  const lanes = new Map<StageLayer, PlacedTile[]>();
  maps.forEach((map, i) => {
    const tile = {
      ...mapTile(map, { x: 0, y: 0, width, height }),
      x: box.x + rowColumns.name,
      y: top + i * pitch,
      width,
      height,
    };
    lanes.set(map.layer, [...(lanes.get(map.layer) ?? []), tile]);
  });
  const end = top + count * pitch;
  return {
    maps: [...lanes].map(([layer, tiles]) => laneAround(layer, tiles)),
    places: {
      heads: { ...box, height: HEAD },
      rows: { ...box, y: top, height: count * pitch },
      sum: { ...box, y: end, height: SUM },
    },
    row: { pitch, width, height },
    bottom: end + SUM,
  };
}

const rowsWidth = (tile: number): number =>
  rowColumns.name + 3 * tile + 2 * rowColumns.sign + rowColumns.gap + rowColumns.bars + rowColumns.number;

function wideParts({ form, outputs }: OpenedView, body: Box): Parts {
  if (form.kind === 'rows') {
    const alone = form.maps.length <= 2 && !form.more;
    const most = alone ? ROW.alone : ROW.most;
    const sized = rowsIn(form, { ...body, width: 0 }, most).row;
    const width = Math.min(rowsWidth(sized.width), body.width * 0.55);
    const rows = rowsIn(form, { ...body, width }, most);
    const x = body.x + width + ARROW;
    const band = bandHeight(form.window);
    const right = { ...body, x, width: body.x + body.width - x, height: body.height - band - GAP };
    const out = outputsIn(outputs, right);
    return {
      ...rows,
      maps: [...out.maps, ...rows.maps],
      places: { ...rows.places, ...out.places, band: { ...right, y: body.y + body.height - band, height: band } },
      bottom: body.y + body.height,
    };
  }
  if (form.kind === 'list') {
    const width = Math.min(560, body.width * 0.5);
    const x = body.x + width + ARROW;
    const band = 190;
    const right = { ...body, x, width: body.x + body.width - x, height: body.height - band - GAP };
    const out = outputsIn(outputs, right);
    const places = {
      ...out.places,
      main: { ...body, width },
      band: { ...right, y: body.y + body.height - band, height: band },
    };
    return { maps: out.maps, places, bottom: body.y + body.height };
  }
  if (form.kind === 'blocks') {
    const side = { ...body, x: body.x + body.width - SIDE, width: SIDE };
    const out = standing(outputs, { ...side, height: STANDS });
    const y = out.bottom + GAP / 2;
    return {
      maps: out.maps,
      places: {
        main: { ...body, width: body.width - SIDE - 2 * GAP },
        side: { ...side, y, height: body.y + body.height - y },
      },
      bottom: body.y + body.height,
    };
  }
  const outs = outputs.filter((map) => map !== undefined);
  const column = (maps: readonly MapAt[], x: number, width: number): readonly LabelledLane[] => {
    const height = body.height / Math.max(1, maps.length);
    return maps.map((map, i) =>
      laneIn(map, { x, y: body.y + i * height + HEAD, width, height: height - HEAD - (i < maps.length - 1 ? GAP : 0) }),
    );
  };
  const widthOf = (lanes: readonly LabelledLane[]): number =>
    Math.max(0, ...lanes.map(({ labels, width }) => width + (labels.length > 0 ? NAMES : 0)));
  const half = (body.width - PANEL.least - 4 * GAP) / 2;
  const read = column(form.maps, body.x, half);
  const start = body.x + (read.length > 0 ? widthOf(read) + 2 * GAP : 0);
  const free = body.x + body.width - start - widthOf(column(outs, 0, half)) - 2 * GAP;
  const width = Math.max(PANEL.least, Math.min(PANEL.most, free));
  const top = body.y + HEAD;
  const main = { ...body, x: start, y: top, width, height: body.height - HEAD };
  const made = column(outs, start + width + 2 * GAP, half);
  return { maps: ofLayers([...made, ...read]), places: { main }, bottom: body.y + body.height };
}

/** One lane a layer, with all of its maps that are shown. */
function ofLayers(lanes: readonly LabelledLane[]): readonly LabelledLane[] {
  const byLayer = new Map<StageLayer, LabelledLane>();
  for (const lane of lanes) {
    const known = byLayer.get(lane.layer);
    byLayer.set(lane.layer, known ? laneAround(lane.layer, [...known.tiles, ...lane.tiles]) : lane);
  }
  return [...byLayer.values()];
}

/** Two small maps side by side: where a value stands. */
function standing(outputs: OpenedView['outputs'], box: Box): Pick<Parts, 'maps' | 'bottom'> {
  const shown = outputs.filter((map) => map !== undefined);
  const width = (box.width - 6) / 2;
  const maps = shown.map((map, i) => laneIn(map, { ...box, x: box.x + i * (width + 6), y: box.y + HEAD, width }));
  return { maps, bottom: box.y + HEAD + box.height };
}

function narrowParts({ form, outputs }: OpenedView, body: Box): Parts {
  const { x, width, height } = body;
  if (form.kind === 'blocks') {
    const out = standing(outputs, { ...body, height: Math.min(150, width / 2) });
    return { ...out, places: { main: { ...body, y: out.bottom + GAP, height: 0 } } };
  }
  const [own, next] = outputs;
  // On a tablet, what it is computed from begins in sight.
  const side = Math.min(width, Math.max(LEAST_NARROW, Math.min(height, Math.max(MOST_PHONE, 0.6 * height))));
  const first = laneIn(own, { x, y: body.y + HEAD, width: side, height: side });
  const graphAt = { x, y: first.y + first.height + GAP, width, height: 84 };
  const places = next && form.kind !== 'operation' ? { graph: graphAt } : {};
  let y = ('graph' in places ? graphAt.y + graphAt.height : first.y + first.height) + GAP;
  if (form.kind === 'rows') {
    const rows = rowsIn(form, { ...body, y, height: Infinity }, form.maps.length <= 2 ? 64 : ROW.narrow);
    const maps = [first, ...rows.maps];
    y = rows.bottom + GAP;
    return { ...rows, maps, places: { ...rows.places, ...places, band: { ...body, y, height: 0 } }, bottom: y };
  }
  if (form.kind === 'list') return { maps: [first], places: { ...places, main: { ...body, y, height: 0 } }, bottom: y };
  const read = form.maps.map((map) => {
    const lane = laneIn(map, { x, y: y + HEAD, width: width / 2, height: width / 2 });
    y = lane.y + lane.height + GAP;
    return lane;
  });
  return { maps: ofLayers([first, ...read]), places: { ...places, main: { ...body, y, height: 0 } }, bottom: y };
}

/** Lays out what is opened in the room below the page's header. */
export function layOutOpened(units: readonly StageUnit[], room: Room, view: OpenedView): OpenedLayout {
  const unit = unitOf(room);
  const [width, height] = [room.width / unit, room.height / unit];
  const isNarrow = width < NARROW;
  const margin = isNarrow ? 16 : MARGIN;
  const inner = width - 2 * margin;
  const strip = { x: margin, y: STRIP_TOP, width: inner - (isNarrow ? 0 : 110), height: STRIP_HEIGHT };
  const lanes = stripLanes(units, view.opened, strip);
  const barHeight = width < ONE_ROW ? 2 * BAR - 8 : BAR;
  const top = STRIP + barHeight;
  const own = isNarrow ? height - STRIP - HEAD : height - top - FOOT - 8;
  const body = { x: margin, y: top, width: inner, height: isNarrow ? own : Math.max(LEAST_BODY, own) };
  const parts = (isNarrow ? narrowParts : wideParts)(view, body);
  const places: OpenedLayout['places'] = {
    strip: { x: 0, y: 0, width, height: STRIP },
    bar: { x: margin, y: STRIP, width: inner, height: barHeight },
    body: isNarrow ? { ...body, height: 0 } : body,
    ...parts.places,
    ...(!isNarrow && { foot: { x: 0, y: body.y + body.height + 8, width, height: FOOT } }),
  };
  const scale = <T extends Box>(box: T): T => ({
    ...box,
    x: box.x * unit,
    y: box.y * unit,
    width: box.width * unit,
    height: box.height * unit,
  });
  const scaleLane = <L extends LabelledLane>(lane: L): L => ({
    ...scale(lane),
    pixel: lane.pixel === null ? null : lane.pixel * unit,
    tiles: lane.tiles.map(scale),
    labels: lane.labels.map(({ text, x, y }) => ({ text, x: x * unit, y: y * unit })),
  });
  const [maps, named] = [
    parts.maps.map(scaleLane),
    lanes.map((lane) => ({ ...scaleLane(lane), name: lane.name * unit })),
  ];
  const { pitch, width: across, height: down } = parts.row ?? { pitch: 0, width: 0, height: 0 };
  return {
    unit,
    isNarrow,
    strip: named,
    maps,
    // What is asked where a layer lies finds the large map first.
    lanes: [...maps, ...named],
    places: Object.fromEntries(Object.entries(places).map(([name, box]) => [name, scale(box)])),
    row: { pitch: pitch * unit, width: across * unit, height: down * unit },
    width: room.width,
    height: isNarrow ? parts.bottom * unit : Math.max(room.height, (body.y + body.height + 8 + FOOT) * unit),
  };
}

/** Widths of the cells of a window, of a kernel and of their products, and of what stands between them. */
export const blockCells = { window: 29, kernel: 30, product: 39, signs: 36 } as const;
const BLOCK = { head: 22, gap: 12, between: 22, least: 17 } as const;
/** Blocks shown in one column, which scrolls. */
const NARROW_BLOCKS = 8;

/** How many channels' products fit: in columns and all together; and the height of their cells. */
export function blocksFitting(
  { places, isNarrow, unit }: OpenedLayout,
  [rows, columns]: readonly [number, number],
): { readonly columns: number; readonly count: number; readonly cell: number } {
  if (isNarrow || !places.main) return { columns: 1, count: NARROW_BLOCKS, cell: CELL };
  const [width, height] = [places.main.width / unit, places.main.height / unit];
  const { window, kernel, product, signs } = blockCells;
  const own = columns * (window + kernel + product) + signs;
  const across = Math.max(1, Math.floor((width + BLOCK.between) / (own + BLOCK.between)));
  const heightOf = (cell: number): number => BLOCK.head + rows * cell + BLOCK.gap;
  const down = Math.max(1, Math.floor((height + BLOCK.gap) / heightOf(BLOCK.least + 3)));
  const cell = Math.min(CELL + 2, Math.floor(((height + BLOCK.gap) / down - BLOCK.head - BLOCK.gap) / rows));
  return { columns: across, count: across * down, cell: Math.max(BLOCK.least, cell) * unit };
}
