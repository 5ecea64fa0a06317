/** ConvNetJS: plain JavaScript in doubles, one picture at a time; only for training. */
import convnetjs, { type Layer, type Vol } from 'convnetjs';
import { descent, logitsOf, type Net, type NetNode, weightOf } from '../../net';
import type { Batch, Open, Trainer } from '../contestant';
import { toNhwc } from '../order';

/** A filter's values, or a picture's, as a volume: channels interleaved. */
function volume(values: Float32Array, [depth = 1, height = 1, width = 1]: readonly number[]): Vol {
  const vol = new convnetjs.Vol(width, height, depth, 0);
  vol.w.set(toNhwc(values, [1, depth, height, width]));
  return vol;
}

/** The mean of every plane, which the library has no layer for. */
function average([, depth = 1, height = 1, width = 1]: readonly number[]): Layer {
  const area = height * width;
  let input = new convnetjs.Vol(1, 1, depth, 0);
  let output = input;
  return {
    layer_type: 'average',
    forward(vol) {
      input = vol;
      output = new convnetjs.Vol(1, 1, depth, 0);
      for (let i = 0; i < area * depth; i++) output.w[i % depth] = (output.w[i % depth] ?? 0) + (vol.w[i] ?? 0) / area;
      return output;
    },
    backward() {
      input.dw = input.w.map((_, i) => (output.dw[i % depth] ?? 0) / area);
      return 0;
    },
    getParamsAndGrads: () => [],
  };
}

/** The layers for a node: none where it only renames values. Throws Error for what the library lacks. */
function layersOf(net: Net, { op, inShape, shape }: NetNode, before: readonly number[]): readonly Layer[] {
  const [, depth = 1, height = 1, width = 1] = inShape;
  const [, outputs = 1] = shape;
  const sizes = { in_depth: depth, in_sy: height, in_sx: width };
  if (op.kind === 'conv') {
    const [top] = op.pad;
    const even = new Set(op.pad).size === 1 && op.stride[0] === op.stride[1];
    if (!even || op.groups > 1 || String(op.dilation) !== '1,1') throw new Error('no such convolution');
    const [sy, sx] = op.kernel;
    const layer = new convnetjs.ConvLayer({ ...sizes, sx, sy, stride: op.stride[0], pad: top, filters: outputs });
    const filter = depth * sy * sx;
    const values = weightOf(net, op.weight);
    layer.filters = layer.filters.map((_, o) => volume(values.subarray(o * filter, (o + 1) * filter), [depth, sy, sx]));
    layer.biases.w.set(weightOf(net, op.bias));
    return [layer];
  }
  if (op.kind === 'dense') {
    const layer = new convnetjs.FullyConnLayer({ ...sizes, num_neurons: outputs });
    const values = weightOf(net, op.weight);
    const length = values.length / outputs;
    for (const [o, { w }] of layer.filters.entries()) {
      w.set(toNhwc(values.subarray(o * length, (o + 1) * length), before));
    }
    layer.biases.w.set(weightOf(net, op.bias));
    return [layer];
  }
  if (op.kind === 'maxPool') {
    if (op.stride[0] !== op.stride[1]) throw new Error('no such pooling');
    return [new convnetjs.PoolLayer({ ...sizes, sy: op.window[0], sx: op.window[1], stride: op.stride[0] })];
  }
  if (op.kind === 'relu') return [new convnetjs.ReluLayer(sizes)];
  if (op.kind === 'average') return [average(inShape)];
  if (op.kind === 'softmax') return [new convnetjs.SoftmaxLayer(sizes)];
  if (op.kind === 'flatten') return [];
  throw new Error(`no ${op.kind}`);
}

function trainerOf(net: Net, batches: readonly Batch[]): Trainer {
  // Ends in a softmax, or it throws.
  logitsOf(net);
  const network = new convnetjs.Net();
  network.layers = net.nodes.flatMap((node, k) => {
    const flat = net.nodes[k - 1];
    return layersOf(net, node, flat?.op.kind === 'flatten' ? flat.inShape : []);
  });
  const batch = batches[0]?.labels.length ?? 1;
  const trainer = new convnetjs.Trainer(network, {
    ...{ method: 'sgd', learning_rate: descent.rate, momentum: descent.momentum, batch_size: batch },
  });
  const [, ...picture] = net.input;
  const length = picture.reduce((product, size) => product * size, 1);
  const data = batches.map(({ images, labels }) =>
    labels.map((label, n) => ({ label, vol: volume(images.subarray(n * length, (n + 1) * length), picture) })),
  );
  return {
    steps: async (count) =>
      data
        .slice(0, count)
        .map((pairs) => pairs.reduce((sum, { vol, label }) => sum + trainer.train(vol, label).loss, 0) / batch),
    dispose() {},
  };
}

export const open: Open = async () => ({
  detail: 'ConvNetJS 0.3.0',
  train: async (net, batches) => trainerOf(net, batches),
});
