/**
 * The layers against published results: one-node cases of the ONNX backend tests, run by the planner's own layer
 * definitions and the plain twins. Needs the cases in <data>/onnx-conformance.
 */
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { elements } from '../../src/core/shapes';
import type { LayerType } from '../../src/layers';
import { layerOf } from '../../src/layers';
import type { AttributeValue } from '../../src/layers/layer';
import { checkAttributes } from '../../src/layers/layer';
import { dataFolder } from '../../tools/dataFolder.mjs';
import { layerPlan } from '../contract/layerCase';
import { memory64, runCalls } from '../helpers/float64';
import { type OnnxModel, type OnnxTensor, readModel, readTensor } from '../helpers/onnx';

const folder = join(dataFolder(), 'onnx-conformance');
const cases = readdirSync(folder).filter((name) => name.startsWith('test_'));

interface Mapped {
  readonly type: LayerType;
  readonly attributes: { [name: string]: AttributeValue };
  /** Weights by the layer's names; the rest of the operands are the layer's inputs. */
  readonly weights: { [name: string]: OnnxTensor };
  readonly ins: readonly OnnxTensor[];
}

type Given = {
  numbers(name: string): number[] | undefined;
  number(name: string, otherwise: number): number;
  text(name: string): string;
};

const plain: { [op: string]: { type: LayerType; attributes?: (a: Given) => { [name: string]: AttributeValue } } } = {
  Relu: { type: 'relu' },
  LeakyRelu: { type: 'leakyRelu', attributes: (a) => ({ alpha: a.number('alpha', 0.01) }) },
  Elu: { type: 'elu', attributes: (a) => ({ alpha: a.number('alpha', 1) }) },
  Selu: {
    type: 'selu',
    attributes: (a) => ({ alpha: a.number('alpha', 1.6732632423543772), gamma: a.number('gamma', 1.0507009873554805) }),
  },
  Sigmoid: { type: 'sigmoid' },
  Tanh: { type: 'tanh' },
  Softplus: { type: 'softplus' },
  HardSigmoid: {
    type: 'hardSigmoid',
    attributes: (a) => ({ alpha: a.number('alpha', 0.2), beta: a.number('beta', 0.5) }),
  },
  HardSwish: { type: 'hardSwish' },
  GlobalAveragePool: { type: 'globalAveragePool' },
  GlobalMaxPool: { type: 'globalMaxPool' },
  LRN: {
    type: 'lrn',
    attributes: (a) => ({
      size: a.number('size', 0),
      alpha: a.number('alpha', 1e-4),
      beta: a.number('beta', 0.75),
      bias: a.number('bias', 1),
    }),
  },
  Add: { type: 'add' },
  Sum: { type: 'add' },
  Mul: { type: 'multiply' },
  Dropout: { type: 'dropout' },
};

/** ONNX pads are begins then ends; SAME splits the padding that gives ceil(input / stride) outputs. */
function pads(a: Given, x: OnnxTensor, kernel: number[], stride: number[]): AttributeValue {
  const same = a.text('auto_pad');
  if (same.startsWith('SAME')) {
    const [top = 0, left = 0, bottom = 0, right = 0] = [0, 1].flatMap((i) => {
      const size = x.dims[i + 2] ?? 1;
      const total = Math.max(0, (Math.ceil(size / (stride[i] ?? 1)) - 1) * (stride[i] ?? 1) + (kernel[i] ?? 1) - size);
      const less = Math.floor(total / 2);
      return same === 'SAME_UPPER' ? [less, total - less] : [total - less, less];
    });
    return [top, bottom, left, right];
  }
  return a.numbers('pads') ?? [0, 0, 0, 0];
}

/** The layer that a case's one node is, or null where the project has no such layer. */
function mapped(model: OnnxModel, operands: readonly OnnxTensor[]): Mapped | null {
  const [node] = model.nodes;
  const [x, second, third] = operands;
  if (!node || !x || model.nodes.length !== 1) return null;
  const a: Given = {
    numbers: (name) => (Array.isArray(node.attributes.get(name)) ? (node.attributes.get(name) as number[]) : undefined),
    number: (name, otherwise) => (node.attributes.has(name) ? Number(node.attributes.get(name)) : otherwise),
    text: (name) => String(node.attributes.get(name) ?? ''),
  };
  const simple = plain[node.type];
  if (simple)
    return {
      type: simple.type,
      attributes: simple.attributes?.(a) ?? {},
      weights: {},
      ins: operands.slice(0, node.type === 'Dropout' ? 1 : undefined),
    };
  const axis = (rank: number, otherwise: number): number =>
    ((v) => (v < 0 ? v + rank : v))(a.number('axis', otherwise));
  const image = x.dims.length === 4;
  const stride = a.numbers('strides') ?? [1, 1];
  const dilation = a.numbers('dilations') ?? [1, 1];
  switch (node.type) {
    case 'Conv': {
      if (!second || !image) return null;
      const kernel = second.dims.slice(2);
      const attributes = {
        outChannels: second.dims[0] ?? 1,
        kernel,
        stride,
        dilation,
        groups: a.number('group', 1),
        bias: third !== undefined,
        pad: pads(a, x, kernel, stride),
      };
      return {
        type: 'conv2d',
        attributes,
        weights: third ? { weight: second, bias: third } : { weight: second },
        ins: [x],
      };
    }
    case 'MaxPool':
    case 'AveragePool': {
      if (!image) return null;
      const window = a.numbers('kernel_shape') ?? [];
      const attributes = {
        window,
        stride,
        pad: pads(a, x, window, stride),
        dilation,
        ceil: a.number('ceil_mode', 0) === 1,
        countIncludePad: a.number('count_include_pad', 0) === 1,
      };
      return { type: node.type === 'MaxPool' ? 'maxPool2d' : 'averagePool2d', attributes, weights: {}, ins: [x] };
    }
    case 'BatchNormalization': {
      const [, scale, shift, mean, variance] = operands;
      if (!scale || !shift || !mean || !variance) return null;
      return {
        type: 'batchNorm',
        attributes: { epsilon: a.number('epsilon', 1e-5) },
        weights: { scale, shift, mean, variance },
        ins: [x],
      };
    }
    case 'Softmax':
    case 'LogSoftmax':
      if (model.opset < 13 && x.dims.length !== 2) return null;
      return {
        type: node.type === 'Softmax' ? 'softmax' : 'logSoftmax',
        attributes: { axis: axis(x.dims.length, model.opset < 13 ? 1 : -1) },
        weights: {},
        ins: [x],
      };
    case 'Concat':
      return { type: 'concat', attributes: { axis: axis(x.dims.length, 1) }, weights: {}, ins: operands };
    case 'Flatten':
      return { type: 'flatten', attributes: { axis: axis(x.dims.length, 1) }, weights: {}, ins: [x] };
    case 'Pad': {
      const sides = a.numbers('pads');
      if (!image || !sides) return null;
      const [, , top = 0, left = 0, , , bottom = 0, right = 0] = sides;
      const mode = a.text('mode') || 'constant';
      return {
        type: 'pad',
        attributes: {
          pad: [top, left, bottom, right],
          mode: mode === 'constant' ? 'zero' : mode,
          value: a.number('value', 0),
        },
        weights: {},
        ins: [x],
      };
    }
    case 'Clip':
      if (operands.length !== 3 || !second || !third) return null;
      return {
        type: 'clip',
        attributes: { min: second.values[0] ?? 0, max: third.values[0] ?? 0 },
        weights: {},
        ins: [x],
      };
    case 'Gemm':
      if (
        !second ||
        !third ||
        a.number('transB', 0) !== 1 ||
        a.number('transA', 0) !== 0 ||
        elements(third.dims) !== second.dims[0]
      )
        return null;
      return {
        type: 'dense',
        attributes: { outFeatures: second.dims[0] ?? 1 },
        weights: { weight: second, bias: third },
        ins: [x],
      };
    default:
      return null;
  }
}

function load(name: string) {
  const at = (file: string) => new Uint8Array(readFileSync(join(folder, name, file)));
  const model = readModel(at('model.onnx'));
  const free = model.inputs.filter((input) => !model.initializers.has(input));
  const given = new Map(free.map((input, i) => [input, readTensor(at(`test_data_set_0/input_${i}.pb`))]));
  const operands = (model.nodes[0]?.inputs ?? []).flatMap(
    (input) => given.get(input) ?? model.initializers.get(input) ?? [],
  );
  return { layer: mapped(model, operands), want: readTensor(at('test_data_set_0/output_0.pb')) };
}

const usable = cases.filter((name) => load(name).layer !== null);

describe('published ONNX results', () => {
  it('cover most of the layer types', () => {
    expect(usable.length).toBeGreaterThanOrEqual(60);
  });

  it.each(usable)('%s', (name) => {
    const { layer, want } = load(name);
    if (!layer) throw new Error('no layer');
    const def = layerOf(layer.type);
    const attributes = checkAttributes(def, layer.attributes);
    const ins = layer.ins.map(({ dims }) => dims);
    const { plan } = layerPlan({ type: layer.type, attributes, ins, activation: 0, seed: 0 }, 'infer');
    expect(plan.tensors.find((t) => t.name === 'out')?.shape).toEqual(want.dims);
    const memory = memory64(plan);
    layer.ins.forEach(({ values }, i) => {
      memory(i).set(values);
    });
    for (const [weight, { values }] of Object.entries(layer.weights)) {
      memory(plan.tensors.find((t) => t.name === `weight.${weight}`)?.id ?? -1).set(values);
    }
    runCalls(plan.phases.forward, memory);
    const got = memory(def.alias ? 0 : plan.output);
    expect(got.length).toBe(want.values.length);
    got.forEach((value, i) => {
      const wanted = want.values[i] as number;
      expect(Math.abs(value - wanted), `value ${i}`).toBeLessThanOrEqual(1e-6 + 1e-5 * Math.abs(wanted));
    });
  });
});
