/**
 * Register-tiled convolution with the loops over a tile unrolled: shader text for a given tile (tileChoice.ts chooses).
 *
 * Graphics drivers' compilers unroll loops; the software adapter's does not. Each iteration carries every sum through
 * memory behind a mask, and a load is four guarded scalar loads, some thirty times the code of a product. So for that
 * adapter each loaded value serves many products, all products of a sum form one expression, and an iteration is as
 * long as the core's nearby cache allows; where invocations run in fixed fours that can exchange values (target
 * `quads`), each of the four loads a quarter of the weights.
 */
import border from '../../../shaders/conv2d/border.wgsl?raw';
import inputBorder from '../../../shaders/conv2d/inputBorder.wgsl?raw';
import tileLib from '../../../shaders/conv2d/tile.wgsl?raw';
import type { ConvGeometry } from '../conv2d';
import { grid } from '../grid';
import type { GpuPass, Target } from '../kernel';
import {
  type Axis,
  backwardOf,
  existsText,
  forwardOf,
  type Gather,
  type Reads,
  range,
  readsOf,
  where,
} from './convGather';
import { activationLib, lib } from './pass';

export type Fused = ConvGeometry & { readonly activation: number };

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

/** What every pass that stores sums needs: the activation, and `mended`, which only acts where there is padding. */
export function epilogueLib(p: Fused): string {
  const { y, x } = forwardOf(p);
  return activationLib(p.activation) + (y.padded || x.padded ? border : unpadded);
}

/** What every pass that stores gradients of the input needs: the same `mended`, and the sum it takes. */
export const inputGradientLib = lib.numbers + inputBorder;

/** Stands in where no sum is over padding. */
export const unpadded = 'fn mended(y: f32, n: u32, channel: u32, i: u32, j: u32) -> f32 { return y; }\n';

/** Determines both a tile's text and its cost. One iteration of the inner loop covers `taps` weights per channel. */
export interface Shape extends Gather {
  readonly tile: Tile;
  readonly kernelRows: number;
  readonly taps: number;
  readonly rows: Reads;
  readonly columns: Reads;
  /** The four invocations of a subgroup share their loads of the filters. */
  readonly quads: boolean;
  /** Pixels are loaded four at a time. */
  readonly fours: boolean;
}

export function shapeOf(gather: Gather, tile: Tile, target: Target): Shape {
  const { y, x } = gather;
  const kernelRows = tile.whole ? y.kernel : 1;
  const plain = y.size === 1 && y.kernel === 1 && x.kernel === 1;
  return {
    ...gather,
    ...{ tile, kernelRows, taps: kernelRows * x.kernel * tile.depth },
    // Row by row, the kernel's row is added when the shader runs.
    rows: tile.whole ? readsOf(y, tile.rows) : readsOf({ ...y, kernel: 1, padded: y.padded, outSize: Infinity }, 1),
    columns: readsOf(x, tile.columns),
    quads: target === 'quads' && tile.channels % 4 === 0,
    fours: plain && !x.padded && x.size % 4 === 0 && tile.columns % 4 === 0,
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
  range(shape.taps).flatMap((k) => {
    const perSource = shape.taps / shape.tile.depth;
    const at = Math.floor(k / perSource) * shape.sourceStep + (k % perSource);
    return channelLines(shape, `w${k}_`, (channel) => `get${shape.filters}(filter${channel} + tap + ${at}u)`);
  });

/** Where an iteration's rows start in their plane: start<offset>, plus rowExists<offset> where there is padding. */
const rowLines = ({ rows }: Shape): readonly string[] =>
  rows.offsets.map((at) =>
    rows.guarded
      ? `let row${at} = firstRow + ${at};
let rowExists${at} = ${existsText(`row${at}`, 'rows')};
let start${at} = u32(clamp(row${at}, 0, i32(rows) - 1)) * columns;`
      : `let start${at} = u32(firstRow + ${at}) * columns;`,
  );

/** The columns the tile reads: column<offset>, plus exists<offset> where there is padding. */
const columnLines = ({ columns }: Shape): readonly string[] =>
  columns.offsets.map((q) =>
    columns.guarded
      ? `let at${q} = firstColumn + ${q};
let exists${q} = ${existsText(`at${q}`, 'columns')};
let column${q} = u32(clamp(at${q}, 0, i32(columns) - 1));`
      : `let column${q} = u32(firstColumn + ${q});`,
  );

const pixelName = (plane: number, row: number, column: number): string => `x${plane}_${row}_${column}`;

/** The pixels of an iteration. */
function pixelLines({ pixels, y, x, tile, rows, columns, fours }: Shape): readonly string[] {
  const one = (c: number, at: number, q: number): string => {
    const value = `get${pixels}(plane + start${at} + column${q} + ${c * x.size * y.size}u)`;
    const pixel = where(value, rows.guarded ? `rowExists${at}` : '', columns.guarded ? `exists${q}` : '');
    return `let ${pixelName(c, at, q)} = ${pixel};`;
  };
  const four = (c: number, q: number): readonly string[] => [
    `let four${c}_${q} = get${pixels}Four(firstFour + c * ${x.size / 4}u + ${(c * x.size + q) / 4}u);`,
    ...range(4).map((k) => `let ${pixelName(c, 0, q + k)} = four${c}_${q}[${k}];`),
  ];
  return range(tile.depth).flatMap((c) =>
    fours
      ? columns.offsets.filter((q) => q % 4 === 0).flatMap((q) => four(c, q))
      : rows.offsets.flatMap((at) => columns.offsets.map((q) => one(c, at, q))),
  );
}

const sumName = (channel: number, row: number, column: number): string => `y${channel}_${row}_${column}`;

const sumsOf = ({ tile }: Shape): readonly (readonly [channel: number, row: number, column: number])[] =>
  range(tile.channels).flatMap((k) =>
    range(tile.rows).flatMap((r) => range(tile.columns).map((a) => [k, r, a] as const)),
  );

/** The products of an iteration, by sum, each the name of a weight and of a pixel. */
const productsOf = ({ x, tile, kernelRows, rows, columns }: Shape, [k, r, a]: readonly number[]): readonly string[] =>
  range(tile.depth).flatMap((c) =>
    range(kernelRows).flatMap((u) =>
      range(x.kernel).flatMap((v) => {
        const [row, column] = [rows.at(r ?? 0, u), columns.at(a ?? 0, v)];
        if (row === null || column === null) return [];
        return `w${(c * kernelRows + u) * x.kernel + v}_${k} * ${pixelName(c, row, column)}`;
      }),
    ),
  );

/** Adds all of an iteration's products to each sum at once, so the sum stays in a register meanwhile. */
const productLines = (shape: Shape): readonly string[] =>
  sumsOf(shape).flatMap((sum) => {
    const [name, products] = [sumName(...sum), productsOf(shape, sum)];
    return products.length > 0 ? `${name} = ${[name, ...products].join(' + ')};` : [];
  });

/** Activations up to this code (leakyRelu) are short enough to be inlined for every pixel. */
const LAST_SHORT = 2;

/**
 * Stores every sum. Unrolled, since a software adapter takes as long to index a sum as to store it. Long activations go
 * in a loop over the stored values that runs only if needed: such an adapter computes both sides of a branch, but skips
 * an iteration that no invocation takes.
 */
function storeLines(shape: Shape, activation: number): readonly string[] {
  const { y, x, tile, targets, quads } = shape;
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
    return guarded(targets, tile.channels, `${channel} < tile.count`, rows.join('\n'));
  });
  const padded = y.padded || x.padded;
  const long = activation > LAST_SHORT;
  const all = `${tile.channels * tile.rows * tile.columns}u`;
  // The total is finite only if every sum is.
  const names = sumsOf(shape).map((sum) => sumName(...sum));
  const turns = long ? all : `select(${all}, 0u, isFinite(${names.join(' + ')}))`;
  return [
    'let place = tile.y + tile.i * outColumns + tile.j;',
    ...(quads ? range(4).map((l) => `let own${l} = lane ^ ${l}u;\nlet place${l} = place + own${l} * ${plane}u;`) : []),
    ...stores,
    ...(long || padded ? [`for (var k = 0u; k < ${turns}; k++) { finish(tile, k); }`] : []),
  ];
}

/** `put` stores one sum, with its activation unless that is long; `finish` (tile.wgsl) then applies it. */
const putText = (activation: number): string =>
  `fn put(at: u32, y: f32) { setY(at, y); ${activation > LAST_SHORT ? '' : 'if (hasPost) { setPost(at, activate(y)); }'} }\n`;

function mainText(shape: Shape, { activation, last }: PassText, invocations: number): string {
  const { y, x, tile, sources, sourceStep, targetStep, groupStep, rows, columns, quads, fours } = shape;
  // In fours: the channel for this invocation's lane.
  const within = (k: number): string => `channelWithin(tile, ${k}u${quads ? ' + lane' : ''})`;
  const filters = range(tile.channels).filter((k) => !quads || k % 4 === 0);
  const turn = [...weightLines(shape), ...pixelLines(shape), ...productLines(shape)].join('\n');
  const body = tile.whole
    ? `let tap = c * ${sourceStep}u;\n${turn}`
    : `for (var u = 0u; u < ${y.kernel}u; u++) {
let firstRow = topRow + i32(u) * ${y.reach};
let tap = c * ${sourceStep}u + u * ${x.kernel}u;
${rowLines(shape).join('\n')}
${turn}
}`;
  // Tiles begin at multiples of what the axis divides by.
  const firstOf = (at: string, { step, divide }: Axis, { first }: Reads): string =>
    `i32(${at})${divide > 1 ? ` / ${divide}` : ''} * ${step} + ${first}`;
  return `
@compute @workgroup_size(${invocations})
fn main(
  @builtin(workgroup_id) group: vec3u, @builtin(local_invocation_index) index: u32,
  ${quads ? '@builtin(subgroup_invocation_id) lane: u32,' : ''}
) {
let tile = tileAt((group.x + group.y * rowItems) * ${invocations}u + index, group.z);
${filters.map((k) => `let filter${k} = tile.group * ${groupStep}u + ${within(k)} * ${targetStep}u;`).join('\n')}
${channelLines(shape, 'bias', (k) => `getB(tile.group * targets + ${within(k)})`).join('\n')}
${sumsOf(shape)
  .map((sum) => `var ${sumName(...sum)} = bias${sum[0]};`)
  .join('\n')}
let topRow = ${firstOf('tile.i', y, rows)};
let firstColumn = ${firstOf('tile.j', x, columns)};
${columnLines(shape).join('\n')}
${tile.whole ? ['let firstRow = topRow;', ...rowLines(shape)].join('\n') : ''}
${fours ? 'let firstFour = (tile.x + tile.j) / 4u;' : ''}
${sources === tile.depth ? '{\nlet c = 0u;' : `for (var c = 0u; c < sources; c += ${tile.depth}u) {`}
let plane = tile.x + c * (rows * columns);
${body}
}
${[...storeLines(shape, activation), last ?? ''].join('\n')}
}
`;
}

const blocksOf = ({ groups, targets }: Gather, { channels }: Tile): number => groups * Math.ceil(targets / channels);

/** Assumed cores of a software adapter: workgroups run in rounds of one per core, and a partial round costs as much. */
const CORES = 4;

/** Invocations per workgroup, workgroups per channel block's tiles, and invocations in all, idle cores included. */
export function workOf(shape: Shape, target: Target): { invocations: number; groups: number; items: number } {
  const { batch, y, x, tile } = shape;
  const tiles = batch * Math.ceil(y.outSize / tile.rows) * Math.ceil(x.outSize / tile.columns);
  const work = (most: number) => {
    const invocations = Math.min(most, 4 * Math.ceil(tiles / 4));
    const groups = Math.ceil(tiles / invocations);
    const turns = Math.ceil((groups * blocksOf(shape, tile)) / CORES);
    return { invocations, groups, items: turns * CORES * invocations };
  };
  if (target === 'hardware') return work(64);
  return [16, 8, 4].map(work).reduce((best, next) => (next.items < best.items ? next : best));
}

/** One dispatch, for any gather with this tile. */
export function gatherPasses(gather: Gather, tile: Tile, target: Target, text: PassText): readonly GpuPass[] {
  const shape = shapeOf(gather, tile, target);
  const { sources, targets, y, x, quads, fours } = shape;
  const { invocations, groups } = workOf(shape, target);
  const { row, workgroups } = grid(groups);
  const constants = {
    ...{ tileChannels: tile.channels, tileRows: tile.rows, tileColumns: tile.columns, rowItems: row },
    ...{
      images: gather.batch,
      teams: gather.groups,
      sources,
      targets,
      rows: y.size,
      columns: x.size,
      outRows: y.outSize,
      outColumns: x.outSize,
    },
  };
  const form = y.size === 1 && x.kernel === 1 ? 'pointwise' : tile.whole ? 'whole' : 'rows';
  return [
    {
      name: `${text.name}/${form}`,
      source: text.lib + tileLib + (text.more ?? '') + putText(text.activation) + mainText(shape, text, invocations),
      constants,
      workgroups: [workgroups[0], workgroups[1], blocksOf(shape, tile)],
      ...(quads ? { subgroups: true } : {}),
      ...(fours ? { fours: [gather.pixels.toLowerCase()] } : {}),
    },
  ];
}

/** What a tile's text takes from its kernel. */
export interface PassText {
  readonly name: string;
  readonly lib: string;
  readonly activation: number;
  /** Runs after the tile is stored, and what it calls. */
  readonly last?: string;
  readonly more?: string;
}

/** tile.wgsl's names for where a gradient goes. */
export const gradientInto = (port: 'Gx' | 'Gw'): string => `const hasPost = false;
fn getB(i: u32) -> f32 { return 0.0; }
fn getY(i: u32) -> f32 { return get${port}(i); }
fn setY(i: u32, value: f32) { set${port}(i, value); }
fn setPost(i: u32, value: f32) {}
fn activate(x: f32) -> f32 { return x; }
`;

/** One dispatch, for any convolution. */
export const tilePasses = (p: Fused, tile: Tile, target: Target): readonly GpuPass[] =>
  gatherPasses(forwardOf(p), tile, target, { name: 'conv2d', lib: epilogueLib(p), activation: p.activation });

/** One dispatch, for the gradient of any convolution's input: row by row only where the rows are not strided. */
export const backwardTilePasses = (p: ConvGeometry, tile: Tile, target: Target): readonly GpuPass[] =>
  gatherPasses(backwardOf(p), tile, target, {
    ...{ name: 'conv2d/inputGradient', lib: inputGradientLib + gradientInto('Gx'), activation: 0 },
  });
