/**
 * TensorFlow.js: eager operations on NHWC tensors, with convolution and ReLU fused if only the answer is read. Grouped
 * convolutions other than depthwise ones are rejected: not all of its backends have them.
 */
import * as tf from '@tensorflow/tfjs-core';
import '@tensorflow/tfjs-core/dist/register_all_gradients';
import type { ContestantInfo } from '../../contestants';
import { descent, logitsOf, type Net, type NetNode, type Op, walk, weightOf } from '../../net';
import { type Batch, keeper, type Open, type Trainer } from '../contestant';
import { toNhwc } from '../order';

async function start({ backend, threads }: ContestantInfo): Promise<string> {
  if (backend === 'webgpu') await import('@tensorflow/tfjs-backend-webgpu');
  else if (backend === 'webgl') await import('@tensorflow/tfjs-backend-webgl');
  else if (backend === 'cpu') await import('@tensorflow/tfjs-backend-cpu');
  else {
    const [wasm, { default: plain }, { default: simd }, { default: threaded }] = await Promise.all([
      import('@tensorflow/tfjs-backend-wasm'),
      import('@tensorflow/tfjs-backend-wasm/wasm-out/tfjs-backend-wasm.wasm?url'),
      import('@tensorflow/tfjs-backend-wasm/wasm-out/tfjs-backend-wasm-simd.wasm?url'),
      import('@tensorflow/tfjs-backend-wasm/wasm-out/tfjs-backend-wasm-threaded-simd.wasm?url'),
    ]);
    wasm.setWasmPaths({
      'tfjs-backend-wasm.wasm': plain,
      'tfjs-backend-wasm-simd.wasm': simd,
      'tfjs-backend-wasm-threaded-simd.wasm': threaded,
    });
    wasm.setThreadsCount(threads);
    // It uses at most half of the cores: to get its threads, it must see twice as many.
    Object.defineProperty(navigator, 'hardwareConcurrency', { value: Math.max(4, 2 * threads) });
  }
  await tf.setBackend(backend);
  await tf.ready();
  return `TensorFlow.js ${tf.version_core} ${tf.getBackend()}`;
}

type Compute = (inputs: readonly tf.Tensor[], relu: boolean) => tf.Tensor;

/** Holds a weight: as it is, or as a variable that an optimiser finds. */
type Hold = <R extends tf.Rank>(weight: tf.Tensor<R>) => tf.Tensor<R>;
const asItIs: Hold = (weight) => weight;

/** The filter [out, in, h, w] as [h, w, in, out], or if depthwise as [h, w, channels, multiplier]. */
function filterOf(values: Float32Array, shape: [number, number, number, number], depthwise: boolean): tf.Tensor4D {
  return tf.tidy(() => tf.transpose(tf.tensor4d(values, shape), depthwise ? [2, 3, 0, 1] : [2, 3, 1, 0]));
}

function convolution(
  net: Net,
  node: NetNode,
  op: Extract<Op, { kind: 'conv' }>,
  hold: Hold = asItIs,
  weights = weightOf(net, op.weight),
): Compute {
  const [, inC = 1] = node.inShape;
  const [, outC = 1] = node.shape;
  const depthwise = op.groups > 1;
  if (depthwise && !(op.groups === inC && outC === inC)) throw new Error('no grouped convolution');
  const filter = hold(filterOf(weights, [outC, inC / op.groups, ...op.kernel], depthwise));
  const bias = hold(tf.tensor1d(weightOf(net, op.bias)));
  const [top, left, bottom, right] = op.pad;
  const common = {
    filter,
    bias,
    strides: [...op.stride] as [number, number],
    dilations: [...op.dilation] as [number, number],
  };
  const of = (x: tf.Tensor | undefined, relu: boolean) =>
    ({ ...common, x: x as tf.Tensor4D, activation: relu ? 'relu' : 'linear' }) as const;
  if (depthwise) {
    if (new Set(op.pad).size > 1) throw new Error('no depthwise convolution with uneven padding');
    return ([x], relu) => tf.fused.depthwiseConv2d({ ...of(x, relu), pad: top });
  }
  const pad: tf.backend_util.ExplicitPadding = [
    [0, 0],
    [top, bottom],
    [left, right],
    [0, 0],
  ];
  return ([x], relu) => tf.fused.conv2d({ ...of(x, relu), pad });
}

function dense(
  net: Net,
  node: NetNode,
  op: Extract<Op, { kind: 'dense' }>,
  before: readonly number[],
  hold: Hold,
): Compute {
  const [, outputs = 1] = node.shape;
  const values = weightOf(net, op.weight);
  const features = values.length / outputs;
  const rows = Array.from({ length: outputs }, (_, o) =>
    toNhwc(values.subarray(o * features, (o + 1) * features), before),
  );
  const weights = hold(
    tf.tidy(() => tf.transpose(tf.concat(rows.map((row) => tf.tensor2d(row, [1, features]))) as tf.Tensor2D)),
  );
  const bias = hold(tf.tensor1d(weightOf(net, op.bias)));
  return ([x], relu) =>
    tf.fused.matMul({
      a: tf.reshape(x as tf.Tensor, [-1, features]) as tf.Tensor2D,
      b: weights,
      bias,
      activation: relu ? 'relu' : 'linear',
    });
}

function prepare(net: Net, hold: Hold): ReadonlyMap<string, Compute> {
  const byId = new Map(net.nodes.map((node) => [node.id, node]));
  return new Map(
    net.nodes.map((node): [string, Compute] => {
      const { op, shape } = node;
      const first = byId.get(node.inputs[0] ?? '');
      const computes: { readonly [K in Op['kind']]: () => Compute } = {
        conv: () => convolution(net, node, op as Extract<Op, { kind: 'conv' }>, hold),
        dense: () =>
          dense(
            net,
            node,
            op as Extract<Op, { kind: 'dense' }>,
            first?.op.kind === 'flatten' ? first.inShape : [],
            hold,
          ),
        maxPool: () => {
          const { window, stride } = op as Extract<Op, { kind: 'maxPool' }>;
          return ([x]) => tf.maxPool(x as tf.Tensor4D, [...window], [...stride], 'valid');
        },
        relu:
          () =>
          ([x]) =>
            tf.relu(x as tf.Tensor),
        average:
          () =>
          ([x]) =>
            tf.mean(x as tf.Tensor, [1, 2]),
        flatten:
          () =>
          ([x]) =>
            tf.reshape(x as tf.Tensor, [-1, ...shape.slice(1)]),
        concat: () => (inputs) => tf.concat([...inputs], 3),
        softmax:
          () =>
          ([x]) =>
            tf.softmax(x as tf.Tensor),
      };
      return [node.id, computes[op.kind]()];
    }),
  );
}

/** A view of the WASM backend's memory, if there is one: through its internals, not a public API. */
function viewOf(tensor: tf.Tensor): Float32Array {
  const { wasm, dataIdMap } = tf.backend() as tf.KernelBackend & {
    wasm: { HEAPU8: Uint8Array };
    dataIdMap: { get(id: object): { memoryOffset: number } };
  };
  return new Float32Array(wasm.HEAPU8.buffer, dataIdMap.get(tensor.dataId).memoryOffset, tensor.size);
}

const one = (values: Map<string, tf.Tensor>, id: string): tf.Tensor => {
  const tensor = values.get(id);
  if (!tensor) throw new Error(`no value of ${id}`);
  return tensor;
};

/** The net as a function of an input [batch, height, width, channels] to the value of every node. */
function forwardOf(net: Net, hold: Hold): (input: tf.Tensor, fuse: boolean) => Map<string, tf.Tensor> {
  const computes = prepare(net, hold);
  return (input, fuse) =>
    walk(net, input, fuse, ({ id }, inputs, relu) => {
      const compute = computes.get(id);
      if (!compute) throw new Error(`no operation for ${id}`);
      return compute(inputs, relu);
    });
}

/** Eager steps, one after the other; their losses are read together. */
function trainerOf(net: Net, batches: readonly Batch[]): Trainer {
  tf.engine().startScope();
  const logits = logitsOf(net);
  const variables: tf.Variable[] = [];
  const hold: Hold = (weight) => {
    const variable = tf.variable(weight);
    variables.push(variable);
    return variable;
  };
  const nodes = net.nodes.filter(({ id }) => id !== net.output);
  const forward = forwardOf({ ...net, nodes }, hold);
  const classes = net.nodes.find(({ id }) => id === logits)?.shape[1] ?? 1;
  const [, c = 1, h = 1, w = 1] = net.input;
  const data = batches.map(({ images, labels }) => ({
    images: tf.tidy(() => tf.transpose(tf.tensor4d(images, [labels.length, c, h, w]), [0, 2, 3, 1])),
    targets: tf.tidy(() => tf.cast(tf.oneHot([...labels], classes), 'float32')),
  }));
  const optimiser = tf.train.momentum(descent.rate, descent.momentum);
  return {
    async steps(count) {
      const losses = data.slice(0, count).map(({ images, targets }) => {
        const loss = (): tf.Scalar =>
          tf.losses.softmaxCrossEntropy(targets, one(forward(images, true), logits)) as tf.Scalar;
        return optimiser.minimize(loss, true, variables);
      });
      const values = await Promise.all(losses.map(async (loss) => (await loss?.data())?.[0] ?? Number.NaN));
      tf.dispose(losses.flatMap((loss) => loss ?? []));
      return values;
    },
    dispose() {
      optimiser.dispose();
      tf.dispose(variables);
      tf.engine().endScope();
    },
  };
}

export const open: Open = async (info) => ({
  detail: await start(info),
  train: async (net, batches) => trainerOf(net, batches),
  async load(net) {
    tf.engine().startScope();
    const [, c = 1, h = 1, w = 1] = net.input;
    const compute = forwardOf(net, asItIs);
    const forward = (input: Float32Array, fuse: boolean): Map<string, tf.Tensor> =>
      compute(tf.tensor4d(input, [1, h, w, c]), fuse);
    const keep = keeper();
    let last: Float32Array = new Float32Array(0);
    let picture: tf.Tensor | null = null;
    const { op: first } = net.nodes[0] ?? {};
    return {
      order: 'nhwc',
      async runEdited(values) {
        picture ??= tf.tensor4d(last, [1, h, w, c]);
        const node = net.nodes[0];
        if (!node || first?.kind !== 'conv') throw new Error('the first layer is no convolution');
        const input = picture;
        const output = tf.tidy(() => convolution(net, node, first, asItIs, values)([input], false));
        const answer = await output.data<'float32'>();
        output.dispose();
        return answer;
      },
      async run(input) {
        last = input;
        picture?.dispose();
        picture = null;
        const output = tf.tidy(() => one(forward(input, true), net.output));
        const values = await output.data<'float32'>();
        output.dispose();
        return values;
      },
      async readAll(input) {
        const maps = tf.tidy(() => {
          const values = forward(input, false);
          return net.maps.map((id) => one(values, id));
        });
        const read = await Promise.all(maps.map((map) => map.data<'float32'>()));
        tf.dispose(maps);
        return read;
      },
      readKept:
        info.backend === 'wasm'
          ? async (input) => {
              const kept: Float32Array[] = [];
              // Returns nothing: tidy would search every element of an array for tensors.
              tf.tidy(() => {
                const values = forward(input, false);
                kept.push(...keep(net.maps.map((id) => viewOf(one(values, id)))));
              });
              return kept;
            }
          : null,
      dispose: () => tf.engine().endScope(),
    };
  },
});
