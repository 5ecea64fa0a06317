/** Every kernel by name: what the contract tests run, and what the WASM module must export. */
import { activation, activationGradient } from './activation';
import { batchNorm, batchNormGradient, batchNormTrain } from './batchNorm';
import { conv2d, conv2dInputGradient, conv2dWeightGradient } from './conv2d';
import { copy } from './copy';
import { dense, denseInputGradient, denseWeightGradient } from './dense';
import { dropout } from './dropout';
import { elementwise, elementwiseGradient } from './elementwise';
import { gather } from './gather';
import type { AnyKernelDef } from './kernel';
import { binaryCrossEntropy, crossEntropy, squaredError } from './loss';
import { lrn, lrnGradient } from './lrn';
import { adam, clipping, sgd } from './optimiser';
import { pad2d, pad2dGradient } from './pad2d';
import { globalPool, globalPoolGradient, pool2d, pool2dGradient } from './pool2d';
import { softmax, softmaxGradient } from './softmax';
import { unpack } from './unpack';

export const kernels = {
  activation,
  activationGradient,
  adam,
  batchNorm,
  batchNormGradient,
  batchNormTrain,
  binaryCrossEntropy,
  clipping,
  conv2d,
  conv2dInputGradient,
  conv2dWeightGradient,
  copy,
  crossEntropy,
  dense,
  denseInputGradient,
  denseWeightGradient,
  dropout,
  elementwise,
  elementwiseGradient,
  gather,
  globalPool,
  globalPoolGradient,
  lrn,
  lrnGradient,
  pad2d,
  pad2dGradient,
  pool2d,
  pool2dGradient,
  sgd,
  softmax,
  softmaxGradient,
  squaredError,
  unpack,
} satisfies Record<string, AnyKernelDef>;

export type KernelName = keyof typeof kernels;
