/**
 * A Scene resolved against a Plan: device-pixel rectangles, where each tile's plane lies, and which tiles share a
 * range. Both painters draw from it.
 */
import { EngineError } from '../../core/errors';
import type { TensorId } from '../../kernels/kernel';
import type { Counted, PlanTensor, Scene, Tile } from '../types';

/** Values scanned for a range: a plane of a tensor, however many tiles show it, or a run of a counted tensor. */
export interface DrawnMap {
  readonly tensor: TensorId;
  /** The tensor whose same plane is subtracted, or null. */
  readonly minus: TensorId | null;
  /** First float within the tensor. */
  readonly start: number;
  readonly length: number;
}

export interface DrawnTile extends DrawnMap {
  /** Index into `maps`, or -1 when the whole tensor is counted. */
  readonly map: number;
  /** Device pixels: columns [left, right), rows [top, bottom); may reach outside the canvas. */
  readonly left: number;
  readonly top: number;
  readonly right: number;
  readonly bottom: number;
  readonly columns: number;
  readonly rows: number;
  readonly colour: Tile['colour'];
  readonly scale: number;
  readonly shift: number;
  /** Index into `shares`, or -1 for the map's own range. */
  readonly share: number;
}

export interface SceneLayout {
  /** Canvas size in device pixels, at least 1 x 1. */
  readonly width: number;
  readonly height: number;
  readonly maps: readonly DrawnMap[];
  readonly tiles: readonly DrawnTile[];
  /** Maps whose largest |value| is taken together: a list per group, or one for the network; none for range `map`. */
  readonly shares: readonly (readonly number[])[];
}

/** Largest canvas side that every WebGPU device accepts. */
const LARGEST_SIDE = 8192;

/** Counted tensors are cut into runs: the minimum length of one, and the approximate maximum number of all of them. */
const SHORTEST_RUN = 4096;
const MOST_RUNS = 4096;

/** Where a scene's tensors are looked up by id. A Plan will do. */
export interface Painted {
  readonly tensors: readonly Pick<PlanTensor, 'name' | 'length'>[];
}

const mapKey = ({ tensor, minus, start, length }: DrawnMap): string => `${tensor}/${start}/${length}/${minus}`;

/** For each of a layout's maps, its index among another's, or -1 if it is not there. */
export function placesAmong(maps: readonly DrawnMap[], others: readonly DrawnMap[]): readonly number[] {
  if (maps === others) return maps.map((_, k) => k);
  const known = new Map(others.map((map, k) => [mapKey(map), k]));
  return maps.map((map) => known.get(mapKey(map)) ?? -1);
}

/** Collects a scene's maps, and which of them share a range. */
class Ranges {
  readonly maps: DrawnMap[] = [];
  private readonly members: Set<number>[] = [];
  private readonly mapAt = new Map<string, number>();
  private readonly shareAt = new Map<number, number>();
  private readonly counted = new Set<string>();

  constructor(
    private readonly scene: Scene,
    { tensors }: Painted,
  ) {
    const counted = scene.range === 'map' ? [] : (scene.counted ?? []);
    const lengthOf = ({ tensor }: Counted): number => tensors[tensor]?.length ?? 0;
    const total = counted.reduce((sum, each) => sum + lengthOf(each), 0);
    const run = Math.max(SHORTEST_RUN, Math.ceil(total / MOST_RUNS));
    for (const each of counted) {
      const { tensor, minus = null, group } = each;
      const name = `${tensor}/${minus}`;
      if (this.counted.has(name)) continue;
      this.counted.add(name);
      const share = this.shareOf(group);
      for (let start = 0; start < lengthOf(each); start += run) {
        this.add({ tensor, minus, start, length: Math.min(run, lengthOf(each) - start) }, share);
      }
    }
  }

  private shareOf(own: number): number {
    const group = this.scene.range === 'layer' ? own : 0;
    const known = this.shareAt.get(group);
    if (known !== undefined) return known;
    const share = this.members.push(new Set()) - 1;
    this.shareAt.set(group, share);
    return share;
  }

  private add(map: DrawnMap, share: number): number {
    const key = mapKey(map);
    let index = this.mapAt.get(key);
    if (index === undefined) {
      index = this.maps.push(map) - 1;
      this.mapAt.set(key, index);
    }
    this.members[share]?.add(index);
    return index;
  }

  get shares(): readonly (readonly number[])[] {
    return this.members.map((members) => [...members]);
  }

  /** The map and the share of a tile; -1 where it has none of its own. */
  of({ colour, group }: Tile, map: DrawnMap): readonly [map: number, share: number] {
    // Inked tiles take no part in ranges.
    const share = this.scene.range === 'map' || colour !== 'signed' ? -1 : this.shareOf(group);
    return share >= 0 && this.counted.has(`${map.tensor}/${map.minus}`) ? [-1, share] : [this.add(map, share), share];
  }
}

/** Device pixels per CSS pixel: as many as the display has, and the canvas can. */
const ratioOf = ({ pixelRatio, width, height }: Scene): number =>
  Math.min(pixelRatio, LARGEST_SIDE / width, LARGEST_SIDE / height);

const sidesOf = ({ width, height }: Scene, ratio: number) => ({
  width: Math.max(1, Math.round(width * ratio)),
  height: Math.max(1, Math.round(height * ratio)),
});

const edgesOf = ({ x, y, width, height }: Tile, ratio: number) => ({
  left: Math.round(x * ratio),
  top: Math.round(y * ratio),
  right: Math.round((x + width) * ratio),
  bottom: Math.round((y + height) * ratio),
});

const showsSame = (a: Tile, b: Tile): boolean =>
  a.tensor === b.tensor &&
  a.minus === b.minus &&
  a.plane === b.plane &&
  a.columns === b.columns &&
  a.rows === b.rows &&
  a.group === b.group &&
  a.colour === b.colour &&
  a.scale === b.scale &&
  a.shift === b.shift;

/**
 * The layout of a scene that shows the same as the one before at other places, as while maps move: with the same `maps`
 * and `shares`. Null: it shows something else.
 */
export function movedLayout(before: Scene, layout: SceneLayout, scene: Scene): SceneLayout | null {
  const { tiles, range, counted } = scene;
  if (range !== before.range || counted !== before.counted || tiles.length !== before.tiles.length) return null;
  if (!tiles.every((tile, k) => showsSame(tile, before.tiles[k] as Tile))) return null;
  const ratio = ratioOf(scene);
  const moved = layout.tiles.map((drawn, k): DrawnTile => ({ ...drawn, ...edgesOf(tiles[k] as Tile, ratio) }));
  return { ...layout, ...sidesOf(scene, ratio), tiles: moved };
}

/** Resolves a scene. Throws EngineError('shape') where a tile shows values outside its tensor. */
export function layoutScene(scene: Scene, plan: Painted): SceneLayout {
  const ratio = ratioOf(scene);
  const ranges = new Ranges(scene, plan);

  const shownBy = (tile: Tile): DrawnMap => {
    const tensor = plan.tensors[tile.tensor];
    const length = tile.columns * tile.rows;
    const start = tile.plane * length;
    const minus = tile.minus ?? null;
    const shortest = Math.min(tensor?.length ?? 0, minus === null ? Infinity : (plan.tensors[minus]?.length ?? 0));
    if (!tensor || length < 1 || start < 0 || start + length > shortest) {
      throw new EngineError('shape', `a tile shows plane ${tile.plane} of ${tile.columns} x ${tile.rows} pixels`, {
        got: tensor ? `${tensor.name} of ${tensor.length} values` : `no tensor ${tile.tensor}`,
      });
    }
    return { tensor: tile.tensor, minus, start, length };
  };

  const tiles = scene.tiles.map((tile): DrawnTile => {
    const shown = shownBy(tile);
    const [map, share] = ranges.of(tile, shown);
    return {
      ...shown,
      map,
      ...edgesOf(tile, ratio),
      columns: tile.columns,
      rows: tile.rows,
      colour: tile.colour,
      scale: tile.scale ?? 1,
      shift: tile.shift ?? 0,
      share,
    };
  });
  const { maps, shares } = ranges;
  return { ...sidesOf(scene, ratio), maps, tiles, shares };
}

/**
 * For each device pixel of a span, the map pixel under its centre: nearest sampling, exact in integers, floor((2 k + 1)
 * pixels / (2 size)).
 */
export function sampleSpan(size: number, pixels: number): Uint32Array {
  return Uint32Array.from({ length: Math.max(0, size) }, (_, k) => Math.floor(((2 * k + 1) * pixels) / (2 * size)));
}
