/** The whole network as one picture, laid out as on the stage: every map, its layer's name, shape and range. */

import type { Scene } from '../../backend/types';
import type { Network } from '../network';
import { rounded } from '../numbers';
import type { SessionState } from '../session';
import type { StageLayer } from '../stage/layers';
import { fitting, headerShape, layOutStage, type StageLayout } from '../stage/layout';
import { css } from '../stage/palette';
import { sceneTiles } from '../stage/scene';
import { drawBar, LINE, type Look, type NamedValues, paintPicture } from './picture';

/** Room in CSS pixels; the stage on a screen, or the width of a page of paper. */
export interface Room {
  readonly width: number;
  readonly height: number;
}

type Shown = Pick<SessionState, 'view' | 'range' | 'tile' | 'arrangement'>;

const MARGIN = 18;
const FOOT = 2 * LINE + MARGIN;
const NAME = 'CNN Playground';

function layoutFor({ units }: Network, { view, tile, arrangement }: Shown, room: Room): StageLayout {
  const fit = fitting(units, room, view, arrangement);
  return layOutStage(units, { ...fit, zoom: tile === null ? 1 : tile / fit.tile });
}

function writeHeaders(context: CanvasRenderingContext2D, layout: StageLayout, shown: Extents, look: Look): void {
  context.textAlign = 'left';
  context.fillStyle = css(look.ink);
  for (const { layer, x, y, tiles, labels } of layout.blocks) {
    context.font = `600 13px ${look.font}`;
    context.fillText(layer.id, x, y + 12);
    context.font = `12px ${look.font}`;
    context.fillText(headerShape(layer, tiles.length), x, y + 29);
    const extent = shown.range === 'layer' && layer.colour === 'signed' ? shown.of(layer.unit) : null;
    if (extent !== null) context.fillText(`±${rounded(extent)}`, x, y + 46);
    for (const label of labels) context.fillText(label.text, label.x, label.y + 4);
  }
}

/** Where the colour scales end. */
interface Extents {
  readonly range: Scene['range'];
  /** Of a unit's own scale. */
  of(unit: number): number | null;
  /** Of the scale of the whole network. */
  readonly all: number | null;
}

/** Largest finite |value| of the layers that are drawn in signed colours; null when there is none. */
function extentOfDrawn(layers: readonly StageLayer[], tensors: ReadonlyMap<number, NamedValues>): number | null {
  let most: number | null = null;
  for (const { tensor, colour } of layers) {
    const values = colour === 'signed' ? tensors.get(tensor)?.values : undefined;
    if (!values) continue;
    most ??= 0;
    for (const value of values) if (Number.isFinite(value)) most = Math.max(most, Math.abs(value));
  }
  return most;
}

function extentsOf({ units }: Network, range: Scene['range'], tensors: ReadonlyMap<number, NamedValues>): Extents {
  const own = units.map(({ layers }) => extentOfDrawn(layers, tensors));
  return {
    range,
    of: (unit) => own[unit] ?? null,
    all: own.reduce((most, each) => (each === null ? most : Math.max(most ?? 0, each)), null),
  };
}

/**
 * The picture as a PNG file of `scale` pixels a CSS pixel; `values` gives whole tensors of one frame, and `caption` stands
 * below. Null where no program runs.
 */
export async function stagePicture(
  network: Network,
  shown: Shown,
  read: (tensors: readonly number[]) => Promise<readonly Float32Array[] | null>,
  { room, scale, caption, look }: { room: Room; scale: number; caption: string; look: Look },
): Promise<Blob | null> {
  const layout = layoutFor(network, shown, room);
  const { width } = layout;
  const sight = { x: 0, y: 0, width, height: layout.height };
  const tiles = sceneTiles(layout, sight, shown.range, network.inputScale);
  const ids = [...new Set(tiles.map(({ tensor }) => tensor))];
  const values = await read(ids);
  if (!values) return null;
  const tensors = new Map<number, NamedValues>(
    ids.map((id, i) => [id, { name: network.plan.tensors[id]?.name ?? '', values: values[i] ?? new Float32Array() }]),
  );
  const scene: Scene = {
    width,
    height: layout.height + FOOT,
    pixelRatio: scale,
    tiles,
    range: shown.range,
    palette: look.palette,
  };
  const extents = extentsOf(network, shown.range, tensors);
  return paintPicture(scene, tensors, look, (context) => {
    writeHeaders(context, layout, extents, look);
    const top = layout.height + LINE;
    context.fillStyle = css(look.ink);
    context.font = `600 13px ${look.font}`;
    context.fillText(`${NAME} · ${network.spec.name}`, MARGIN, top);
    context.font = `12px ${look.font}`;
    context.fillText(caption, MARGIN, top + LINE);
    // Each layer's own scale has its end in the layer's header; each map's own is nowhere but in the map.
    const end = shown.range === 'network' && extents.all !== null ? rounded(extents.all) : null;
    const bar = { x: width - MARGIN - 300, y: top - 10, width: 300 };
    if (shown.range !== 'map')
      drawBar(context, { ...bar, low: end ? `−${end}` : '−', high: end ? `+${end}` : '+' }, look);
  });
}
