/** Networks to begin with, one record each; their words are `train.networks.<name>`. */
import { EngineError } from '../../core/errors';
import type { ModelNode, ModelSpec } from '../../graph/model';
import type { SetFacts } from './sets';

/** Names each node after its kind and its turn, and chains them: each reads the one before. */
function chain(
  steps: readonly (readonly [type: ModelNode['type'], attributes?: ModelNode['attributes']])[],
): ModelNode[] {
  const stems: { readonly [type: string]: string } = {
    conv2d: 'conv',
    maxPool2d: 'pool',
    averagePool2d: 'pool',
    dense: 'dense',
  };
  const counts = new Map<string, number>();
  let before = 'input';
  return steps.map(([type, attributes]) => {
    const stem = stems[type] ?? type;
    const count = (counts.get(stem) ?? 0) + 1;
    counts.set(stem, count);
    const id = type === 'flatten' || type === 'softmax' ? type : `${stem}${count}`;
    const node: ModelNode = { id, type, inputs: [before], ...(attributes && { attributes }) };
    before = id;
    return node;
  });
}

const conv = (outChannels: number, side: number, pad = 0) =>
  ['conv2d', { outChannels, kernel: [side, side], pad: [pad, pad, pad, pad] }] as const;
const dense = (outFeatures: number) => ['dense', { outFeatures }] as const;

/** The layers before the last dense one, which has a value a class. */
const bodies = {
  small: [
    conv(8, 5, 2),
    ['relu'],
    ['maxPool2d'],
    conv(16, 5),
    ['relu'],
    ['maxPool2d'],
    ['flatten'],
    dense(80),
    ['relu'],
  ],
  // LeCun, Bottou, Bengio and Haffner, Gradient-based learning applied to document recognition, 1998; its third
  // convolution covers all of its input, so that it is a dense layer.
  lenet: [
    conv(6, 5, 2),
    ['tanh'],
    ['averagePool2d'],
    conv(16, 5),
    ['tanh'],
    ['averagePool2d'],
    ['flatten'],
    dense(120),
    ['tanh'],
    dense(84),
    ['tanh'],
  ],
  tiny: [conv(2, 3, 1), ['relu'], ['maxPool2d'], ['maxPool2d'], ['flatten']],
} as const satisfies { readonly [name: string]: Parameters<typeof chain>[0] };

export type NetworkName = keyof typeof bodies;
export const networkNames = Object.keys(bodies) as readonly NetworkName[];

/** A network for a set: its pictures in, a probability a class out. */
export function networkFor(name: NetworkName, { labels, shape, preprocessing }: SetFacts): ModelSpec {
  const nodes = chain([...bodies[name], dense(labels.length), ['softmax']]);
  const output = nodes.at(-1)?.id;
  if (output === undefined) throw new EngineError('graph', 'a network without layers');
  return {
    name,
    input: { shape: [...shape] },
    nodes,
    output,
    labels: [...labels],
    preprocessing,
  };
}
