/**
 * Register-tiled convolution with the loops over a tile unrolled: shader text for a given tile, and the best tile.
 *
 * Graphics drivers' compilers unroll loops; the software adapter's does not. Each iteration carries every sum through
 * memory behind a mask, and a load is four guarded scalar loads, some thirty times the code of a product. So for that
 * adapter each loaded value serves many products, all products of a sum form one expression, and an iteration is as
 * long as the core's nearby cache allows; where invocations run in fixed fours that can exchange values (target
 * `quads`), each of the four loads a quarter of the weights.
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
  /** Output channels, all of one group: fewer than 4, or a multiple of 4 where invocations run in fours. */
  readonly channels: number;
  /** Output pixels. More than one row only if `whole`. */
  readonly rows: number;
  readonly columns: number;
  /** The kernel's rows are unrolled; otherwise they are looped over. Its columns are always unrolled. */
  readonly whole: boolean;
  /** Input channels per iteration; divides the channels of a group. More than 1 only if `whole`. */
  readonly depth: number;
}

/** One axis of a plane: its sizes, and which input pixels an output pixel's taps fall on. */
interface Axis {
  readonly size: number;
  readonly outSize: number;
  readonly kernel: number;
  readonly stride: number;
  readonly dilation: number;
  readonly pad: number;
}

/** Rows (y) and columns (x) as the tile sees them: a 1 x 1 kernel without stride or padding sees a plane as one row. */
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

/** Whether any tap along the axis falls on padding. */
const isPadded = (a: Axis): boolean =>
  a.pad > 0 || (a.outSize - 1) * a.stride + (a.kernel - 1) * a.dilation - a.pad >= a.size;

/** What every pass that stores sums needs: the activation, and `mended`, which only acts where there is padding. */
export function epilogueLib(p: Fused): string {
  const { y, x } = axesOf(p);
  const plain = 'fn mended(y: f32, n: u32, channel: u32, i: u32, j: u32) -> f32 { return y; }\n';
  return activationLib(p.activation) + (isPadded(y) || isPadded(x) ? border : plain);
}

const range = (count: number): readonly number[] => Array.from({ length: count }, (_, k) => k);

/** Offsets of the input pixels read by `count` neighbouring output pixels. */
const reads = ({ kernel, stride, dilation }: Axis, count: number): readonly number[] => [
  ...new Set(range(count).flatMap((a) => range(kernel).map((v) => a * stride + v * dilation))),
];

/** Determines both a tile's text and its cost. One iteration of the inner loop covers `taps` weights per channel. */
interface Shape {
  readonly y: Axis;
  readonly x: Axis;
  readonly tile: Tile;
  readonly kernelRows: number;
  readonly taps: number;
  readonly rowReads: readonly number[];
  readonly columnReads: readonly number[];
  /** The four invocations of a subgroup share their loads of the filters. */
  readonly quads: boolean;
  /** Pixels are loaded four at a time. */
  readonly fours: boolean;
}

function shapeOf(p: Fused, tile: Tile, target: Target): Shape {
  const { y, x } = axesOf(p);
  const kernelRows = tile.whole ? y.kernel : 1;
  const plain = y.size === 1 && y.kernel === 1 && x.kernel === 1;
  return {
    ...{ y, x, tile, kernelRows, taps: kernelRows * x.kernel * tile.depth },
    rowReads: tile.whole ? reads(y, tile.rows) : [0],
    columnReads: reads(x, tile.columns),
    quads: target === 'quads' && tile.channels % 4 === 0,
    fours: plain && !isPadded(x) && x.size % 4 === 0 && tile.columns % 4 === 0,
  };
}

/** `part` as seen by each of the four invocations: its own value, then those of the other three. */
const shared = (part: string): readonly string[] => [
  part,
  ...['X', 'Y', 'Diagonal'].map((across) => `quadSwap${across}(${part})`),
];

/**
 * One value per channel of the tile, named `name`<channel>. In fours, an invocation loads every fourth channel and
 * exchanges: what it calls channel k is k with its lane number XORed into the lowest two bits.
 */
const channelLines = ({ tile, quads }: Shape, name: string, load: (channel: number) => string): readonly string[] =>
  quads
    ? range(tile.channels / 4).flatMap((v) => [
        `let ${name}Own${v} = ${load(4 * v)};`,
        ...shared(`${name}Own${v}`).map((value, l) => `let ${name}${4 * v + l} = ${value};`),
      ])
    : range(tile.channels).map((k) => `let ${name}${k} = ${load(k)};`);

/** The weights of an iteration: w<tap>_<channel>. */
const weightLines = (shape: Shape): readonly string[] =>
  range(shape.taps).flatMap((k) => channelLines(shape, `w${k}_`, (channel) => `getW(filter${channel} + tap + ${k}u)`));

/** Where an iteration's rows start in their plane: start<offset>, plus rowExists<offset> where there is padding. */
const rowLines = ({ y, rowReads }: Shape): readonly string[] =>
  rowReads.map((at) =>
    isPadded(y)
      ? `let row${at} = firstRow + ${at};
let rowExists${at} = row${at} >= 0 && row${at} < i32(rows);
let start${at} = u32(clamp(row${at}, 0, i32(rows) - 1)) * columns;`
      : `let start${at} = u32(firstRow + ${at}) * columns;`,
  );

/** The columns the tile reads: column<offset>, plus exists<offset> where there is padding. */
const columnLines = ({ x, columnReads }: Shape): readonly string[] =>
  columnReads.map((q) =>
    isPadded(x)
      ? `let at${q} = firstColumn + ${q};
let exists${q} = at${q} >= 0 && at${q} < i32(columns);
let column${q} = u32(clamp(at${q}, 0, i32(columns) - 1));`
      : `let column${q} = u32(firstColumn + ${q});`,
  );

const pixelName = (plane: number, row: number, column: number): string => `x${plane}_${row}_${column}`;

/** The pixels of an iteration. */
function pixelLines({ y, x, tile, rowReads, columnReads, fours }: Shape): readonly string[] {
  const one = (c: number, at: number, q: number): string => {
    const conditions = [isPadded(y) ? `rowExists${at}` : '', isPadded(x) ? `exists${q}` : ''].filter((c) => c !== '');
    const value = `getX(plane + start${at} + column${q} + ${c * x.size * y.size}u)`;
    const pixel = conditions.length > 0 ? `select(0.0, ${value}, ${conditions.join(' && ')})` : value;
    return `let ${pixelName(c, at, q)} = ${pixel};`;
  };
  const four = (c: number, q: number): readonly string[] => [
    `let four${c}_${q} = getXFour(firstFour + c * ${x.size / 4}u + ${(c * x.size + q) / 4}u);`,
    ...range(4).map((k) => `let ${pixelName(c, 0, q + k)} = four${c}_${q}[${k}];`),
  ];
  return range(tile.depth).flatMap((c) =>
    fours
      ? columnReads.filter((q) => q % 4 === 0).flatMap((q) => four(c, q))
      : rowReads.flatMap((at) => columnReads.map((q) => one(c, at, q))),
  );
}

const sumName = (channel: number, row: number, column: number): string => `y${channel}_${row}_${column}`;

const sumsOf = ({ tile }: Shape): readonly (readonly [channel: number, row: number, column: number])[] =>
  range(tile.channels).flatMap((k) =>
    range(tile.rows).flatMap((r) => range(tile.columns).map((a) => [k, r, a] as const)),
  );

/** Adds all of an iteration's products to each sum at once, so the sum stays in a register meanwhile. */
const productLines = (shape: Shape): readonly string[] => {
  const { y, x, tile, kernelRows } = shape;
  return sumsOf(shape).map(([k, r, a]) => {
    const products = range(tile.depth).flatMap((c) =>
      range(kernelRows).flatMap((u) =>
        range(x.kernel).map((v) => {
          const pixel = pixelName(c, r * y.stride + u * y.dilation, a * x.stride + v * x.dilation);
          return `w${(c * kernelRows + u) * x.kernel + v}_${k} * ${pixel}`;
        }),
      ),
    );
    return `${sumName(k, r, a)} = ${[sumName(k, r, a), ...products].join(' + ')};`;
  });
};

/** Activations up to this code (leakyRelu) are short enough to be inlined for every pixel. */
const LAST_SHORT = 2;

/**
 * Stores every sum. Unrolled, since a software adapter takes as long to index a sum as to store it. Long activations go
 * in a loop over the stored values that runs only if needed: such an adapter computes both sides of a branch, but skips
 * an iteration that no invocation takes.
 */
function storeLines(p: Fused, shape: Shape): readonly string[] {
  const { y, x, tile, quads } = shape;
  const plane = y.outSize * x.outSize;
  const guarded = (whole: number, part: number, condition: string, lines: string): string =>
    whole % part === 0 ? lines : `if (${condition}) {\n${lines}\n}`;
  const stores = range(tile.channels).map((k) => {
    const [channel, first] = quads ? [`own${k % 4} + ${k - (k % 4)}u`, `place${k % 4}`] : [`${k}u`, 'place'];
    const rows = range(tile.rows).map((r) => {
      const columns = range(tile.columns).map((a) => {
        const at = `${first} + ${(quads ? k - (k % 4) : k) * plane + r * x.outSize + a}u`;
        const store = `put(${at}, ${sumName(k, r, a)});`;
        return guarded(x.outSize, tile.columns, `tile.j + ${a}u < outColumns`, store);
      });
      return guarded(y.outSize, tile.rows, `tile.i + ${r}u < outRows`, columns.join('\n'));
    });
    return guarded(p.outChannels / p.groups, tile.channels, `${channel} < tile.count`, rows.join('\n'));
  });
  const padded = isPadded(y) || isPadded(x);
  const long = p.activation > LAST_SHORT;
  const all = `${tile.channels * tile.rows * tile.columns}u`;
  // The total is finite only if every sum is.
  const total = sumsOf(shape).map((sum) => sumName(...sum));
  const turns = long ? all : `select(${all}, 0u, isFinite(${total.join(' + ')}))`;
  return [
    'let place = tile.y + tile.i * outColumns + tile.j;',
    ...(quads ? range(4).map((l) => `let own${l} = lane ^ ${l}u;\nlet place${l} = place + own${l} * ${plane}u;`) : []),
    ...stores,
    ...(long || padded ? [`for (var k = 0u; k < ${turns}; k++) { finish(tile, k); }`] : []),
  ];
}

/** `put` stores one sum, with its activation unless that is long; `finish` (tile.wgsl) then applies it. */
const putText = ({ activation }: Fused): string =>
  `fn put(at: u32, y: f32) { setY(at, y); ${activation > LAST_SHORT ? '' : 'if (hasPost) { setPost(at, activate(y)); }'} }\n`;

function mainText(p: Fused, shape: Shape, invocations: number): string {
  const { y, x, tile, taps, quads, fours } = shape;
  // In fours: the channel for this invocation's lane.
  const channelOf = (k: number): string => `channelAt(tile, ${k}u${quads ? ' + lane' : ''})`;
  const filters = range(tile.channels).filter((k) => !quads || k % 4 === 0);
  const turn = [...weightLines(shape), ...pixelLines(shape), ...productLines(shape)].join('\n');
  const body = tile.whole
    ? `let tap = c * ${taps / tile.depth}u;\n${turn}`
    : `for (var u = 0u; u < ${y.kernel}u; u++) {
let firstRow = topRow + i32(u) * ${y.dilation};
let tap = (c * ${y.kernel}u + u) * ${taps}u;
${rowLines(shape).join('\n')}
${turn}
}`;
  return `
@compute @workgroup_size(${invocations})
fn main(
  @builtin(workgroup_id) group: vec3u, @builtin(local_invocation_index) index: u32,
  ${quads ? '@builtin(subgroup_invocation_id) lane: u32,' : ''}
) {
let tile = tileAt((group.x + group.y * rowItems) * ${invocations}u + index, group.z);
${filters.map((k) => `let filter${k} = ${channelOf(k)} * filterSize;`).join('\n')}
${channelLines(shape, 'bias', (k) => `getB(${channelOf(k)})`).join('\n')}
${sumsOf(shape)
  .map((sum) => `var ${sumName(...sum)} = bias${sum[0]};`)
  .join('\n')}
let topRow = i32(tile.i) * ${y.stride} - ${y.pad};
let firstColumn = i32(tile.j) * ${x.stride} - ${x.pad};
${columnLines(shape).join('\n')}
${tile.whole ? ['let firstRow = topRow;', ...rowLines(shape)].join('\n') : ''}
${fours ? 'let firstFour = (tile.x + tile.j) / 4u;' : ''}
${p.inChannels / p.groups === tile.depth ? '{\nlet c = 0u;' : `for (var c = 0u; c < inPerGroup; c += ${tile.depth}u) {`}
let plane = tile.x + c * (rows * columns);
${body}
}
${storeLines(p, shape).join('\n')}
}
`;
}

const blocksOf = (p: Fused, { channels }: Tile): number => p.groups * Math.ceil(p.outChannels / p.groups / channels);

/** Assumed cores of a software adapter: workgroups run in rounds of one per core, and a partial round costs as much. */
const CORES = 4;

/** Invocations per workgroup, workgroups per channel block's tiles, and invocations in all, idle cores included. */
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

/** One dispatch, for any convolution. */
export function tilePasses(p: Fused, tile: Tile, target: Target): readonly GpuPass[] {
  const shape = shapeOf(p, tile, target);
  const { y, x, quads, fours } = shape;
  const { invocations, groups } = workOf(p, shape, target);
  const { row, workgroups } = grid(groups);
  const constants = {
    ...{ tileChannels: tile.channels, tileRows: tile.rows, tileColumns: tile.columns, rowItems: row },
    ...{ rows: y.size, columns: x.size, outRows: y.outSize, outColumns: x.outSize },
  };
  const form = y.size === 1 && x.kernel === 1 ? 'pointwise' : tile.whole ? 'whole' : 'rows';
  return [
    {
      name: `conv2d/${form}`,
      source: epilogueLib(p) + tileLib + putText(p) + mainText(p, shape, invocations),
      constants,
      workgroups: [workgroups[0], workgroups[1], blocksOf(p, tile)],
      ...(quads ? { subgroups: true } : {}),
      ...(fours ? { fours: ['x'] } : {}),
    },
  ];
}

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
function costOf(p: Fused, tile: Tile, target: Target): number {
  const shape = shapeOf(p, tile, target);
  const { y, rowReads, columnReads, taps, quads, fours } = shape;
  const sums = tile.channels * tile.rows * tile.columns;
  const shares = tile.channels / (quads ? 4 : 1);
  const pixels = rowReads.length * columnReads.length * tile.depth;
  const loads = (fours ? (pixels / 4) * COST.loadFour : pixels * COST.load) + taps * shares * COST.load;
  const outer = p.inChannels / p.groups / tile.depth;
  const inner = tile.whole ? 1 : y.kernel;
  const carried = (outer > 1 ? outer : 0) + (inner > 1 ? outer * inner : 0);
  const turn = loads + sums * taps * COST.product;
  if (turn > MOST.turn || sums > MOST.sums) return Infinity;
  const slower = Math.min(TURN.most, Math.max(1, 1 + (turn - TURN.fits) / TURN.slower));
  const all = outer * inner * turn * slower + carried * sums * COST.carry;
  return workOf(p, shape, target).items * (COST.start + shares * COST.load + all + sums * COST.store);
}

/** The tile for a convolution: small on hardware, so that there are many; the cheapest on a software adapter. */
export function tileFor(p: Fused, target: Target): Tile {
  const channels = p.outChannels / p.groups;
  if (target === 'hardware') {
    return { channels: Math.min(4, channels), rows: 1, columns: 4, whole: p.kernelHeight <= 3, depth: 1 };
  }
  const depths = [1, 2, 4].filter((depth) => (p.inChannels / p.groups) % depth === 0);
  const candidates = (channels < 4 ? [channels] : [4, 8, 16]).flatMap((c) =>
    [4, 5, 6, 7, 8, 10, 16].flatMap((columns): Tile[] => [
      ...(c < 4 ? [1, 2, 4] : [1, 2]).flatMap((rows) =>
        depths.map((depth) => ({ channels: c, rows, columns, whole: true, depth })),
      ),
      { channels: c, rows: 1, columns, whole: false, depth: 1 },
    ]),
  );
  const costs = candidates.map((tile) => costOf(p, tile, target));
  return candidates[costs.indexOf(Math.min(...costs))] ?? { channels: 1, rows: 1, columns: 4, whole: false, depth: 1 };
}
