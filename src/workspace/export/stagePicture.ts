/** The whole network as one picture, laid out as on the stage: every map, with its layer's name, shape and range. */

import type { Range, Scene } from '../../backend/types';
import type { Network } from '../network';
import { rounded } from '../numbers';
import { extentOf } from '../stage/extent';
import type { StageLayer } from '../stage/layers';
import { layOutStage, type Room, type StageLayout, TAG } from '../stage/layout';
import { css } from '../stage/palette';
import { stageScene } from '../stage/scene';
import type { WorkspaceState } from '../workspace';
import { drawBar, LINE, type Look, type NamedValues, paintPicture } from './picture';

type Shown = Pick<WorkspaceState, 'view' | 'range' | 'tile' | 'arrangement'>;

const MARGIN = 18;
const FOOT = 2 * LINE + MARGIN;
const NAME = 'CNN Playground';

function layoutFor({ blocks }: Network, { view, tile, arrangement }: Shown, room: Room): StageLayout {
  const options = { view, arrangement };
  const fit = layOutStage(blocks, room, options);
  return tile === null ? fit : layOutStage(blocks, room, { ...options, zoom: tile / fit.tile });
}

function writeHeaders(context: CanvasRenderingContext2D, layout: StageLayout, shown: Extents, look: Look): void {
  context.textAlign = 'left';
  context.fillStyle = css(look.ink);
  for (const { layer, x, y } of layout.lanes) {
    context.font = `600 13px ${look.font}`;
    context.fillText(layer.id, x, y - 2 * TAG);
    context.font = `12px ${look.font}`;
    context.fillText(layer.shape.join('×'), x, y - TAG - 2);
    const extent = shown.range === 'layer' && layer.colour === 'signed' ? shown.of(layer.unit) : null;
    if (extent !== null) context.fillText(`±${rounded(extent)}`, x, y - 4);
  }
}

/** Ends of the colour scales. */
interface Extents {
  readonly range: Scene['range'];
  /** A unit's own scale. */
  of(unit: number): number | null;
  /** The scale of the whole network. */
  readonly all: number | null;
}

/** Largest finite |value| of the layers drawn in signed colours; null if there is none. */
function extentOfDrawn(
  layers: readonly StageLayer[],
  tensors: ReadonlyMap<number, NamedValues>,
  originals: Network['originals'],
): number | null {
  let most: number | null = null;
  for (const { id, tensor, colour } of layers) {
    const values = colour === 'signed' ? tensors.get(tensor)?.values : undefined;
    if (!values) continue;
    const minus = originals && tensors.get(originals.get(id) ?? tensor)?.values;
    most ??= 0;
    for (const [i, value] of values.entries()) {
      const drawn = value - (minus?.[i] ?? 0);
      if (Number.isFinite(drawn)) most = Math.max(most, Math.abs(drawn));
    }
  }
  return most;
}

function extentsOf(
  { units }: Network,
  range: Scene['range'],
  extent: (layers: readonly StageLayer[]) => number | null,
): Extents {
  const own = units.map(({ layers }) => extent(layers));
  return {
    range,
    of: (unit) => own[unit] ?? null,
    all: own.reduce((most, each) => (each === null ? most : Math.max(most ?? 0, each)), null),
  };
}

/** The layout and a scene that shows all of it. */
interface Whole {
  readonly layout: StageLayout;
  readonly scene: Scene;
}

interface How {
  readonly room: Room;
  /** Picture pixels per CSS pixel. */
  readonly scale: number;
  /** The text below. */
  readonly caption: string;
  readonly look: Look;
}

function wholeOf(network: Network, shown: Shown, { room, scale, look }: How): Whole {
  const layout = layoutFor(network, shown, room);
  const { width, height } = layout;
  const sight = { x: 0, y: 0, width, height };
  const { range } = shown;
  const shownThere = stageScene(layout, sight, range, network.inputScale, network.originals);
  return {
    layout,
    scene: { width, height: height + FOOT, pixelRatio: scale, ...shownThere, palette: look.palette },
  };
}

/** Writes the layers' names above the maps, and the network's name, the caption and the colour scale below. */
function letter(
  context: CanvasRenderingContext2D,
  { layout, scene }: Whole,
  network: Network,
  extents: Extents,
  { caption, look }: How,
): void {
  writeHeaders(context, layout, extents, look);
  const top = layout.height + LINE;
  context.textAlign = 'left';
  context.fillStyle = css(look.ink);
  context.font = `600 13px ${look.font}`;
  context.fillText(`${NAME} · ${network.spec.name}`, MARGIN, top);
  context.font = `12px ${look.font}`;
  context.fillText(caption, MARGIN, top + LINE);
  // A layer's own scale is given in its header; a map's own is not written anywhere.
  const end = scene.range === 'network' && extents.all !== null ? rounded(extents.all) : null;
  const bar = { x: layout.width - MARGIN - 300, y: top - 10, width: 300 };
  if (scene.range !== 'map')
    drawBar(context, { ...bar, low: end ? `−${end}` : '−', high: end ? `+${end}` : '+' }, look);
}

/** The picture as a PNG file; `read` returns whole tensors of one frame. Null if another network takes over first. */
export async function stagePicture(
  network: Network,
  shown: Shown,
  read: (tensors: readonly number[]) => Promise<readonly Float32Array[] | null>,
  how: How,
): Promise<Blob | null> {
  const whole = wholeOf(network, shown, how);
  const { tiles, counted = [] } = whole.scene;
  const ids = [...new Set([...tiles, ...counted].flatMap(({ tensor, minus = tensor }) => [tensor, minus]))];
  const values = await read(ids);
  if (!values) return null;
  const tensors = new Map<number, NamedValues>(
    ids.map((id, i) => [id, { name: network.plan.tensors[id]?.name ?? '', values: values[i] ?? new Float32Array() }]),
  );
  const own = (layers: readonly StageLayer[]): number | null => extentOfDrawn(layers, tensors, network.originals);
  return paintPicture(whole.scene, tensors, how.look, (context) =>
    letter(context, whole, network, extentsOf(network, shown.range, own), how),
  );
}

/**
 * The same, synchronously on a canvas: what `paint` paints is copied within this task. Layers not painted since the
 * last run have no known ranges, which are left out. Null if nothing can be painted.
 */
export function stageCanvas(
  network: Network,
  shown: Shown,
  paint: (scene: Scene) => HTMLCanvasElement | null,
  ranges: ReadonlyMap<number, Range>,
  how: How,
): HTMLCanvasElement | null {
  const whole = wholeOf(network, shown, how);
  const live = paint(whole.scene);
  const copy = document.createElement('canvas');
  const context = copy.getContext('2d');
  if (!live || !context) return null;
  copy.width = live.width;
  copy.height = live.height;
  context.fillStyle = css(how.look.ground);
  context.fillRect(0, 0, copy.width, copy.height);
  context.drawImage(live, 0, 0);
  const ratio = live.width / whole.scene.width;
  context.setTransform(ratio, 0, 0, ratio, 0, 0);
  const own = (layers: readonly StageLayer[]): number | null => extentOf(layers, ranges);
  letter(context, whole, network, extentsOf(network, shown.range, own), how);
  return copy;
}
