/** Random calls of every kernel, each with the error that its result may have. */
import fc from 'fast-check';
import { type KernelName, kernels } from '../../../src/kernels';
import { boundsOf } from '../../helpers/bounds';
import { isPositive, shapesOf } from '../../helpers/kernelCases';
import { functionMakers } from './functionCases';
import { productMakers } from './productCases';
import { expected } from './run';
import { type Maker, type Sample, source } from './sample';
import { windowMakers } from './windowCases';

/** Those with bounds, or corners, of their own. */
const makers: { readonly [K in KernelName]?: fc.Arbitrary<Maker> } = {
  ...productMakers,
  ...windowMakers,
  ...functionMakers,
};

/** Calls as layers make them, within what the kernel's rounding allows. */
const plainMaker = (name: KernelName): fc.Arbitrary<Maker> =>
  shapesOf(name).map((shape) => (values) => {
    const kernel = kernels[name];
    const ports = [...kernel.ins, ...kernel.outs].map(({ name: port }, k) => {
      const length = shape.lengths[k];
      return length === null || length === undefined ? null : values(length, { positive: isPositive(port) });
    });
    const call = { kernel, params: shape.params, values: ports };
    const bounds = boundsOf(call, expected({ ...call, ports }));
    return { kernel, params: shape.params, ports, bound: (port, index) => bounds[port]?.[index] ?? 0 };
  });

/** Random calls of a kernel. `odd` mixes in NaN, infinities and extreme values. */
export function samplesOf(name: KernelName, odd: boolean): fc.Arbitrary<Sample> {
  return fc.tuple(makers[name] ?? plainMaker(name), fc.nat(), fc.boolean()).map(([make, seed, coin]) => {
    const sample = make(source(seed, odd), coin);
    // A failure names the call, not its tensors: the seed and the path that are printed with it give them again.
    return Object.assign(sample, { [fc.toStringMethod]: () => JSON.stringify({ seed, coin, ...sample.params }) });
  });
}
