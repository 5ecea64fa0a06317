/** SqueezeNet 1.1 (Iandola et al. 2016) at 224 x 224, without weights: a network of many layers, branches and widths. */
import type { ModelNode, ModelSpec } from '../../src/graph/model';

type Attributes = NonNullable<ModelNode['attributes']>;

export function squeezeNet(): ModelSpec {
  const nodes: ModelNode[] = [];
  const add = (id: string, type: ModelNode['type'], inputs: readonly string[], attributes: Attributes = {}): string => {
    nodes.push({ id, type, inputs, attributes });
    return id;
  };
  const convolution = (id: string, input: string, attributes: Attributes): string =>
    add(`${id}.relu`, 'relu', [add(id, 'conv2d', [input], attributes)]);
  const fire = (id: string, input: string, squeeze: number, expand: number): string => {
    const small = convolution(`${id}.squeeze`, input, { outChannels: squeeze, kernel: [1, 1] });
    const one = convolution(`${id}.expand1`, small, { outChannels: expand, kernel: [1, 1] });
    const three = convolution(`${id}.expand3`, small, { outChannels: expand, kernel: [3, 3], pad: [1, 1, 1, 1] });
    return add(`${id}.concat`, 'concat', [one, three], { axis: 1 });
  };
  const pool = (id: string, input: string): string =>
    add(id, 'maxPool2d', [input], { window: [3, 3], stride: [2, 2], ceil: true });
  let last = convolution('conv1', 'input', { outChannels: 64, kernel: [3, 3], stride: [2, 2] });
  last = fire('fire3', fire('fire2', pool('pool1', last), 16, 64), 16, 64);
  last = fire('fire5', fire('fire4', pool('pool3', last), 32, 128), 32, 128);
  last = pool('pool5', last);
  const widths = [
    [48, 192],
    [48, 192],
    [64, 256],
    [64, 256],
  ] as const;
  for (const [k, [squeeze, expand]] of widths.entries()) last = fire(`fire${6 + k}`, last, squeeze, expand);
  last = convolution('conv10', last, { outChannels: 1000, kernel: [1, 1] });
  last = add('flatten', 'flatten', [add('average', 'globalAveragePool', [last])]);
  add('softmax', 'softmax', [last]);
  const input = { shape: [3, 224, 224] as const };
  return { name: 'SqueezeNet 1.1', input, nodes, output: 'softmax', labels: [], preprocessing: null };
}
