/** The best tile for a convolution or its input's gradient: what each would cost on a software adapter. */
import type { ConvGeometry } from '../conv2d';
import type { Target } from '../kernel';
import { type Axis, backwardOf, forwardOf, type Gather, type Reads, range } from './convGather';
import { type Fused, shapeOf, type Tile, workOf } from './convTile';
import { COMPILE } from './pass';

/**
 * Cost on the software adapter, in approximate instructions: a load by four invocations, of one value each or of four;
 * a product; a sum carried into the next iteration; a sum stored; and an invocation's start-up.
 */
const COST = { load: 100, loadFour: 230, product: 5, carry: 26, store: 106, start: 600 };
/** Iterations up to `fits` stay in the cache next to a core; `slower` more would double the time, capped at `most`. */
const TURN = { fits: 5000, slower: 14_000, most: 1.42 };
/** Above these limits, compiling the text takes too long for what it gains. */
const MOST = { turn: 16_000, sums: 128 };

/** Estimated time on the software adapter; Infinity where the text would grow too long. */
function costOf(gather: Gather, tile: Tile, target: Target, compile: number): number {
  const shape = shapeOf(gather, tile, target);
  const { y, x, sources, rows, columns, taps, quads, fours } = shape;
  const sums = tile.channels * tile.rows * tile.columns;
  if (sums > MOST.sums || sums * taps > MOST.turn * y.divide) return Infinity;
  const shares = tile.channels / (quads ? 4 : 1);
  const pixels = rows.offsets.length * columns.offsets.length * tile.depth;
  const loads = (fours ? (pixels / 4) * COST.loadFour : pixels * COST.load) + taps * shares * COST.load;
  const outer = sources / tile.depth;
  const inner = tile.whole ? 1 : y.kernel;
  const carried = (outer > 1 ? outer : 0) + (inner > 1 ? outer * inner : 0);
  const pairs = ({ kernel }: Axis, reads: Reads, count: number): number =>
    range(count).reduce((sum, a) => sum + range(kernel).filter((tap) => reads.at(a, tap) !== null).length, 0);
  const products =
    tile.channels * tile.depth * pairs(x, columns, tile.columns) * (tile.whole ? pairs(y, rows, tile.rows) : 1);
  const turn = loads + products * COST.product;
  if (turn > MOST.turn) return Infinity;
  const slower = Math.min(TURN.most, Math.max(1, 1 + (turn - TURN.fits) / TURN.slower));
  const all = outer * inner * turn * slower + carried * sums * COST.carry;
  return turn * compile + workOf(shape, target).items * (COST.start + shares * COST.load + all + sums * COST.store);
}

/** The cheapest tile on a software adapter; null where each is too long. */
function cheapest(gather: Gather, target: Target, compile = 0): Tile | null {
  const { sources, targets, y, x } = gather;
  const depths = [1, 2, 4].filter((depth) => sources % depth === 0);
  const multiples = (sizes: readonly number[], { divide }: Axis): readonly number[] => [
    ...new Set(sizes.map((size) => divide * Math.ceil(size / divide))),
  ];
  const candidates = (targets < 4 ? [targets] : [4, 8, 16]).flatMap((channels) =>
    multiples([4, 5, 6, 7, 8, 10, 16, ...(x.outSize <= 16 ? [x.outSize] : [])], x).flatMap((columns): Tile[] => [
      ...multiples(channels < 4 ? [1, 2, 4] : [1, 2], y).flatMap((rows) =>
        depths.map((depth) => ({ channels, rows, columns, whole: true, depth })),
      ),
      ...(y.divide === 1 ? [{ channels, rows: 1, columns, whole: false, depth: 1 }] : []),
    ]),
  );
  const costs = candidates.map((tile) => costOf(gather, tile, target, compile));
  const least = Math.min(...costs);
  return least < Infinity ? (candidates[costs.indexOf(least)] ?? null) : null;
}

/** The tile for a gather: small on hardware, so that there are many; the cheapest on a software adapter. */
export function gatherTileFor(gather: Gather, target: Target, compile = COMPILE): Tile {
  const { targets, y } = gather;
  if (target === 'hardware') {
    return { channels: Math.min(4, targets), rows: 1, columns: 4, whole: y.kernel <= 3, depth: 1 };
  }
  return cheapest(gather, target, compile) ?? { channels: 1, rows: 1, columns: 4, whole: false, depth: 1 };
}

/** The tile for a convolution. */
export const tileFor = (p: Fused, target: Target): Tile => gatherTileFor(forwardOf(p), target, 0);

/** The tile for the gradient of a convolution's input on a software adapter; null where each is too long. */
export const backwardTileFor = (p: ConvGeometry, target: Target): Tile | null =>
  cheapest(backwardOf(p), target, COMPILE);
