/**
 * The whole network as one picture, laid out as on the stage: the drawing or picture it is given, every map with the
 * connections between them, and the answer with its sentence.
 */

import type { Scene } from '../../backend/types';
import type { Network } from '../network';
import { barCharts, barColours, createShownBars, drawBars } from '../stage/bars';
import { connectorPaths, isChain } from '../stage/connectors';
import { drawWires } from '../stage/drawWires';
import { extentOf } from '../stage/extent';
import { overviewForms } from '../stage/forms';
import type { StageLayer } from '../stage/layers';
import { layOutStage, type Room, type StageLayout } from '../stage/layout';
import { createShares } from '../stage/liveShares';
import { css } from '../stage/palette';
import { placeIn } from '../stage/place';
import { gaps } from '../stage/rule';
import { stageScene } from '../stage/scene';
import type { Shares } from '../stage/shares';
import { wiresOf } from '../stage/wires';
import type { Workspace, WorkspaceState } from '../workspace';
import { drawGiven, drawWhole } from './given';
import { type Look, type NamedValues, paintPicture } from './picture';
import { type Extents, FOOT, letter, type Words, writeFoot } from './stageText';

type Shown = Pick<WorkspaceState, 'view' | 'range' | 'tile' | 'module' | 'arrangement'>;

function layoutFor(
  { blocks }: Network,
  { view, tile, module, arrangement }: Shown,
  room: Room,
  isAlone: boolean,
): StageLayout {
  const options = { view, arrangement, opened: module, isAlone, tools: 0 };
  const fit = layOutStage(blocks, room, options);
  return tile === null ? fit : layOutStage(blocks, room, { ...options, zoom: tile / fit.tile });
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
  readonly network: Network;
  readonly layout: StageLayout;
  readonly scene: Scene;
}

interface How {
  readonly room: Room;
  /** Picture pixels per CSS pixel. */
  readonly scale: number;
  readonly words: Words;
  readonly look: Look;
}

function wholeOf({ store }: Workspace, network: Network, { room, scale, look, words }: How): Whole {
  const shown = store.getState();
  const layout = layoutFor(network, shown, room, words.given === null);
  const { width, height } = layout;
  const sight = { x: 0, y: 0, width, height };
  const { range } = shown;
  const shownThere = stageScene(layout, sight, range, network.inputScale, network.originals);
  return {
    network,
    layout,
    scene: { width, height: height + FOOT, pixelRatio: scale, ...shownThere, palette: look.palette },
  };
}

/** How much of the maps of an empty input shows: they are no prediction. */
const RESTING = 0.3;

/** Draws what the engine does not paint: bars, connections and text. `barsOf` gives a tensor's values, if known. */
function finish(
  context: CanvasRenderingContext2D,
  workspace: Workspace,
  { network, layout }: Whole,
  shares: Shares | null,
  extents: Extents,
  barsOf: (tensor: number) => Float32Array | undefined,
  { words, look }: How,
): void {
  const { answer, values, isEmpty } = workspace.frame.getState();
  for (const chart of barCharts(layout)) {
    const shown = barsOf(chart.layer.tensor);
    if (shown) drawBars(context, chart, shown, barColours(look.palette));
  }
  if (isEmpty) {
    context.globalAlpha = 1 - RESTING;
    context.fillStyle = css(look.ground);
    context.fillRect(0, 0, layout.width, layout.height);
    context.globalAlpha = 1;
  }
  context.strokeStyle = css(look.line);
  context.lineWidth = 1;
  if (!isChain(network.blocks)) {
    for (const path of connectorPaths(network.blocks, layout)) context.stroke(new Path2D(path));
  }
  if (layout.overview) {
    const { lines, arcs, brackets, funnels } = overviewForms(layout, layout.overview);
    for (const path of [lines, arcs, brackets, funnels]) context.stroke(new Path2D(path));
    for (const { module, isOpen, x, y, width, height } of layout.overview.modules) {
      if (!isOpen) continue;
      context.strokeRect(x, y, width, height);
      nameOf(context, module.name, x + 14, y + 26, look);
    }
    for (const { of, x, y, height } of layout.overview.heads) {
      const [first, ...others] = of;
      const size = first ? `${first.sized.rows} × ${first.sized.columns}` : '';
      nameOf(context, others.length === 0 ? (first?.name ?? '') : size, x, y + height - 6, look);
    }
  }
  if (words.given !== null) drawGiven(context, workspace.input, network, layout.pad, look);
  drawWhole(context, workspace.input, network, layout.seen);
  if (shares) {
    const { direction, unit } = layout;
    const place = (layer: string, channel: number) => placeIn(layout, layer, channel, answer);
    const colours = { positive: css(look.palette.positive), negative: css(look.palette.negative), isDashed: false };
    drawWires(context, wiresOf(shares, place, { direction, gap: gaps.row * unit }), colours);
  }
  const lettering = { words, look, extents, answer, values };
  letter(context, layout, lettering);
  writeFoot(context, layout, network.spec.name, shares?.of ?? null, lettering);
}

function nameOf(context: CanvasRenderingContext2D, name: string, x: number, y: number, look: Look): void {
  context.fillStyle = css(look.ink);
  context.font = `650 13px ${look.font}`;
  context.textAlign = 'left';
  context.textBaseline = 'alphabetic';
  context.fillText(name, x, y);
}

/** The picture as a PNG file; null if another network takes over first. */
export async function stagePicture(workspace: Workspace, network: Network, how: How): Promise<Blob | null> {
  const shares = await workspace.part(createShares).settled();
  const whole = wholeOf(workspace, network, how);
  const { tiles, counted = [] } = whole.scene;
  const bars = barCharts(whole.layout).map(({ layer }) => layer.tensor);
  const ids = [
    ...new Set([...[...tiles, ...counted].flatMap(({ tensor, minus = tensor }) => [tensor, minus]), ...bars]),
  ];
  const values = await workspace.engine.read(ids);
  if (!values) return null;
  const tensors = new Map<number, NamedValues>(
    ids.map((id, i) => [id, { name: network.plan.tensors[id]?.name ?? '', values: values[i] ?? new Float32Array() }]),
  );
  const own = (layers: readonly StageLayer[]): number | null => extentOfDrawn(layers, tensors, network.originals);
  const extents = extentsOf(network, workspace.store.getState().range, own);
  return paintPicture(whole.scene, tensors, how.look, (context) =>
    finish(context, workspace, whole, shares, extents, (tensor) => tensors.get(tensor)?.values, how),
  );
}

/**
 * The same, synchronously on a canvas: what the engine paints is copied within this task. What is not known at once is
 * left out: the ranges of layers not painted since the last run, and bars and connections that the page does not show.
 * Null if nothing can be painted.
 */
export function stageCanvas(workspace: Workspace, network: Network, how: How): HTMLCanvasElement | null {
  const { engine, frame, store } = workspace;
  const whole = wholeOf(workspace, network, how);
  const live = engine.paintNow(whole.scene);
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
  const { ranges, version } = frame.getState();
  const own = (layers: readonly StageLayer[]): number | null => extentOf(layers, ranges);
  const extents = extentsOf(network, store.getState().range, own);
  const bars = workspace.part(createShownBars);
  const known = bars.version === version ? bars.values : null;
  const { shares } = workspace.part(createShares).store.getState();
  finish(context, workspace, whole, shares, extents, (tensor) => known?.get(tensor), how);
  return copy;
}
