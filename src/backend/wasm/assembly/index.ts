/** The module's exports: the kernels by name, their scratch sizes, and the runner. */
export { activation, activationGradient } from './activation';
export { conv2d, conv2dInputGradient, conv2dInputGradientScratch, conv2dScratch } from './conv/conv2d';
export { conv2dWeightGradient, conv2dWeightGradientScratch } from './conv/weightGradient';
export { dense, denseInputGradient, denseScratch, denseWeightGradient } from './dense';
export { copy, dropout, elementwise, elementwiseGradient } from './elementwise';
export { gather } from './gather';
export { binaryCrossEntropy, crossEntropy, squaredError } from './loss';
export { lrn, lrnGradient, lrnGradientScratch } from './lrn';
export { batchNorm, batchNormGradient, batchNormTrain } from './norm';
export { adam, clipping, sgd } from './optimiser';
export { pad2d, pad2dGradient } from './pad';
export { globalPool, globalPoolGradient, pool2d, pool2dGradient } from './pool';
export { heapBase, join, run, serve } from './run';
export { softmax, softmaxGradient } from './softmax';
export { unpack } from './unpack';
