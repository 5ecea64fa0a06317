/** Random calls of every kernel, each with the error that its result may have. */
import fc from 'fast-check';
import type { KernelName } from '../../../src/kernels';
import { functionMakers } from './functionCases';
import { productMakers } from './productCases';
import { type Maker, type Sample, source } from './sample';
import { windowMakers } from './windowCases';

/** Complete: a kernel without a case does not compile. */
const makers: { readonly [K in KernelName]: fc.Arbitrary<Maker> } = {
  ...productMakers,
  ...windowMakers,
  ...functionMakers,
};

/** Random calls of a kernel. `odd` mixes in NaN, infinities and extreme values. */
export function samplesOf(name: KernelName, odd: boolean): fc.Arbitrary<Sample> {
  return fc.tuple(makers[name], fc.nat(), fc.boolean()).map(([make, seed, coin]) => {
    const sample = make(source(seed, odd), coin);
    // A failure names the call, not its tensors: the seed and the path that are printed with it give them again.
    return Object.assign(sample, { [fc.toStringMethod]: () => JSON.stringify({ seed, coin, ...sample.params }) });
  });
}
