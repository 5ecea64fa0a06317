/** GPU passes of the losses. */
import binaryCrossEntropy from '../../../shaders/loss/binaryCrossEntropy.wgsl?raw';
import crossEntropy from '../../../shaders/loss/crossEntropy.wgsl?raw';
import results from '../../../shaders/loss/results.wgsl?raw';
import squaredError from '../../../shaders/loss/squaredError.wgsl?raw';
import type { GpuPass } from '../kernel';
import { hyperLib, lib, perGroup } from './pass';

const passesOf =
  (name: string, source: string) =>
  ({ batch }: { readonly batch: number }): readonly GpuPass[] => [
    perGroup(`loss/${name}`, lib.functions + lib.reduceOnly + hyperLib + results + source, batch),
  ];

export const crossEntropyPasses = passesOf('crossEntropy', crossEntropy);
export const binaryCrossEntropyPasses = passesOf('binaryCrossEntropy', binaryCrossEntropy);
export const squaredErrorPasses = passesOf('squaredError', squaredError);
