/**
 * Reads just enough of ONNX (onnx.proto3 field numbers) to turn one-node conformance cases into layers: the nodes,
 * their attributes, and tensors.
 */
import { PbfReader } from 'pbf';

export interface OnnxTensor {
  name: string;
  dims: number[];
  values: Float32Array;
}

export interface OnnxNode {
  type: string;
  inputs: string[];
  attributes: Map<string, number | string | number[]>;
}

export interface OnnxModel {
  opset: number;
  nodes: OnnxNode[];
  inputs: string[];
  initializers: Map<string, OnnxTensor>;
}

const bytesOf = (pbf: PbfReader): Uint8Array => pbf.readBytes().slice();

export function readTensor(bytes: Uint8Array): OnnxTensor {
  const tensor: OnnxTensor = { name: '', dims: [], values: new Float32Array() };
  let type = 1;
  let raw: Uint8Array | null = null;
  const listed: number[] = [];
  new PbfReader(bytes).readFields((tag, _, pbf) => {
    if (tag === 1) pbf.readPackedVarint(tensor.dims, true);
    else if (tag === 2) type = pbf.readVarint();
    else if (tag === 4) pbf.readPackedFloat(listed);
    else if (tag === 7) pbf.readPackedVarint(listed, true);
    else if (tag === 8) tensor.name = pbf.readString();
    else if (tag === 9) raw = bytesOf(pbf);
  }, null);
  const data = raw as Uint8Array | null;
  if (data && type === 1) tensor.values = new Float32Array(data.buffer, 0, data.length / 4);
  else if (data && type === 7)
    tensor.values = Float32Array.from(new BigInt64Array(data.buffer, 0, data.length / 8), Number);
  else tensor.values = Float32Array.from(listed);
  return tensor;
}

function readNode(bytes: Uint8Array): OnnxNode {
  const node: OnnxNode = { type: '', inputs: [], attributes: new Map() };
  new PbfReader(bytes).readFields((tag, _, pbf) => {
    if (tag === 1) node.inputs.push(pbf.readString());
    else if (tag === 4) node.type = pbf.readString();
    else if (tag === 5) {
      let name = '';
      let value: number | string | number[] = [];
      const several: number[] = [];
      new PbfReader(bytesOf(pbf)).readFields((field, __, inner) => {
        if (field === 1) name = inner.readString();
        else if (field === 2) value = inner.readFloat();
        else if (field === 3) value = inner.readVarint(true);
        else if (field === 4) value = inner.readString();
        else if (field === 8) inner.readPackedVarint(several, true);
      }, null);
      node.attributes.set(name, several.length > 0 ? several : value);
    }
  }, null);
  return node;
}

const nameOf = (bytes: Uint8Array): string => {
  let name = '';
  new PbfReader(bytes).readFields((tag, _, pbf) => {
    if (tag === 1) name = pbf.readString();
  }, null);
  return name;
};

export function readModel(bytes: Uint8Array): OnnxModel {
  const model: OnnxModel = { opset: 0, nodes: [], inputs: [], initializers: new Map() };
  new PbfReader(bytes).readFields((tag, _, pbf) => {
    if (tag === 7) {
      new PbfReader(bytesOf(pbf)).readFields((field, __, graph) => {
        if (field === 1) model.nodes.push(readNode(bytesOf(graph)));
        else if (field === 5) {
          const tensor = readTensor(bytesOf(graph));
          model.initializers.set(tensor.name, tensor);
        } else if (field === 11) model.inputs.push(nameOf(bytesOf(graph)));
      }, null);
    } else if (tag === 8) {
      new PbfReader(bytesOf(pbf)).readFields((field, __, opset) => {
        if (field === 2) model.opset = opset.readVarint();
      }, null);
    }
  }, null);
  return model;
}
