/**
 * Convolution from registers, with its loops over a tile written out: the text for a given tile, and the best tile.
 *
 * Compilers of graphics drivers unroll loops. The software adapter's does not: it carries every sum through memory at each
 * turn of a loop, and spends as long on a load as on eight products. So there a tile is as large as the code may grow, that
 * every value loaded serves many products; and where invocations come in fixed fours that can hand values to each other
 * (the target `quads`), each of the four loads a quarter of the weights.
 */
import border from '../../../shaders/conv2d/border.wgsl?raw';
import tileLib from '../../../shaders/conv2d/tile.wgsl?raw';
import { grid } from '../grid';
import type { GpuPass, Target } from '../kernel';
import { activationLib } from './pass';

export type Fused = {
  readonly [K in
    | 'batch'
    | 'inChannels'
    | 'inHeight'
    | 'inWidth'
    | 'outChannels'
    | 'outHeight'
    | 'outWidth'
    | 'kernelHeight'
    | 'kernelWidth'
    | 'strideY'
    | 'strideX'
    | 'padTop'
    | 'padLeft'
    | 'dilationY'
    | 'dilationX'
    | 'groups'
    | 'activation']: number;
};

/** What an invocation computes, and how. */
export interface Tile {
  /** Output channels of one group: below 4, or a multiple of 4. */
  readonly channels: number;
  /** Output pixels. One row only unless `whole`. */
  readonly rows: number;
  readonly columns: number;
  /** The kernel's rows are written out; otherwise a loop goes over them. Its columns always are. */
  readonly whole: boolean;
}

/** One axis of a plane: its sizes, and which input pixels the taps of an output pixel fall on. */
interface Axis {
  readonly size: number;
  readonly outSize: number;
  readonly kernel: number;
  readonly stride: number;
  readonly dilation: number;
  readonly pad: number;
}

/** Rows (y) and columns (x) as the tile sees them: with a 1 x 1 kernel, no stride and no padding, a plane is one row. */
function axesOf(p: Fused): { readonly y: Axis; readonly x: Axis } {
  const { inHeight, outHeight, kernelHeight, strideY, dilationY, padTop } = p;
  const { inWidth, outWidth, kernelWidth, strideX, dilationX, padLeft } = p;
  const axis = (size: number, outSize: number, kernel = 1, stride = 1, dilation = 1, pad = 0): Axis => ({
    ...{ size, outSize, kernel, stride, dilation, pad },
  });
  const y = axis(inHeight, outHeight, kernelHeight, strideY, dilationY, padTop);
  const x = axis(inWidth, outWidth, kernelWidth, strideX, dilationX, padLeft);
  const plain = [y, x].every((a) => a.kernel === 1 && a.stride === 1 && a.pad === 0 && a.outSize === a.size);
  return plain ? { y: axis(1, 1), x: axis(y.size * x.size, y.size * x.size) } : { y, x };
}

/** Whether some product of the axis falls on padding. */
const isPadded = (a: Axis): boolean =>
  a.pad > 0 || (a.outSize - 1) * a.stride + (a.kernel - 1) * a.dilation - a.pad >= a.size;

/** What every pass that stores sums needs: the activation, and `mended`, which has work only where there is padding. */
export function epilogueLib(p: Fused): string {
  const { y, x } = axesOf(p);
  const plain = 'fn mended(y: f32, n: u32, channel: u32, i: u32, j: u32) -> f32 { return y; }\n';
  return activationLib(p.activation) + (isPadded(y) || isPadded(x) ? border : plain);
}

const range = (count: number): readonly number[] => Array.from({ length: count }, (_, k) => k);

/** Offsets of the input pixels that `count` neighbouring output pixels read. */
const reads = ({ kernel, stride, dilation }: Axis, count: number): readonly number[] => [
  ...new Set(range(count).flatMap((a) => range(kernel).map((v) => a * stride + v * dilation))),
];

/** What the text of a tile and its cost both follow from. One turn of the inner loop covers `taps` weights a channel. */
interface Shape {
  readonly y: Axis;
  readonly x: Axis;
  readonly tile: Tile;
  /** The tile's channels are in so many vectors of so many lanes. */
  readonly vectors: number;
  readonly lanes: number;
  readonly kernelRows: number;
  readonly taps: number;
  readonly rowReads: readonly number[];
  readonly columnReads: readonly number[];
  readonly quads: boolean;
}

function shapeOf(p: Fused, tile: Tile, target: Target): Shape {
  const { y, x } = axesOf(p);
  const lanes = Math.min(4, tile.channels);
  const kernelRows = tile.whole ? y.kernel : 1;
  return {
    ...{ y, x, tile, lanes, vectors: tile.channels / lanes, kernelRows, taps: kernelRows * x.kernel },
    rowReads: tile.whole ? reads(y, tile.rows) : [0],
    columnReads: reads(x, tile.columns),
    quads: target === 'quads' && lanes === 4,
  };
}

const vector = (parts: readonly string[]): string =>
  parts.length === 1 ? parts.join() : `vec${parts.length}f(${parts.join(', ')})`;

/** The weights of a turn: w<vector>_<tap>, a lane for each channel. */
function weightLines({ lanes, vectors, taps, quads }: Shape): readonly string[] {
  return range(taps).flatMap((k) =>
    range(vectors).flatMap((v) => {
      const own = range(lanes).map((l) => `getW(filter${v * lanes + l} + tap + ${k}u)`);
      if (!quads) return [`let w${v}_${k} = ${vector(own)};`];
      // `filter` is that of this invocation's place among the four.
      const part = `let part${v}_${k} = getW(filter${v} + tap + ${k}u);`;
      return [part, `let w${v}_${k} = ${vector(range(4).map((l) => `subgroupBroadcast(part${v}_${k}, ${l}u)`))};`];
    }),
  );
}

/** The input row `at` rows below the turn's first: its pixels x<offset>, and every product that they go into. */
function rowLines({ y, x, tile, vectors, kernelRows, columnReads }: Shape, at: number): readonly string[] {
  const pixels = columnReads.map((q) => {
    const conditions = [isPadded(y) ? 'rowExists' : '', isPadded(x) ? `exists${q}` : ''].filter((c) => c !== '');
    const value = `getX(start + column${q})`;
    return `let x${q} = ${conditions.length > 0 ? `select(0.0, ${value}, ${conditions.join(' && ')})` : value};`;
  });
  const meets = (r: number, u: number): boolean => r * y.stride + u * y.dilation === at;
  const products = range(tile.rows).flatMap((r) =>
    range(kernelRows)
      .filter((u) => meets(r, u))
      .flatMap((u) =>
        range(x.kernel).flatMap((v) =>
          range(vectors).map((g) =>
            range(tile.columns)
              .map((a) => `y${g}_${r}_${a} += w${g}_${u * x.kernel + v} * x${a * x.stride + v * x.dilation};`)
              .join(' '),
          ),
        ),
      ),
  );
  const start = isPadded(y)
    ? `let rowExists = row >= 0 && row < i32(rows);
let start = plane + u32(clamp(row, 0, i32(rows) - 1)) * columns;`
    : 'let start = plane + u32(row) * columns;';
  return ['{', `let row = firstRow + ${at};`, start, ...pixels, ...products, '}'];
}

/** Columns that the tile reads: column<offset>, and exists<offset> where there is padding. */
const columnLines = ({ x, columnReads }: Shape): readonly string[] =>
  columnReads.map((q) =>
    isPadded(x)
      ? `let at${q} = firstColumn + ${q};
let exists${q} = at${q} >= 0 && at${q} < i32(columns);
let column${q} = u32(clamp(at${q}, 0, i32(columns) - 1));`
      : `let column${q} = u32(firstColumn + ${q});`,
  );

/** The sum of a channel block at a row and a column of the tile. */
const sumName = (block: number, row: number, column: number): string => `y${block}_${row}_${column}`;

/** Up to this code (leakyRelu) an activation is so short that it may be written out for every pixel. */
const LAST_SHORT = 2;

/**
 * Stores every sum. Written out, since a software adapter takes as long to find a sum by its number as to store it; what
 * is long stands in a loop over what was stored, which has no turns unless it is needed: such an adapter computes both
 * sides of a branch, but no turn that no invocation takes.
 */
function storeLines(p: Fused, { y, x, tile, lanes, vectors }: Shape): readonly string[] {
  const plane = y.outSize * x.outSize;
  const guarded = (whole: number, part: number, condition: string, lines: string): string =>
    whole % part === 0 ? lines : `if (${condition}) {\n${lines}\n}`;
  const stores = range(tile.channels).map((k) => {
    const lane = lanes > 1 ? `[${k % lanes}]` : '';
    const rows = range(tile.rows).map((r) => {
      const columns = range(tile.columns).map((a) => {
        const at = `place + ${k * plane + r * x.outSize + a}u`;
        const store = `put(${at}, ${sumName(Math.floor(k / lanes), r, a)}${lane});`;
        return guarded(x.outSize, tile.columns, `tile.j + ${a}u < outColumns`, store);
      });
      return guarded(y.outSize, tile.rows, `tile.i + ${r}u < outRows`, columns.join('\n'));
    });
    return guarded(p.outChannels / p.groups, tile.channels, `${k}u < tile.count`, rows.join('\n'));
  });
  const padded = isPadded(y) || isPadded(x);
  const long = p.activation > LAST_SHORT;
  const sums = range(vectors).flatMap((v) =>
    range(tile.rows).flatMap((r) => range(tile.columns).map((a) => sumName(v, r, a))),
  );
  const all = `${tile.channels * tile.rows * tile.columns}u`;
  // The total is finite only where every sum is.
  const total = lanes > 1 ? `dot(${sums.join(' + ')}, vec${lanes}f(1.0))` : sums.join(' + ');
  const turns = long ? all : `select(${all}, 0u, isFinite(${total}))`;
  return [
    'let place = tile.y + tile.i * outColumns + tile.j;',
    ...stores,
    ...(long || padded ? [`for (var k = 0u; k < ${turns}; k++) { finish(tile, k); }`] : []),
  ];
}

/** `put`, which stores one sum, with its activation unless that is long; `finish` (tile.wgsl) makes up for that. */
const putText = ({ activation }: Fused): string =>
  `fn put(at: u32, y: f32) { setY(at, y); ${activation > LAST_SHORT ? '' : 'if (hasPost) { setPost(at, activate(y)); }'} }\n`;

function mainText(p: Fused, shape: Shape, invocations: number): string {
  const { y, x, tile, lanes, vectors, taps, quads, rowReads } = shape;
  const filters = quads
    ? range(vectors).map((v) => `let filter${v} = channelAt(tile, lane + ${4 * v}u) * filterSize;`)
    : range(tile.channels).map((k) => `let filter${k} = channelAt(tile, ${k}u) * filterSize;`);
  const bias = (v: number): string => vector(range(lanes).map((l) => `getB(channelAt(tile, ${v * lanes + l}u))`));
  const names = (v: number): readonly string[] =>
    range(tile.rows).flatMap((r) => range(tile.columns).map((a) => sumName(v, r, a)));
  const sums = range(vectors).flatMap((v) => [
    `let bias${v} = ${bias(v)};`,
    ...names(v).map((name) => `var ${name} = bias${v};`),
  ]);
  const turn = [...weightLines(shape), ...rowReads.flatMap((at) => rowLines(shape, at))].join('\n');
  const loop = tile.whole
    ? `let firstRow = topRow;\nlet tap = c * ${taps}u;\n${turn}`
    : `for (var u = 0u; u < ${y.kernel}u; u++) {
let firstRow = topRow + i32(u) * ${y.dilation};
let tap = (c * ${y.kernel}u + u) * ${taps}u;
${turn}
}`;
  return `
@compute @workgroup_size(${invocations})
fn main(
  @builtin(workgroup_id) group: vec3u, @builtin(local_invocation_index) index: u32,
  ${quads ? '@builtin(subgroup_invocation_id) lane: u32,' : ''}
) {
let tile = tileAt((group.x + group.y * rowItems) * ${invocations}u + index, group.z);
${[...filters, ...sums].join('\n')}
let topRow = i32(tile.i) * ${y.stride} - ${y.pad};
let firstColumn = i32(tile.j) * ${x.stride} - ${x.pad};
${columnLines(shape).join('\n')}
for (var c = 0u; c < inPerGroup; c++) {
let plane = tile.x + c * (rows * columns);
${loop}
}
${storeLines(p, shape).join('\n')}
}
`;
}

const blocksOf = (p: Fused, { channels }: Tile): number => p.groups * Math.ceil(p.outChannels / p.groups / channels);

/** Cores that a software adapter is taken to have: a workgroup is a turn of one of them, and the last turn is waited for. */
const CORES = 4;

/** Invocations of a workgroup, workgroups that cover the tiles of a channel block, and all invocations, of idle cores too. */
function workOf(
  p: Fused,
  { y, x, tile }: Shape,
  target: Target,
): { invocations: number; groups: number; items: number } {
  const tiles = p.batch * Math.ceil(y.outSize / tile.rows) * Math.ceil(x.outSize / tile.columns);
  const work = (most: number) => {
    const invocations = Math.min(most, 4 * Math.ceil(tiles / 4));
    const groups = Math.ceil(tiles / invocations);
    const turns = Math.ceil((groups * blocksOf(p, tile)) / CORES);
    return { invocations, groups, items: turns * CORES * invocations };
  };
  if (target === 'hardware') return work(64);
  return [16, 8, 4].map(work).reduce((best, next) => (next.items < best.items ? next : best));
}

/** One dispatch; any convolution. */
export function tilePasses(p: Fused, tile: Tile, target: Target): readonly GpuPass[] {
  const shape = shapeOf(p, tile, target);
  const { y, x, quads } = shape;
  const { invocations, groups } = workOf(p, shape, target);
  const { row, workgroups } = grid(groups);
  const constants = {
    ...{ tileChannels: tile.channels, tileRows: tile.rows, tileColumns: tile.columns, rowItems: row },
    ...{ rows: y.size, columns: x.size, outRows: y.outSize, outColumns: x.outSize },
  };
  const form = y.size === 1 && x.kernel === 1 ? 'pointwise' : tile.whole ? 'whole' : 'rows';
  const pass: GpuPass = {
    name: `conv2d/${form}`,
    source: epilogueLib(p) + tileLib + putText(p) + mainText(p, shape, invocations),
    constants,
    workgroups: [workgroups[0], workgroups[1], blocksOf(p, tile)],
  };
  return [quads ? { ...pass, subgroups: true } : pass];
}

/** Of the software adapter, in products of four lanes: a load of one value, and a sum carried to the next turn of a loop. */
const COST = { load: 8, carry: 1 };
/** Above these the text takes too long to compile for what it brings. */
const MOST = { loads: 120, products: 640, sums: 128 };

/** About how long the software adapter takes; Infinity where the text would grow too long. */
function costOf(p: Fused, tile: Tile, target: Target): number {
  const shape = shapeOf(p, tile, target);
  const { y, rowReads, columnReads, taps, quads } = shape;
  const sums = tile.channels * tile.rows * tile.columns;
  const loads = rowReads.length * columnReads.length + (taps * tile.channels) / (quads ? 4 : 1);
  if (loads > MOST.loads || sums * taps > MOST.products || sums > MOST.sums) return Infinity;
  const turns = (p.inChannels / p.groups) * (tile.whole ? 1 : y.kernel);
  const { items } = workOf(p, shape, target);
  return items * (turns * (COST.load * loads + sums * taps + COST.carry * sums) + COST.load * sums);
}

/** The tile for a convolution: on hardware small, that there are many; on a software adapter the cheapest. */
export function tileFor(p: Fused, target: Target): Tile {
  const channels = p.outChannels / p.groups;
  if (target === 'hardware') {
    return { channels: Math.min(4, channels), rows: 1, columns: 4, whole: p.kernelHeight <= 3 };
  }
  const candidates = (channels < 4 ? [channels] : [4, 8, 16]).flatMap((c) =>
    [4, 5, 6, 7, 8, 10, 16].flatMap((columns): Tile[] => [
      ...[1, 2, 4].map((rows) => ({ channels: c, rows, columns, whole: true })),
      { channels: c, rows: 1, columns, whole: false },
    ]),
  );
  const costs = candidates.map((tile) => costOf(p, tile, target));
  return candidates[costs.indexOf(Math.min(...costs))] ?? { channels: 1, rows: 1, columns: 4, whole: false };
}
