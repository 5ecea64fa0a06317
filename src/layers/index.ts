/** Every layer type by name. To add one, write its shaders, kernel and layer file, and add a line here. */
import { clip, elu, gelu, hardSigmoid, hardSwish, leakyRelu, relu, selu, sigmoid, softplus, tanh } from './activations';
import { batchNorm } from './batchNorm';
import { add, concat, multiply } from './combine';
import { conv2d } from './conv2d';
import { dense } from './dense';
import type { AnyLayerDef } from './layer';
import { lrn } from './lrn';
import { averagePool2d, globalAveragePool, globalMaxPool, globalMinPool, maxPool2d, minPool2d } from './pool2d';
import { dropout, flatten, pad, reshape } from './shape';
import { logSoftmax, softmax } from './softmax';

export const layers = {
  conv2d,
  dense,
  maxPool2d,
  averagePool2d,
  minPool2d,
  globalAveragePool,
  globalMaxPool,
  globalMinPool,
  relu,
  leakyRelu,
  elu,
  selu,
  sigmoid,
  tanh,
  softplus,
  hardSigmoid,
  hardSwish,
  gelu,
  clip,
  batchNorm,
  lrn,
  dropout,
  flatten,
  reshape,
  pad,
  add,
  multiply,
  concat,
  softmax,
  logSoftmax,
} satisfies Record<string, AnyLayerDef>;

export type LayerType = keyof typeof layers;

export const isLayerType = (name: string): name is LayerType => Object.hasOwn(layers, name);

/** The definition of a layer type, with its attribute types erased. */
export const layerOf = (type: LayerType): AnyLayerDef => layers[type];
