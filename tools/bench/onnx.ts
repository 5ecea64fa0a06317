/** Writes a net as an ONNX file (field numbers of onnx.proto3), operator set 13. */
import { PbfWriter } from 'pbf';
import { filterShape, type Net, type NetNode, weightOf } from './net';

const FLOAT = 1;
const attributeTypes = { int: 2, ints: 7 } as const;

const string = (tag: number) => (text: string, pbf: PbfWriter) => pbf.writeStringField(tag, text);

type Attribute = readonly [name: string, value: number | readonly number[]];

function writeAttribute([name, value]: Attribute, pbf: PbfWriter): void {
  pbf.writeStringField(1, name);
  if (typeof value === 'number') pbf.writeVarintField(3, value);
  else for (const item of value) pbf.writeVarintField(8, item);
  pbf.writeVarintField(20, typeof value === 'number' ? attributeTypes.int : attributeTypes.ints);
}

/** A node's operator, its further inputs and its attributes. */
function operator({ op }: NetNode): { type: string; weights: readonly string[]; attributes: readonly Attribute[] } {
  const plain = (type: string, attributes: readonly Attribute[] = []) => ({ type, weights: [], attributes });
  if (op.kind === 'conv') {
    const attributes: readonly Attribute[] = [
      ['kernel_shape', op.kernel],
      ['strides', op.stride],
      ['pads', op.pad],
      ['dilations', op.dilation],
      ['group', op.groups],
    ];
    return { type: 'Conv', weights: [op.weight, op.bias], attributes };
  }
  if (op.kind === 'dense') return { type: 'Gemm', weights: [op.weight, op.bias], attributes: [['transB', 1]] };
  if (op.kind === 'maxPool') {
    return plain('MaxPool', [
      ['kernel_shape', op.window],
      ['strides', op.stride],
    ]);
  }
  if (op.kind === 'concat') return plain('Concat', [['axis', 1]]);
  if (op.kind === 'softmax') return plain('Softmax', [['axis', 1]]);
  return plain({ relu: 'Relu', average: 'GlobalAveragePool', flatten: 'Flatten' }[op.kind]);
}

function writeNode(node: NetNode, pbf: PbfWriter): void {
  const { type, weights, attributes } = operator(node);
  for (const input of [...node.inputs, ...weights]) string(1)(input, pbf);
  string(2)(node.id, pbf);
  string(3)(node.id, pbf);
  string(4)(type, pbf);
  for (const attribute of attributes) pbf.writeMessage(5, writeAttribute, attribute);
}

interface Info {
  readonly name: string;
  readonly shape: readonly number[];
}

function writeInfo({ name, shape }: Info, pbf: PbfWriter): void {
  string(1)(name, pbf);
  const writeShape = (_: null, inner: PbfWriter): void => {
    for (const size of shape) inner.writeMessage(1, (value, dimension) => dimension.writeVarintField(1, value), size);
  };
  const writeTensor = (_: null, inner: PbfWriter): void => {
    inner.writeVarintField(1, FLOAT);
    inner.writeMessage(2, writeShape, null);
  };
  pbf.writeMessage(2, (_: null, inner) => inner.writeMessage(1, writeTensor, null), null);
}

function writeInitializer({ name, shape, values }: Info & { values: Float32Array }, pbf: PbfWriter): void {
  for (const size of shape) pbf.writeVarintField(1, size);
  pbf.writeVarintField(2, FLOAT);
  string(8)(name, pbf);
  pbf.writeBytesField(9, new Uint8Array(values.buffer, values.byteOffset, values.byteLength));
}

interface Graph {
  readonly net: Net;
  readonly outputs: readonly string[];
  /** A weight that is passed with every run. */
  readonly given: string | null;
}

function writeGraph({ net, outputs, given }: Graph, pbf: PbfWriter): void {
  for (const node of net.nodes) pbf.writeMessage(1, writeNode, node);
  string(2)(net.name, pbf);
  for (const { op, shape, inShape } of net.nodes) {
    if (!('weight' in op)) continue;
    const values = weightOf(net, op.weight);
    const [, out = 1] = shape;
    const weights =
      op.kind === 'conv' ? [out, (inShape[1] ?? 1) / op.groups, ...op.kernel] : [out, values.length / out];
    if (op.weight !== given) pbf.writeMessage(5, writeInitializer, { name: op.weight, shape: weights, values });
    pbf.writeMessage(5, writeInitializer, { name: op.bias, shape: [out], values: weightOf(net, op.bias) });
  }
  pbf.writeMessage(11, writeInfo, { name: 'input', shape: net.input });
  if (given !== null) pbf.writeMessage(11, writeInfo, { name: given, shape: filterShape(net) });
  for (const { id, shape } of net.nodes) {
    if (outputs.includes(id)) pbf.writeMessage(12, writeInfo, { name: id, shape });
  }
}

/** The file's bytes, with these nodes as outputs, and the `given` weight, if any, as an input. */
export function onnxOf(net: Net, outputs: readonly string[], given: string | null = null): Uint8Array<ArrayBuffer> {
  const pbf = new PbfWriter();
  pbf.writeVarintField(1, 8);
  pbf.writeMessage(7, writeGraph, { net, outputs, given });
  pbf.writeMessage(8, (version, inner) => inner.writeVarintField(2, version), 13);
  return new Uint8Array(pbf.finish());
}
