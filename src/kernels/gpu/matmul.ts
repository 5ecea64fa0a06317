/**
 * Matrix products through workgroup memory, as large layers and their gradients need on hardware (not timed there yet):
 * the passes, and when a product is worth them.
 */
import add from '../../../shaders/matmul/add.wgsl?raw';
import multiply from '../../../shaders/matmul/multiply.wgsl?raw';
import { grid } from '../grid';
import type { GpuPass } from '../kernel';
import { perItem } from './pass';

/** [rows, depth] x [depth, columns], so many times. */
export interface Product {
  readonly groups: number;
  readonly rows: number;
  readonly columns: number;
  readonly depth: number;
}

/** Depth of the tiles loaded into workgroup memory, in products. */
const TILE_K = 16;

/**
 * `threads` x `threads` invocations compute a tile of 4 `threads` rows x 4 `threads` columns; the sums in `splits` parts,
 * which a second pass adds up. `operands` is WGSL with what multiply.wgsl asks for.
 */
export function productPasses(
  name: string,
  operands: string,
  { groups, rows, columns, depth }: Product,
  threads: 8 | 16,
  splits: number,
): readonly GpuPass[] {
  const tile = 4 * threads;
  const { row, workgroups } = grid(Math.ceil(rows / tile) * Math.ceil(columns / tile));
  const splitLength = Math.ceil(depth / splits / TILE_K) * TILE_K;
  const sizes = { teams: groups, sizeM: rows, sizeN: columns, depth, splits };
  const scratch = splits > 1 ? { scratch: splits * groups * rows * columns } : {};
  const main: GpuPass = {
    name: splits > 1 ? `${name}Split` : name,
    source: operands + multiply,
    constants: { ...sizes, threadsM: threads, threadsN: threads, tileK: TILE_K, splitLength, rowItems: row },
    workgroups: [workgroups[0], workgroups[1], groups * splits],
    ...scratch,
  };
  if (splits === 1) return [main];
  return [main, { ...perItem(`${name}Add`, operands + add, groups * rows * columns, sizes), ...scratch }];
}

/** Below these, a tile of the product would be mostly empty, or too short to be worth loading. */
const TILED = { rows: 16, columns: 32, depth: 32 };
/** 64 x 64 tiles once there are enough of them to keep a GPU busy; 32 x 32 below that. */
const MANY_TILES = 64;

/** How a product is tiled; null where it is not worth it. */
export function tilingOf({ groups, rows, columns, depth }: Product): { threads: 8 | 16; splits: number } | null {
  if (rows < TILED.rows || columns < TILED.columns || depth < TILED.depth) return null;
  const tiles = (size: number): number => Math.ceil(rows / size) * Math.ceil(columns / size) * groups;
  if (tiles(64) >= MANY_TILES) return { threads: 16, splits: 1 };
  // Few outputs from many products: split the products to approach MANY_TILES workgroups.
  return { threads: 8, splits: Math.max(1, Math.min(Math.floor(MANY_TILES / tiles(32)), Math.floor(depth / 256))) };
}

/** The passes of a product that is worth tiles; null otherwise. */
export function tiledPasses(name: string, operands: string, product: Product): readonly GpuPass[] | null {
  const tiling = tilingOf(product);
  return tiling && productPasses(name, operands, product, tiling.threads, tiling.splits);
}
