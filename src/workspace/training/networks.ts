/**
 * Networks to train: those to begin with, one record each (their words are `train.networks.<name>`), and own ones. Every
 * network ends in a dense layer with a value a class, and a softmax.
 */
import type { ModelSpec } from '../../graph/model';
import { withAttributes } from './network/attributes';
import { type Examined, examine, type Given } from './network/examine';
import type { Activation, Row, RowKind, Rows } from './network/rows';
import { rowsText } from './network/text';
import type { SetFacts } from './sets';

const row = (kind: RowKind, attributes: Row['attributes'] & object): Row => withAttributes({ kind }, attributes);
const conv = (outChannels: number, side: number, pad = 0, more: Row['attributes'] = {}): Row =>
  row('conv2d', { outChannels, kernel: [side, side], pad: [pad, pad, pad, pad], ...more });
const dense = (outFeatures: number): Row => row('dense', { outFeatures });
const active = (row: Row, activation: Activation = 'relu'): Row => ({ ...row, activation });
const pool: Row = { kind: 'maxPool2d' };
const average: Row = { kind: 'averagePool2d' };
const flatten: Row = { kind: 'flatten' };

/** The rows before the head. */
const presets = {
  small: [active(conv(8, 5, 2)), pool, active(conv(16, 5)), pool, flatten, active(dense(80))],
  // LeCun, Bottou, Bengio and Haffner, Gradient-based learning applied to document recognition, 1998; its third
  // convolution covers all of its input, so that it is a dense layer.
  lenet: [
    active(conv(6, 5, 2), 'tanh'),
    average,
    active(conv(16, 5), 'tanh'),
    average,
    flatten,
    active(dense(120), 'tanh'),
    active(dense(84), 'tanh'),
  ],
  // Simonyan and Zisserman, Very deep convolutional networks, 2015: small kernels in pairs.
  vgg: [
    active(conv(8, 3, 1)),
    active(conv(8, 3, 1)),
    pool,
    active(conv(16, 3, 1)),
    active(conv(16, 3, 1)),
    pool,
    flatten,
    active(dense(64)),
  ],
  // Springenberg et al., Striving for simplicity: the all convolutional net, 2015: strides in place of pooling.
  strided: [
    active(conv(8, 5, 2)),
    active(conv(16, 3, 1, { stride: [2, 2] })),
    active(conv(16, 3, 1, { stride: [2, 2] })),
    flatten,
  ],
  // He et al., Deep residual learning, 2016: a way past two convolutions.
  residual: [
    active(conv(8, 5, 2)),
    pool,
    active(conv(8, 3, 1)),
    conv(8, 3, 1),
    { kind: 'add', from: 1, activation: 'relu' },
    pool,
    flatten,
  ],
  // Howard et al., MobileNets, 2017: a kernel for each map, then sums of maps.
  separable: [
    active(conv(8, 5, 2)),
    conv(8, 3, 1, { groups: 8 }),
    active(conv(16, 1)),
    pool,
    conv(16, 3, 1, { groups: 16 }),
    active(conv(32, 1)),
    pool,
    flatten,
  ],
  mlp: [flatten, active(dense(64)), active(dense(32))],
  tiny: [active(conv(2, 3, 1)), pool, pool, flatten],
  large: [active(conv(16, 5, 2)), pool, flatten, active(dense(64))],
} as const satisfies { readonly [name: string]: Rows };

export type NetworkName = keyof typeof presets;
export const networkNames = Object.keys(presets) as readonly NetworkName[];

/** A network that a person has built. */
export interface OwnNetwork {
  readonly rows: Rows;
}

/** The network that stands in for one that does not fit the pictures. */
const USUAL: NetworkName = 'small';

export const rowsOf = (network: NetworkName | OwnNetwork): Rows =>
  typeof network === 'string' ? presets[network] : network.rows;

/** The preset that these rows are, if they are one; else a network of one's own. */
export function networkOfRows(rows: Rows): NetworkName | OwnNetwork {
  const text = rowsText(rows);
  return networkNames.find((name) => rowsText(presets[name]) === text) ?? { rows };
}

export const sameNetwork = (a: NetworkName | OwnNetwork, b: NetworkName | OwnNetwork): boolean =>
  rowsText(rowsOf(a)) === rowsText(rowsOf(b));

/** What the networks for a set read and tell apart. */
export const givenBy = ({ shape, labels }: SetFacts): Given => ({ shape, classes: labels.length });

/** The network that is trained: another one stands in for an own one that does not fit the set. */
export function fittingNetwork(network: NetworkName | OwnNetwork, set: SetFacts): NetworkName | OwnNetwork {
  return typeof network === 'string' || !examine(network.rows, givenBy(set)).mistake ? network : USUAL;
}

/** A network for a set: its pictures in, a probability a class out. */
export function networkFor(network: NetworkName | OwnNetwork, set: SetFacts): ModelSpec {
  const fitting = fittingNetwork(network, set);
  const { nodes } = examine(rowsOf(fitting), givenBy(set));
  return specOf(typeof fitting === 'string' ? fitting : 'own', nodes, set);
}

/** The spec of examined nodes, the last of which is the output. */
export function specOf(name: string, nodes: Examined['nodes'], { labels, shape, preprocessing }: SetFacts): ModelSpec {
  return {
    name,
    input: { shape: [...shape] },
    nodes,
    output: nodes.at(-1)?.id ?? '',
    labels: [...labels],
    preprocessing,
  };
}
