/**
 * Tiny self-check cases where a layer's sample is not enough: one for every form a kernel takes, and for kernels no
 * layer uses. Small enough to compile and run almost instantly.
 */
import type { KernelName } from '../../kernels';

export interface TinyCase {
  /** Geometry; kind, mode and activation are taken from the plan's own call. */
  readonly params: { readonly [name: string]: number };
  /** Length of each port's tensor, inputs then outputs; null = unconnected. */
  readonly lengths: readonly (number | null)[];
}

const plain = { activation: 0, alpha: 0, beta: 0 };

function conv(channels: readonly [number, number], size: number, kernel: number, stride: number, groups: number) {
  const [inChannels, outChannels] = channels;
  const pad = Math.floor(kernel / 2);
  const out = Math.floor((size + 2 * pad - kernel) / stride) + 1;
  const params = {
    batch: 1,
    inChannels,
    inHeight: size,
    inWidth: size,
    outChannels,
    outHeight: out,
    outWidth: out,
    kernelHeight: kernel,
    kernelWidth: kernel,
    strideY: stride,
    strideX: stride,
    padTop: pad,
    padLeft: pad,
    dilationY: 1,
    dilationX: 1,
    groups,
  };
  const x = inChannels * size * size;
  const w = (outChannels * inChannels * kernel * kernel) / groups;
  return { params, x, w, y: outChannels * out * out, outChannels };
}

type Conv = ReturnType<typeof conv>;
const forward = (c: Conv): TinyCase => ({
  params: { ...c.params, ...plain },
  lengths: [c.x, c.w, c.outChannels, c.y, c.y],
});

const forInput = ({ params, x, w, y }: Conv): TinyCase => ({ params, lengths: [y, w, x] });
const forWeights = ({ params, x, w, y, outChannels }: Conv): TinyCase => ({ params, lengths: [x, y, w, outChannels] });

const small = conv([3, 5], 6, 3, 2, 1);

type Sizes = readonly [batch: number, inFeatures: number, outFeatures: number];
const denseInput = ([batch, inFeatures, outFeatures]: Sizes): TinyCase => ({
  params: { batch, inFeatures, outFeatures },
  lengths: [batch * outFeatures, outFeatures * inFeatures, batch * inFeatures],
});
const denseWeights = ([batch, inFeatures, outFeatures]: Sizes): TinyCase => ({
  params: { batch, inFeatures, outFeatures },
  lengths: [batch * inFeatures, batch * outFeatures, outFeatures * inFeatures, outFeatures],
});

const pool = {
  planes: 2,
  inHeight: 5,
  inWidth: 5,
  outHeight: 3,
  outWidth: 3,
  windowHeight: 3,
  windowWidth: 3,
  strideY: 2,
  strideX: 2,
  padTop: 1,
  padLeft: 1,
  padBottom: 1,
  padRight: 1,
  dilationY: 1,
  dilationX: 1,
  kind: 0,
  countIncludePad: 0,
};
const loss: TinyCase = { params: { batch: 2, classes: 5 }, lengths: [10, 10, 12, 6, 10] };
const within = {
  inHeight: 4,
  inWidth: 18,
  outHeight: 2,
  outWidth: 9,
  windowHeight: 2,
  windowWidth: 2,
  padTop: 0,
  padLeft: 0,
  padBottom: 0,
  padRight: 0,
};

export const specialCases: { readonly [K in KernelName]?: readonly TinyCase[] } = {
  adam: [{ params: { length: 9, decaying: 6, chunk: 4 }, lengths: [9, 12, 1, 9, 9, 9, 9, 1] }],
  binaryCrossEntropy: [loss],
  clipping: [{ params: { length: 9 }, lengths: [9, 12, 1] }],
  // One per form: unrolled kernels with many channels and with few, pointwise, and a loop over the kernel's rows; and,
  // where the adapter gets tiles, small ones with the products split among workgroups, and large ones.
  conv2d: [
    forward(small),
    forward(conv([4, 4], 6, 3, 1, 4)),
    forward(conv([3, 5], 6, 1, 1, 1)),
    forward(conv([3, 5], 6, 7, 1, 1)),
    forward(conv([8, 20], 7, 3, 1, 1)),
    forward(conv([57, 16], 6, 3, 1, 1)),
    forward(conv([32, 16], 64, 1, 1, 1)),
  ],
  // Small and strided, row by row, pointwise; products: small ones, with the sums in parts, and large ones.
  conv2dInputGradient: [
    forInput(small),
    forInput(conv([3, 5], 6, 7, 1, 1)),
    forInput(conv([3, 5], 6, 1, 1, 1)),
    forInput(conv([16, 8], 6, 3, 1, 1)),
    forInput(conv([16, 57], 6, 3, 1, 1)),
    forInput(conv([16, 32], 64, 1, 1, 1)),
  ],
  // Small, in parts over many positions; products: small ones, with the sums in parts, and large ones.
  conv2dWeightGradient: [
    forWeights(small),
    forWeights(conv([1, 8], 28, 5, 1, 1)),
    forWeights(conv([4, 16], 6, 3, 1, 1)),
    forWeights(conv([4, 16], 23, 3, 1, 1)),
    forWeights(conv([256, 1024], 6, 3, 1, 64)),
  ],
  crossEntropy: [loss],
  // Rows of any length; and rows of whole vec4s, which four invocations may share: sixteen at a time, and a remainder.
  dense: [
    { params: { batch: 2, inFeatures: 70, outFeatures: 3, ...plain }, lengths: [140, 210, 3, 6, 6] },
    { params: { batch: 1, inFeatures: 84, outFeatures: 5, ...plain }, lengths: [84, 420, 5, 5, 5] },
  ],
  // In registers; products: small ones, with the sums in parts, and large ones.
  denseInputGradient: [
    denseInput([2, 7, 5]),
    denseInput([16, 33, 32]),
    denseInput([16, 33, 512]),
    denseInput([16, 4096, 32]),
  ],
  denseWeightGradient: [
    denseWeights([2, 7, 5]),
    denseWeights([32, 33, 16]),
    denseWeights([512, 33, 16]),
    denseWeights([32, 4096, 16]),
  ],
  gather: [{ params: { batch: 2, length: 5, classes: 3, scalars: 12 }, lengths: [20, 12, 15, 10, 6, 12] }],
  // Windows over the padding, which are looped over; and inside the picture, unrolled in overlapping strips.
  pool2d: [
    { params: pool, lengths: [50, 18] },
    { params: { ...pool, ...within }, lengths: [144, 36] },
  ],
  // The same, backwards; inside the picture the windows here do not overlap.
  pool2dGradient: [
    { params: pool, lengths: [50, 18, 18, 50] },
    { params: { ...pool, ...within }, lengths: [144, 36, 36, 144] },
  ],
  sgd: [0, 1].map((nesterov) => ({
    params: { length: 9, decaying: 6, chunk: 4, nesterov },
    lengths: [9, 12, null, 9, nesterov ? 9 : null, 9, 1],
  })),
  squaredError: [loss],
  unpack: [{ params: { plane: 21 }, lengths: [21, 768, 63] }],
};
