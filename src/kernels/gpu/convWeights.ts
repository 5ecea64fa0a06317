/**
 * The weight gradient of convolution from registers, with its loops written out: shader text for a given tile, and the
 * best tile. An invocation sums the weights of a few output and input channels over its share of the batch, so each loaded
 * value serves many products; convTile.ts says why a software adapter wants it so. Where invocations run in fixed fours,
 * the four have the same input channels, and each loads a quarter of their pixels.
 */
import border from '../../../shaders/conv2d/weightBorder.wgsl?raw';
import reduce from '../../../shaders/conv2d/weightReduce.wgsl?raw';
import tileLib from '../../../shaders/conv2d/weightTile.wgsl?raw';
import type { ConvGeometry } from '../conv2d';
import { grid } from '../grid';
import type { GpuPass, Target } from '../kernel';
import { existsText, forwardOf, range, where } from './convGather';
import { COMPILE, lib, perItem } from './pass';

/** What an invocation computes, and how. */
export interface WeightTile {
  /** Output and input channels, of one group. */
  readonly outs: number;
  readonly ins: number;
  /** Positions summed in one iteration. */
  readonly rows: number;
  readonly columns: number;
  /** All rows of the kernel are this invocation's; otherwise one is. Its columns always are. */
  readonly whole: boolean;
  /** Parts of the batch that are summed apart; a second pass adds them up in order. */
  readonly splits: number;
}

/** One axis: an iteration's positions, and the pixels that these and the taps fall on. */
interface Axis {
  readonly outSize: number;
  readonly stride: number;
  readonly dilation: number;
  readonly pad: number;
  /** Positions and taps of an iteration. */
  readonly count: number;
  readonly taps: number;
  /** Offsets of the pixels, from that of the first position and tap; without those known not to exist. */
  readonly reads: readonly number[];
  /** Whether a pixel, or a position, may not exist. */
  readonly guarded: boolean;
  readonly partial: boolean;
}

type Sizes = Pick<Axis, 'outSize' | 'stride' | 'dilation' | 'pad'> & { readonly size: number; readonly kernel: number };

function axisOf({ size, kernel, ...axis }: Sizes, padded: boolean, most: number, taps: number): Axis {
  const { outSize, stride, dilation, pad } = axis;
  const count = Math.min(most, outSize);
  // An iteration over the whole axis, with all taps, always has the same pixels.
  const once = count === outSize && taps === kernel;
  const all = new Set(range(count).flatMap((a) => range(taps).map((v) => a * stride + v * dilation)));
  const exists = (read: number): boolean => !once || (read >= pad && read - pad < size);
  const reads = [...all].filter(exists).sort((a, b) => a - b);
  return { ...axis, count, taps, reads, guarded: padded && !once, partial: outSize % count !== 0 };
}

interface Shape {
  readonly p: ConvGeometry;
  readonly tile: WeightTile;
  readonly y: Axis;
  readonly x: Axis;
  readonly quads: boolean;
  /** gy is read four values at a time. */
  readonly fours: boolean;
  /** First of the columns that are loaded together: four neighbours in fours, otherwise one. */
  readonly columns: readonly number[];
  /** Blocks of output and of input channels in a group, the kernel's rows that are apart, and workgroups for all. */
  readonly outBlocks: number;
  readonly inBlocks: number;
  readonly kernelRows: number;
  readonly workgroups: number;
  /** Bands of rows in the batch. */
  readonly units: number;
}

function shapeOf(p: ConvGeometry, tile: WeightTile, target: Target): Shape {
  const { y: rows, x: columns } = forwardOf(p);
  const sizes = { outSize: p.outHeight, stride: p.strideY, dilation: p.dilationY, pad: p.padTop };
  const y = axisOf(
    { size: p.inHeight, kernel: p.kernelHeight, ...sizes },
    rows.padded,
    tile.rows,
    tile.whole ? p.kernelHeight : 1,
  );
  const across = { outSize: p.outWidth, stride: p.strideX, dilation: p.dilationX, pad: p.padLeft };
  const x = axisOf({ size: p.inWidth, kernel: p.kernelWidth, ...across }, columns.padded, tile.columns, p.kernelWidth);
  const [outs, ins] = [p.outChannels / p.groups / tile.outs, p.inChannels / p.groups / tile.ins];
  // With fewer blocks, one or two of the four would do what others do.
  const quads = target === 'quads' && Math.ceil(outs) > 2;
  const outBlocks = quads ? 4 * Math.ceil(outs / 4) : Math.ceil(outs);
  const inBlocks = Math.ceil(ins);
  const kernelRows = tile.whole ? 1 : p.kernelHeight;
  const [first = 0] = x.reads;
  const together = quads ? 4 : 1;
  return {
    ...{ p, tile, y, x, quads, outBlocks, inBlocks, kernelRows },
    fours: x.count % 4 === 0 && p.outWidth % 4 === 0,
    columns: [...new Set(x.reads.map((read) => read - ((read - first) % together)))],
    workgroups: Math.ceil((p.groups * outBlocks * inBlocks * kernelRows) / 4),
    units: p.batch * Math.ceil(y.outSize / y.count),
  };
}

const sumName = (out: number, of: number, u: number, v: number): string => `w${out}_${of}_${u}_${v}`;
const gyName = (out: number, row: number, column: number): string => `g${out}_${row}_${column}`;
const pixelName = (plane: number, row: number, column: number): string => `x${plane}_${row}_${column}`;

const sumsOf = ({ tile, y, x }: Shape): readonly (readonly [out: number, of: number, u: number, v: number])[] =>
  range(tile.outs).flatMap((k) =>
    range(tile.ins).flatMap((c) => range(y.taps).flatMap((u) => range(x.taps).map((v) => [k, c, u, v] as const))),
  );

/** An iteration's values of gy. */
const gyLines = ({ p, tile, y, x, fours }: Shape): readonly string[] =>
  range(tile.outs).flatMap((k) =>
    range(y.count).flatMap((r) => {
      const row = y.partial ? `(i + ${r}u < outHeight)` : '';
      const named = (a: number, value: string): string =>
        `let ${gyName(k, r, a)} = ${where(value, row, x.partial ? `(j + ${a}u < outWidth)` : '')};`;
      if (!fours) return range(x.count).map((a) => named(a, `getGy(gy${k} + ${r * p.outWidth + a}u)`));
      return range(x.count / 4).flatMap((f) => [
        `let four${k}_${r}_${f} = getGyFour(gy${k} / 4u + ${(r * p.outWidth) / 4 + f}u);`,
        ...range(4).map((l) => named(4 * f + l, `four${k}_${r}_${f}[${l}]`)),
      ]);
    }),
  );

/** Where the rows of an iteration start in their planes, and whether they exist. */
const rowLines = ({ y }: Shape): readonly string[] =>
  y.reads.map((at) =>
    y.guarded
      ? `let row${at} = firstRow + ${at};
let rowExists${at} = ${existsText(`row${at}`, 'inHeight')};
let start${at} = u32(clamp(row${at}, 0, i32(inHeight) - 1)) * inWidth;`
      : `let start${at} = u32(firstRow + ${at}) * inWidth;`,
  );

const columnLines = ({ x, columns, quads }: Shape): readonly string[] =>
  columns.map((q) => {
    const at = `firstColumn + ${q}${quads ? ' + i32(lane)' : ''}`;
    return x.guarded
      ? `let at${q} = ${at};
let exists${q} = ${existsText(`at${q}`, 'inWidth')};
let column${q} = u32(clamp(at${q}, 0, i32(inWidth) - 1));`
      : `let column${q} = u32(${at});`;
  });

/** An iteration's pixels: in fours, each invocation loads one of four neighbours and hands it to the others. */
const pixelLines = ({ tile, y, x, columns, quads }: Shape): readonly string[] =>
  range(tile.ins).flatMap((c) =>
    y.reads.flatMap((at) =>
      columns.flatMap((q) => {
        const value = `getX(x${c} + start${at} + column${q})`;
        const pixel = where(value, y.guarded ? `rowExists${at}` : '', x.guarded ? `exists${q}` : '');
        if (!quads) return [`let ${pixelName(c, at, q)} = ${pixel};`];
        const used = range(4).filter((l) => x.reads.includes(q + l));
        return [
          `let own${c}_${at}_${q} = ${pixel};`,
          ...used.map((l) => `let ${pixelName(c, at, q + l)} = quadBroadcast(own${c}_${at}_${q}, ${l}u);`),
        ];
      }),
    ),
  );

/** The products of an iteration that a sum takes. */
function productsOf({ y, x }: Shape, [k, c, u, v]: readonly [number, number, number, number]): readonly string[] {
  const at = (axis: Axis, position: number, tap: number): number => position * axis.stride + tap * axis.dilation;
  return range(y.count).flatMap((r) =>
    range(x.count).flatMap((a) => {
      const [row, column] = [at(y, r, u), at(x, a, v)];
      const exists = y.reads.includes(row) && x.reads.includes(column);
      return exists ? [`${gyName(k, r, a)} * ${pixelName(c, row, column)}`] : [];
    }),
  );
}

function mainText(shape: Shape): string {
  const { p, tile, y, x, quads } = shape;
  const sums = sumsOf(shape);
  const outs = range(tile.outs);
  const ins = range(tile.ins);
  const products = sums.flatMap((sum) => {
    const terms = productsOf(shape, sum);
    return terms.length > 0 ? `${sumName(...sum)} += ${terms.join(' + ')};` : [];
  });
  const positions = range(y.count).flatMap((r) => range(x.count).map((a) => [r, a] as const));
  const biases = outs.map((k) => `bias${k} += ${positions.map(([r, a]) => gyName(k, r, a)).join(' + ')};`);
  return `
@compute @workgroup_size(4)
fn main(
  @builtin(workgroup_id) group: vec3u, @builtin(local_invocation_index) index: u32,
  ${quads ? '@builtin(subgroup_invocation_id) lane: u32,' : ''}
) {
let tile = tileAt((group.x + group.y * rowItems) * 4u + ${quads ? 'lane' : 'index'});
${outs.map((k) => `let out${k} = outAt(tile, ${k}u);`).join('\n')}
${ins.map((c) => `let in${c} = inAt(tile, ${c}u);`).join('\n')}
${sums.map((sum) => `var ${sumName(...sum)} = 0.0;`).join('\n')}
${outs.map((k) => `var bias${k} = 0.0;`).join('\n')}
let end = min(units, (group.z + 1u) * splitLength);
for (var unit = group.z * splitLength; unit < end; unit++) {
let n = unit / bands;
let i = (unit % bands) * ${y.count}u;
let firstRow = i32(i) * ${y.stride} - ${y.pad}${tile.whole ? '' : ` + i32(tile.u) * ${y.dilation}`};
${rowLines(shape).join('\n')}
${ins.map((c) => `let x${c} = (n * inChannels + in${c}) * ${p.inHeight * p.inWidth}u;`).join('\n')}
${x.count === p.outWidth ? '{\nlet j = 0u;' : `for (var j = 0u; j < outWidth; j += ${x.count}u) {`}
let firstColumn = i32(j) * ${x.stride} - ${x.pad};
${outs.map((k) => `let gy${k} = ((n * outChannels + out${k}) * outHeight + i) * outWidth + j;`).join('\n')}
${[...columnLines(shape), ...gyLines(shape), ...pixelLines(shape), ...products, ...biases].join('\n')}
}
}
${sums.map(([k, c, u, v]) => `put(tile, group.z, ${k}u, ${c}u, ${u}u, ${v}u, ${sumName(k, c, u, v)});`).join('\n')}
${outs.map((k) => `putBias(tile, group.z, ${k}u, bias${k});`).join('\n')}
finish(tile);
}
`;
}

/** What every pass that stores weights' gradients needs: `mended`, which acts where a sum is not finite. */
export const weightGradientLib = lib.numbers + border;

/** One dispatch, and another to add up the splits. */
export function weightTilePasses(p: ConvGeometry, tile: WeightTile, target: Target): readonly GpuPass[] {
  const shape = shapeOf(p, tile, target);
  const { quads, fours, outBlocks, inBlocks, kernelRows, units } = shape;
  const { row, workgroups } = grid(shape.workgroups);
  const weights = (p.outChannels * p.inChannels * p.kernelHeight * p.kernelWidth) / p.groups;
  const { splits } = tile;
  const scratch = splits > 1 ? { scratch: splits * (weights + p.outChannels) } : {};
  const first: GpuPass = {
    name: splits > 1 ? 'conv2d/weightSplit' : 'conv2d/weightTile',
    source: weightGradientLib + tileLib + mainText(shape),
    constants: {
      ...{ tileOuts: tile.outs, tileIns: tile.ins, outBlocks, inBlocks, kernelRows, rowItems: row },
      ...{ splits, units, bands: units / p.batch, splitLength: Math.ceil(units / splits) },
    },
    workgroups: [workgroups[0], workgroups[1], splits],
    ...(quads ? { subgroups: true } : {}),
    ...(fours ? { fours: ['gy'] } : {}),
    ...scratch,
  };
  if (splits === 1) return [first];
  return [
    first,
    { ...perItem('conv2d/weightReduce', weightGradientLib + reduce, weights + p.outChannels, { splits }), ...scratch },
  ];
}

/**
 * Cost on the software adapter, in approximate instructions, as in convTile.ts: `hand` passes a value to three others,
 * `guard` leaves out a pixel that does not exist, `turn` begins an iteration, `dispatch` is a second pass.
 */
const COST = {
  ...{ load: 100, loadFour: 230, hand: 4, guard: 15, product: 5, carry: 26, store: 140 },
  ...{ turn: 1500, start: 2000, dispatch: 60_000 },
};
/** Above these limits, compiling the text takes too long for what it gains. */
const MOST = { turn: 15_500, sums: 128 };
/** Assumed cores of a software adapter. */
const CORES = 4;

/** Estimated time on the software adapter; Infinity where the text would grow too long. */
function costOf(p: ConvGeometry, tile: WeightTile, target: Target): number {
  const sums = tile.outs * tile.ins * (tile.whole ? p.kernelHeight : 1) * p.kernelWidth;
  if (sums > MOST.sums || sums * tile.rows * tile.columns * COST.product > MOST.turn) return Infinity;
  const shape = shapeOf(p, tile, target);
  const { y, x, fours, quads, columns } = shape;
  const gy = tile.outs * y.count * x.count;
  const pixels = tile.ins * y.reads.length;
  const guards = Number(y.guarded) + Number(x.guarded);
  const loads =
    (fours ? (gy / 4) * COST.loadFour : gy * COST.load) +
    pixels * (columns.length * (COST.load + guards * COST.guard) + (quads ? x.reads.length * COST.hand : 0));
  const pairs = ({ count, taps, reads, stride, dilation }: Axis): number =>
    range(count).reduce(
      (sum, a) => sum + range(taps).filter((tap) => reads.includes(a * stride + tap * dilation)).length,
      0,
    );
  const products = tile.outs * tile.ins * pairs(y) * pairs(x);
  const turn = loads + products * COST.product;
  if (turn > MOST.turn) return Infinity;
  const turns = Math.ceil(shape.units / tile.splits) * Math.ceil(p.outWidth / x.count);
  const workgroups = Math.ceil((shape.workgroups * tile.splits) / CORES) * CORES;
  const each = turns * (COST.turn + turn + sums * COST.carry) + sums * COST.store + COST.start;
  const weights = (p.outChannels * p.inChannels * p.kernelHeight * p.kernelWidth) / p.groups;
  const second = tile.splits > 1 ? COST.dispatch + (weights / 4) * tile.splits * COST.load : 0;
  return turn * COMPILE + workgroups * each + second;
}

/** The tile for a software adapter; null where each is too long. */
export function weightTileFor(p: ConvGeometry, target: Target): WeightTile | null {
  const upTo = (sizes: readonly number[], most: number): readonly number[] => [
    ...new Set(sizes.map((size) => Math.min(size, most))),
  ];
  const widths = upTo([4, 8, 16, ...(p.outWidth <= 32 ? [p.outWidth, Math.ceil(p.outWidth / 2)] : [])], p.outWidth);
  // Kernels beyond this would leave an invocation a single channel.
  const whole = p.kernelHeight * p.kernelWidth <= MOST.sums / 2;
  const candidates = upTo([1, 2, 4], p.outChannels / p.groups).flatMap((outs) =>
    upTo([1, 2, 4], p.inChannels / p.groups).flatMap((ins) =>
      upTo([1, 2, 4], p.outHeight).flatMap((rows) =>
        widths.flatMap((columns) =>
          upTo([1, 4, 8], p.batch * Math.ceil(p.outHeight / rows)).map((splits): WeightTile => {
            return { outs, ins, rows, columns, whole, splits };
          }),
        ),
      ),
    ),
  );
  const costs = candidates.map((tile) => costOf(p, tile, target));
  const least = Math.min(...costs);
  return least < Infinity ? (candidates[costs.indexOf(least)] ?? null) : null;
}
