/**
 * A Scene resolved against a Plan: device-pixel rectangles, where each tile's plane lies, and which tiles share a range.
 * Both painters draw from it.
 */
import { EngineError } from '../../core/errors';
import type { TensorId } from '../../kernels/kernel';
import type { PlanTensor, Scene, Tile } from '../types';

/** One plane of one tensor, however many tiles show it. */
export interface DrawnMap {
  readonly tensor: TensorId;
  /** The tensor whose same plane is subtracted; null: none is. */
  readonly minus: TensorId | null;
  /** First float within the tensor. */
  readonly start: number;
  readonly length: number;
}

export interface DrawnTile {
  /** Index into `maps`. */
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
  /** Index into `shares`, or -1: the map's own range. */
  readonly share: number;
}

export interface SceneLayout {
  /** Canvas size in device pixels, at least 1 x 1. */
  readonly width: number;
  readonly height: number;
  readonly maps: readonly DrawnMap[];
  readonly tiles: readonly DrawnTile[];
  /** Maps whose largest |value| is taken together: one list per group, or one for the network; none for range `map`. */
  readonly shares: readonly (readonly number[])[];
}

/** Largest canvas side that every WebGPU device has to accept. */
const LARGEST_SIDE = 8192;

/** What a scene is painted from: tensors, by their ids. A Plan is one. */
export interface Painted {
  readonly tensors: readonly Pick<PlanTensor, 'name' | 'length'>[];
}

/** Resolves a scene. Throws EngineError('shape') where a tile shows what its tensor does not hold. */
export function layoutScene(scene: Scene, plan: Painted): SceneLayout {
  const ratio = Math.min(scene.pixelRatio, LARGEST_SIDE / scene.width, LARGEST_SIDE / scene.height);
  const maps: DrawnMap[] = [];
  const mapAt = new Map<string, number>();
  const shares: number[][] = [];
  const shareAt = new Map<number, number>();

  const mapOf = (tile: Tile): number => {
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
    const key = `${tile.tensor}/${start}/${length}/${minus}`;
    let index = mapAt.get(key);
    if (index === undefined) {
      index = maps.push({ tensor: tile.tensor, minus, start, length }) - 1;
      mapAt.set(key, index);
    }
    return index;
  };

  const shareOf = (tile: Tile, map: number): number => {
    if (scene.range === 'map' || tile.colour !== 'signed') return -1;
    const group = scene.range === 'layer' ? tile.group : 0;
    let index = shareAt.get(group);
    if (index === undefined) {
      index = shares.push([]) - 1;
      shareAt.set(group, index);
    }
    const members = shares[index];
    if (members && !members.includes(map)) members.push(map);
    return index;
  };

  const tiles = scene.tiles.map((tile): DrawnTile => {
    const map = mapOf(tile);
    return {
      map,
      left: Math.round(tile.x * ratio),
      top: Math.round(tile.y * ratio),
      right: Math.round((tile.x + tile.width) * ratio),
      bottom: Math.round((tile.y + tile.height) * ratio),
      columns: tile.columns,
      rows: tile.rows,
      colour: tile.colour,
      scale: tile.scale ?? 1,
      shift: tile.shift ?? 0,
      share: shareOf(tile, map),
    };
  });
  const side = (size: number): number => Math.max(1, Math.round(size * ratio));
  return { width: side(scene.width), height: side(scene.height), maps, tiles, shares };
}

/**
 * For each device pixel of a span, the map's pixel under its centre: nearest sampling, exact in whole numbers,
 * floor((2 k + 1) pixels / (2 size)).
 */
export function sampleSpan(size: number, pixels: number): Uint32Array {
  return Uint32Array.from({ length: Math.max(0, size) }, (_, k) => Math.floor(((2 * k + 1) * pixels) / (2 * size)));
}
