/**
 * A network as it is built in the page "Train": a list of rows, each a layer with the activation behind it. A row reads
 * the row before it; `add` and `concat` read an earlier one as well, and any other row may read an earlier one instead.
 * Rows have no names of their own: what they are called follows from their order.
 *
 *   [{ kind: 'conv2d', attributes: { outChannels: 8 }, then: 'relu' }, { kind: 'flatten' }]
 */
import { INPUT, type ModelNode } from '../../../graph/model';
import type { LayerType } from '../../../layers';
import type { AttributeValue } from '../../../layers/layer';

/** The kinds of layers that a network is built of, in the order of the menu. */
export const rowKinds = [
  'conv2d',
  'maxPool2d',
  'averagePool2d',
  'globalAveragePool',
  'globalMaxPool',
  'flatten',
  'dense',
  'batchNorm',
  'lrn',
  'dropout',
  'add',
  'concat',
] as const satisfies readonly LayerType[];
export type RowKind = (typeof rowKinds)[number];

/** What may follow a layer in its row. */
export const rowActivations = [
  'relu',
  'leakyRelu',
  'elu',
  'selu',
  'gelu',
  'hardSwish',
  'softplus',
  'tanh',
  'sigmoid',
] as const satisfies readonly LayerType[];
export type Activation = (typeof rowActivations)[number];

export interface Row {
  readonly kind: RowKind;
  /** Those that differ from the layer's defaults. */
  readonly attributes?: { readonly [name: string]: AttributeValue };
  readonly activation?: Activation;
  /** An earlier row that is read, -1 for the network's input. */
  readonly from?: number;
}

export type Rows = readonly Row[];

/** Joins two outputs: the row before and `from`. */
export const joins = ({ kind }: Pick<Row, 'kind'>): boolean => kind === 'add' || kind === 'concat';

const stems: { readonly [type: string]: string } = {
  conv2d: 'conv',
  maxPool2d: 'pool',
  averagePool2d: 'pool',
  globalAveragePool: 'global',
  globalMaxPool: 'global',
  batchNorm: 'norm',
};

/** The names of a row's layer and of its activation. */
export interface RowNames {
  readonly id: string;
  readonly activation: string | null;
}

/** Each row's names, then those of the dense layer and the softmax that every network ends in. */
export function namesOf(rows: Rows): readonly RowNames[] {
  const counts = new Map<string, number>();
  const next = (type: LayerType): string => {
    const stem = stems[type] ?? type;
    const count = (counts.get(stem) ?? 0) + 1;
    counts.set(stem, count);
    return type === 'flatten' && count === 1 ? type : `${stem}${count}`;
  };
  const named = rows.map(({ kind, activation }) => ({
    id: next(kind),
    activation: activation ? next(activation) : null,
  }));
  return [...named, { id: next('dense'), activation: 'softmax' }];
}

/** A row's nodes; `before` and `from` are the outputs it reads. */
export function nodesOf(
  { kind, attributes, activation }: Row,
  names: RowNames,
  inputs: readonly string[],
): ModelNode[] {
  const node: ModelNode = { id: names.id, type: kind, inputs, ...(attributes && { attributes }) };
  if (!activation || names.activation === null) return [node];
  return [node, { id: names.activation, type: activation, inputs: [names.id] }];
}

/** The nodes that turn the last output into a probability a class. */
export function headOf({ id }: RowNames, before: string, classes: number): ModelNode[] {
  return [
    { id, type: 'dense', inputs: [before], attributes: { outFeatures: classes } },
    { id: 'softmax', type: 'softmax', inputs: [id] },
  ];
}

/** The name of a row's output; -1 is the input. */
export const outputOf = (names: readonly RowNames[], row: number): string => {
  const named = names[row];
  return named ? (named.activation ?? named.id) : INPUT;
};
