/** jax-js: the net as one jitted function; one for the answer, one for every map. */
import { defaultDevice, init, jit, lax, nn, numpy as np, tree, valueAndGrad } from '@jax-js/jax';
import { oneHot } from '../../batches';
import { descent, filterOf, logitsOf, type Net, type NetNode, walk, weightOf } from '../../net';
import type { Batch, Open, Trainer } from '../contestant';

type Weights = { [name: string]: np.Array };

/** Every call consumes its arguments: those used again are passed as `ref`. */
function compute(weights: Weights, { id, op, shape }: NetNode, inputs: readonly np.Array[], relu: boolean): np.Array {
  const x = inputs[0]?.ref;
  if (!x) throw new Error(`${id} reads nothing`);
  const [batch = 1] = x.shape;
  const weight = (name: string): np.Array => {
    const array = weights[name];
    if (!array) throw new Error(`no weight ${name}`);
    return array.ref;
  };
  const end = (y: np.Array): np.Array => (relu ? nn.relu(y) : y);
  if (op.kind === 'conv') {
    const [top, left, bottom, right] = op.pad;
    const y = lax.convGeneralDilated(
      x,
      weight(op.weight),
      [...op.stride],
      [
        [top, bottom],
        [left, right],
      ],
      {
        rhsDilation: [...op.dilation],
        featureGroupCount: op.groups,
      },
    );
    return end(y.add(weight(op.bias).reshape([1, -1, 1, 1])));
  }
  if (op.kind === 'dense') {
    const row = x.reshape([batch, -1]);
    return end(np.matmul(row, np.transpose(weight(op.weight))).add(weight(op.bias)));
  }
  if (op.kind === 'maxPool') return lax.reduceWindow(x, np.max, [...op.window], [...op.stride]);
  if (op.kind === 'relu') return nn.relu(x);
  if (op.kind === 'average') return np.mean(x, [2, 3]);
  if (op.kind === 'flatten') return x.reshape([batch, ...shape.slice(1)]);
  if (op.kind === 'softmax') return nn.softmax(x.reshape([batch, -1]));
  return np.concatenate([x, ...inputs.slice(1).map((input) => input.ref)], 1);
}

function functionOf(net: Net, all: boolean) {
  return jit((weights: Weights, input: np.Array): np.Array[] => {
    const values = walk(net, input, !all, (node, inputs, relu) => compute(weights, node, inputs, relu));
    const wanted = all ? net.maps : [net.output];
    const results = wanted.map((id) => {
      const value = values.get(id);
      if (!value) throw new Error(`no value of ${id}`);
      return value.ref;
    });
    for (const value of new Set(values.values())) value.dispose();
    for (const weight of Object.values(weights)) weight.dispose();
    return results;
  });
}

interface Placed {
  readonly shapes: ReadonlyMap<string, number[]>;
  readonly weights: Weights;
}

/** The net's weights as arrays. */
function placed(net: Net): Placed {
  const shapes = new Map<string, number[]>();
  for (const { op, shape, inShape } of net.nodes) {
    if (op.kind === 'conv') {
      shapes.set(op.weight, [shape[1] ?? 1, (inShape[1] ?? 1) / op.groups, ...op.kernel]);
    } else if (op.kind === 'dense') shapes.set(op.weight, [shape[1] ?? 1, -1]);
  }
  const weights: Weights = {};
  for (const name of net.weights.keys()) {
    weights[name] = np.array(new Float32Array(weightOf(net, name))).reshape(shapes.get(name) ?? [-1]);
  }
  return { shapes, weights };
}

/** A step as one jitted function of weights, speeds and a batch: to the loss, and the weights and speeds after it. */
function trainerOf(net: Net, batches: readonly Batch[]): Trainer {
  const { rate, momentum } = descent;
  const logits = logitsOf(net);
  const nodes = net.nodes.filter(({ id }) => id !== net.output);
  const lossOf = (weights: Weights, images: np.Array, targets: np.Array): np.Array => {
    const [batch = 1] = images.shape;
    const values = walk({ ...net, nodes }, images, true, (node, inputs, relu) => compute(weights, node, inputs, relu));
    const last = values.get(logits);
    if (!last) throw new Error(`no value of ${logits}`);
    return nn
      .logSoftmax(last)
      .mul(targets)
      .sum()
      .mul(-1 / batch);
  };
  const step = jit((weights: Weights, speeds: Weights, images: np.Array, targets: np.Array) => {
    const [loss, gradients] = valueAndGrad(lossOf)(tree.ref(weights), images, targets);
    const next = { loss, weights: {} as Weights, speeds: {} as Weights };
    for (const [name, weight] of Object.entries(weights)) {
      const [gradient, before] = [gradients[name], speeds[name]];
      if (!gradient || !before) throw new Error(`no gradient of ${name}`);
      const speed = before.mul(momentum).add(gradient);
      next.weights[name] = weight.sub(speed.ref.mul(rate));
      next.speeds[name] = speed;
    }
    return next;
  });
  const classes = net.nodes.find(({ id }) => id === logits)?.shape[1] ?? 1;
  const data = batches.map(({ images, labels }) => ({
    images: np.array(images).reshape([labels.length, ...net.input.slice(1)]),
    targets: np.array(oneHot(labels, classes)).reshape([labels.length, classes]),
  }));
  let { weights } = placed(net);
  let speeds: Weights = Object.fromEntries(Object.entries(weights).map(([name, { shape }]) => [name, np.zeros(shape)]));
  return {
    async steps(count) {
      const losses = data.slice(0, count).map(({ images, targets }) => {
        const { loss, ...next } = step(weights, speeds, images.ref, targets.ref);
        ({ weights, speeds } = next);
        return loss;
      });
      const values = await Promise.all(losses.map((loss) => loss.data()));
      return values.map(([value = Number.NaN]) => value);
    },
    dispose() {
      tree.dispose([weights, speeds]);
      tree.dispose(data);
      step.dispose();
    },
  };
}

export const open: Open = async ({ backend }) => {
  const device = backend === 'webgpu' ? 'webgpu' : 'wasm';
  const devices = await init(device);
  if (!devices.includes(device)) throw new Error(`jax-js has no ${device} here`);
  defaultDevice(device);
  return {
    detail: `jax-js ${device}`,
    train: async (net, batches) => trainerOf(net, batches),
    async load(net) {
      const { shapes, weights } = placed(net);
      const answer = functionOf(net, false);
      const all = functionOf(net, true);
      let edited = new Float32Array(0);
      const run = async (f: typeof answer, input: Float32Array<ArrayBuffer>): Promise<readonly Float32Array[]> => {
        const results = f(tree.ref(weights), np.array(input).reshape([...net.input]));
        return (await Promise.all(results.map((result) => result.data()))) as Float32Array[];
      };
      let last: np.Array | null = null;
      return {
        order: 'nchw',
        async runEdited(filter) {
          last ??= np.array(new Float32Array(edited)).reshape([...net.input]);
          const name = filterOf(net);
          const others = Object.fromEntries(Object.entries(weights).filter(([key]) => key !== name));
          const fresh = np.array(filter).reshape(shapes.get(name) ?? [-1]);
          const [output] = answer({ ...tree.ref(others), [name]: fresh }, last.ref);
          if (!output) throw new Error('no output');
          return (await output.data()) as Float32Array;
        },
        async run(input) {
          edited = input;
          last?.dispose();
          last = null;
          const [output = new Float32Array(0)] = await run(answer, input);
          return output;
        },
        readAll: (input) => run(all, input),
        readKept: null,
        dispose() {
          last?.dispose();
          tree.dispose(weights);
          answer.dispose();
          all.dispose();
        },
      };
    },
  };
};
