/** Networks to time and to train: a digits net, a TinyVGG, six convolutions for 32 x 32 pictures, SqueezeNet 1.1 at 224 x 224. */
import { checkModel, type ModelSpec } from '../../src/graph/model';

type Node = ModelSpec['nodes'][number];
type Attributes = NonNullable<Node['attributes']>;

/** Nodes in sequence, with branches that join again. */
class Chain {
  readonly nodes: Node[] = [];
  private last = 'input';

  add(type: Node['type'], attributes: Attributes = {}, inputs: readonly string[] = [this.last]): string {
    const id = `${type}${this.nodes.length}`;
    this.nodes.push({ id, type, inputs: [...inputs], attributes });
    this.last = id;
    return id;
  }

  /** Convolution and ReLU; `pad` on all sides. */
  conv(outChannels: number, kernel: number, pad = 0, stride = 1, inputs?: readonly string[]): string {
    const attributes = { outChannels, kernel: [kernel, kernel], pad: [pad, pad, pad, pad], stride: [stride, stride] };
    this.add('conv2d', attributes, inputs);
    return this.add('relu');
  }

  end(name: string, shape: readonly number[]): ModelSpec {
    const output = this.add('softmax');
    return checkModel({ name, input: { shape: [...shape] }, nodes: this.nodes, output });
  }
}

function digits(): ModelSpec {
  const chain = new Chain();
  chain.conv(8, 5, 2);
  chain.add('maxPool2d');
  chain.conv(16, 5);
  chain.add('maxPool2d');
  chain.add('flatten');
  chain.add('dense', { outFeatures: 64 });
  chain.add('relu');
  chain.add('dense', { outFeatures: 10 });
  return chain.end('digits', [1, 28, 28]);
}

function tiny(): ModelSpec {
  const chain = new Chain();
  for (let block = 0; block < 2; block++) {
    chain.conv(10, 3);
    chain.conv(10, 3);
    chain.add('maxPool2d');
  }
  chain.add('flatten');
  chain.add('dense', { outFeatures: 10 });
  return chain.end('tiny', [3, 64, 64]);
}

function pictures(): ModelSpec {
  const chain = new Chain();
  for (const channels of [32, 64, 128]) {
    chain.conv(channels, 3, 1);
    chain.conv(channels, 3, 1);
    chain.add('maxPool2d');
  }
  chain.add('globalAveragePool');
  chain.add('dense', { outFeatures: 10 });
  return chain.end('pictures', [3, 32, 32]);
}

/** SqueezeNet 1.1. */
export function squeeze(): ModelSpec {
  const chain = new Chain();
  const pool = (): string => chain.add('maxPool2d', { window: [3, 3], stride: [2, 2] });
  const fire = (narrow: number, wide: number): void => {
    const squeezed = chain.conv(narrow, 1);
    const near = chain.conv(wide, 1, 0, 1, [squeezed]);
    const far = chain.conv(wide, 3, 1, 1, [squeezed]);
    chain.add('concat', {}, [near, far]);
  };
  chain.conv(64, 3, 0, 2);
  pool();
  fire(16, 64);
  fire(16, 64);
  pool();
  fire(32, 128);
  fire(32, 128);
  pool();
  fire(48, 192);
  fire(48, 192);
  fire(64, 256);
  fire(64, 256);
  chain.conv(1000, 1);
  chain.add('globalAveragePool');
  return chain.end('squeeze', [3, 224, 224]);
}

export const nets: readonly ModelSpec[] = [digits(), tiny(), pictures(), squeeze()];

/** A network to train. */
export interface Course {
  /** Its name for `--rows`. */
  readonly id: string;
  readonly title: string;
  /** The network, or the address of a model file in the served folder. */
  readonly model: ModelSpec | string;
  readonly batch: number;
}

export const courses: readonly Course[] = [
  { id: 'L', title: 'two convolutions and two dense layers on 28 x 28, batch 64', model: digits(), batch: 64 },
  { id: 'C', title: 'six 3 x 3 convolutions on 32 x 32, batch 32', model: pictures(), batch: 32 },
  { id: 'digits-step', title: 'the shipped digits model, batch 64', model: 'models/digits.safetensors', batch: 64 },
  { id: 'objects-step', title: 'the shipped objects model, batch 64', model: 'models/objects.safetensors', batch: 64 },
];
