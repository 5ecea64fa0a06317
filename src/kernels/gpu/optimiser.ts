/** GPU passes of the optimisers and of clipping. */
import adam from '../../../shaders/optimiser/adam.wgsl?raw';
import clipping from '../../../shaders/optimiser/clipping.wgsl?raw';
import move from '../../../shaders/optimiser/move.wgsl?raw';
import sgd from '../../../shaders/optimiser/sgd.wgsl?raw';
import squares from '../../../shaders/optimiser/squares.wgsl?raw';
import type { GpuPass } from '../kernel';
import { chunksOf } from '../optimiser';
import { hyperLib, lib, perGroup } from './pass';

type Flat = Parameters<typeof chunksOf>[0];

const library = lib.reduce + hyperLib;

export const sgdPasses = (p: Flat): readonly GpuPass[] => [perGroup('sgd', library + sgd + move, chunksOf(p))];

export const adamPasses = (p: Flat): readonly GpuPass[] => [perGroup('adam', library + adam + move, chunksOf(p))];

/** Values that one workgroup squares and sums. */
const RUN = 4096;

export function clippingPasses({ length }: { readonly length: number }): readonly GpuPass[] {
  const runs = Math.ceil(length / RUN);
  const sized = (pass: GpuPass): GpuPass => ({
    ...pass,
    constants: { ...pass.constants, run: RUN, runs },
    scratch: runs,
  });
  return [
    sized(perGroup('clipping/squares', library + squares, runs)),
    sized(perGroup('clipping', library + clipping, 1)),
  ];
}
