/**
 * Which pixels a convolution reads along each axis, forwards and backwards: a convolution gathers its output from its
 * input, and the gradient of its input is gathered from that of its output with the same filters, read across.
 */
import type { ConvGeometry } from '../conv2d';

export const range = (count: number): readonly number[] => Array.from({ length: count }, (_, k) => k);

/** The source pixel of an output pixel's tap: (step output + reach tap + shift) / divide, if that leaves no remainder. */
interface Taps {
  readonly kernel: number;
  readonly step: number;
  readonly reach: number;
  readonly shift: number;
  readonly divide: number;
}

/** One axis of a plane. */
export interface Axis extends Taps {
  readonly size: number;
  readonly outSize: number;
  /** Whether any tap falls beyond the source. */
  readonly padded: boolean;
}

export interface Gather {
  /** The ports of the pixels and of the filters, as accessors name them. */
  readonly pixels: 'X' | 'Gy' | 'W';
  readonly filters: 'W' | 'Gy';
  readonly batch: number;
  readonly groups: number;
  /** Channels of a group that are read, and that are computed. */
  readonly sources: number;
  readonly targets: number;
  readonly y: Axis;
  readonly x: Axis;
  /** Distances in the filters from one source or target channel to the next, and from one group to the next. */
  readonly sourceStep: number;
  readonly targetStep: number;
  readonly groupStep: number;
}

function sourceOf({ step, reach, shift, divide }: Taps, at: number, tap: number): number | null {
  const place = at * step + tap * reach + shift;
  return place % divide === 0 ? place / divide : null;
}

function axis(size: number, outSize: number, taps: Taps): Axis {
  const ends = [...new Set([0, outSize - 1].flatMap((end) => range(taps.divide).map((k) => Math.abs(end - k))))];
  const padded = ends.some((at) =>
    range(taps.kernel).some((tap) => {
      const source = at < outSize ? sourceOf(taps, at, tap) : null;
      return source !== null && (source < 0 || source >= size);
    }),
  );
  return { size, outSize, ...taps, padded };
}

/** Every pixel from the one at its own place. */
const once: Taps = { kernel: 1, step: 1, reach: 1, shift: 0, divide: 1 };

/** A 1 x 1 kernel without stride or padding sees a plane as one row. */
function flattened(y: Axis, x: Axis): { readonly y: Axis; readonly x: Axis } {
  const plain = [y, x].every((a) => a.kernel * a.step * a.divide === 1 && a.shift === 0 && a.outSize === a.size);
  if (!plain) return { y, x };
  return { y: axis(1, 1, once), x: axis(y.size * x.size, y.size * x.size, once) };
}

/** The output from the input. */
export function forwardOf(p: ConvGeometry): Gather {
  const [sources, targets, kernel] = [
    p.inChannels / p.groups,
    p.outChannels / p.groups,
    p.kernelHeight * p.kernelWidth,
  ];
  const taps = (size: number, step: number, reach: number, pad: number): Taps => ({
    ...{ kernel: size, step, reach, shift: -pad, divide: 1 },
  });
  return {
    ...{ pixels: 'X', filters: 'W', batch: p.batch, groups: p.groups, sources, targets },
    ...{ sourceStep: kernel, targetStep: sources * kernel, groupStep: targets * sources * kernel },
    ...flattened(
      axis(p.inHeight, p.outHeight, taps(p.kernelHeight, p.strideY, p.dilationY, p.padTop)),
      axis(p.inWidth, p.outWidth, taps(p.kernelWidth, p.strideX, p.dilationX, p.padLeft)),
    ),
  };
}

/** The gradient of the input from that of the output. */
export function backwardOf(p: ConvGeometry): Gather {
  const [sources, targets, kernel] = [
    p.outChannels / p.groups,
    p.inChannels / p.groups,
    p.kernelHeight * p.kernelWidth,
  ];
  const taps = (size: number, stride: number, dilation: number, pad: number): Taps => ({
    ...{ kernel: size, step: 1, reach: -dilation, shift: pad, divide: stride },
  });
  return {
    ...{ pixels: 'Gy', filters: 'W', batch: p.batch, groups: p.groups, sources, targets },
    ...{ sourceStep: targets * kernel, targetStep: kernel, groupStep: targets * sources * kernel },
    ...flattened(
      axis(p.outHeight, p.inHeight, taps(p.kernelHeight, p.strideY, p.dilationY, p.padTop)),
      axis(p.outWidth, p.inWidth, taps(p.kernelWidth, p.strideX, p.dilationX, p.padLeft)),
    ),
  };
}

/** What a tile of `count` neighbouring output pixels reads along an axis. */
export interface Reads {
  /** Offsets of the pixels read, from `first` on, in order. */
  readonly offsets: readonly number[];
  /** The first pixel read, for the tile that begins at output 0. */
  readonly first: number;
  /** Whether a pixel read may not exist. A tile over the whole axis knows, and leaves those out. */
  readonly guarded: boolean;
  /** The offset for an output of the tile and a tap; null where there is nothing to multiply. */
  at(output: number, tap: number): number | null;
}

/** `count` is a multiple of `divide`. */
export function readsOf(along: Axis, count: number): Reads {
  const all = count >= along.outSize;
  const source = (output: number, tap: number): number | null => {
    const pixel = sourceOf(along, output, tap);
    return all && pixel !== null && (pixel < 0 || pixel >= along.size) ? null : pixel;
  };
  const pixels = range(count).flatMap((a) => range(along.kernel).map((v) => source(a, v)));
  const found = [...new Set(pixels.filter((pixel) => pixel !== null))].sort((a, b) => a - b);
  const first = found[0] ?? 0;
  return {
    first,
    offsets: found.map((pixel) => pixel - first),
    guarded: along.padded && !all,
    at: (output, tap) => {
      const pixel = source(output, tap);
      return pixel === null ? null : pixel - first;
    },
  };
}

/** WGSL for whether the pixel at `place` (i32) of an axis exists: negative places become large. */
export const existsText = (place: string, size: string): string => `u32(${place}) < ${size}`;

/**
 * WGSL for a value where its conditions hold, otherwise 0; an empty condition always holds. Joined by `&`, which
 * branches nowhere: compilers on a software adapter take minutes over the dozens of branches that `&&` would make.
 */
export function where(value: string, ...conditions: readonly string[]): string {
  const real = conditions.filter((condition) => condition !== '');
  return real.length > 0 ? `select(0.0, ${value}, ${real.join(' & ')})` : value;
}

/** A product of matrices as a 1 x 1 convolution: every row of it from `depth` planes of `columns` pixels. */
export const productGather = (
  ports: Pick<Gather, 'pixels' | 'filters'>,
  sizes: { readonly rows: number; readonly columns: number; readonly depth: number },
  steps: Pick<Gather, 'sourceStep' | 'targetStep'>,
): Gather => ({
  ...{ ...ports, ...steps, batch: 1, groups: 1, sources: sizes.depth, targets: sizes.rows, groupStep: 0 },
  ...{ y: axis(1, 1, once), x: axis(sizes.columns, sizes.columns, once) },
});
