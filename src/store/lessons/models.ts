/** The lessons' small models: a convolution, a pooling, a softmax, as the engine computes them. */
import type { ModelNode, ModelSpec } from '../../graph/model';
import type { Planes, SquareKernel } from './evidence';

/** A model with its weights by name (`conv.weight`). */
export interface SmallModel {
  readonly spec: ModelSpec;
  readonly weights: ReadonlyMap<string, Float32Array>;
}

const specOf = (
  name: string,
  { planes, rows, columns }: Omit<Planes, 'values'>,
  nodes: readonly ModelNode[],
): ModelSpec => ({
  name,
  input: { shape: [planes, rows, columns] },
  nodes,
  output: nodes.at(-1)?.id ?? 'input',
  labels: [],
  preprocessing: null,
});

const four = (value: number): number[] => [value, value, value, value];

export interface Convolution {
  readonly kernel: SquareKernel;
  readonly stride: number;
  readonly padding: number;
  readonly bias: number;
}

/** Nodes `conv` (the feature map) and `relu` (the activation map): one kernel over one plane. */
export function convolution(over: Omit<Planes, 'values'>, { kernel, stride, padding, bias }: Convolution): SmallModel {
  const { side, weights } = kernel;
  return {
    spec: specOf('convolution', over, [
      {
        id: 'conv',
        type: 'conv2d',
        inputs: ['input'],
        attributes: { outChannels: 1, kernel: [side, side], stride: [stride, stride], pad: four(padding) },
      },
      { id: 'relu', type: 'relu', inputs: ['conv'] },
    ]),
    weights: new Map([
      ['conv.weight', Float32Array.from(weights)],
      ['conv.bias', Float32Array.of(bias)],
    ]),
  };
}

/** Two 3 x 3 convolutions without bias, `first` and `second`, optionally with ReLU between them. */
export function twoConvolutions(
  over: Omit<Planes, 'values'>,
  kernels: readonly [SquareKernel, SquareKernel],
  withActivation: boolean,
): SmallModel {
  const between: readonly ModelNode[] = withActivation ? [{ id: 'relu', type: 'relu', inputs: ['first'] }] : [];
  const conv = (id: string, input: string): ModelNode => ({
    id,
    type: 'conv2d',
    inputs: [input],
    attributes: { outChannels: 1, kernel: [3, 3], bias: false },
  });
  return {
    spec: specOf('two convolutions', over, [
      conv('first', 'input'),
      ...between,
      conv('second', between.at(-1)?.id ?? 'first'),
    ]),
    weights: new Map([
      ['first.weight', Float32Array.from(kernels[0].weights)],
      ['second.weight', Float32Array.from(kernels[1].weights)],
    ]),
  };
}

/**
 * The single kernel equivalent to two in sequence, as cross-correlations without padding: k[i] = sum over j of a[j] b[i
 * - j], along both axes.
 */
export function composed(a: SquareKernel, b: SquareKernel): SquareKernel {
  const side = a.side + b.side - 1;
  const weights = new Array<number>(side * side).fill(0);
  for (let i = 0; i < a.weights.length; i++) {
    for (let j = 0; j < b.weights.length; j++) {
      const row = Math.floor(i / a.side) + Math.floor(j / b.side);
      const column = (i % a.side) + (j % b.side);
      const at = row * side + column;
      weights[at] = (weights[at] ?? 0) + (a.weights[i] ?? 0) * (b.weights[j] ?? 0);
    }
  }
  return { side, weights };
}

/** Nodes `max`, `average` and `min` over one plane: non-overlapping windows, or global. */
export function poolings(over: Omit<Planes, 'values'>, window: number, isGlobal: boolean): SmallModel {
  const kinds = isGlobal
    ? ({ max: 'globalMaxPool', average: 'globalAveragePool', min: 'globalMinPool' } as const)
    : ({ max: 'maxPool2d', average: 'averagePool2d', min: 'minPool2d' } as const);
  const attributes = isGlobal ? {} : { window: [window, window], stride: [window, window] };
  const node = (id: keyof typeof kinds): ModelNode => ({ id, type: kinds[id], inputs: ['input'], attributes });
  return { spec: specOf('poolings', over, [node('max'), node('average'), node('min')]), weights: new Map() };
}

/** Softmax over `count` numbers. */
export const softmaxOf = (count: number): SmallModel => ({
  spec: specOf('softmax', { planes: count, rows: 1, columns: 1 }, [
    { id: 'softmax', type: 'softmax', inputs: ['input'] },
  ]),
  weights: new Map(),
});

/** Node `conv`: one filter, a square kernel per plane; its map is as large as its input. */
export function single(
  over: Omit<Planes, 'values'>,
  kernels: readonly (readonly number[])[],
  bias: number,
): SmallModel {
  const side = Math.round(Math.sqrt(kernels[0]?.length ?? 1));
  const attributes = { outChannels: 1, kernel: [side, side], pad: four((side - 1) / 2) };
  return {
    spec: specOf('filter', over, [{ id: 'conv', type: 'conv2d', inputs: ['input'], attributes }]),
    weights: new Map([
      ['conv.weight', Float32Array.from(kernels.flat())],
      ['conv.bias', Float32Array.of(bias)],
    ]),
  };
}
