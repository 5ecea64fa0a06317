/** GPU passes of the broadcasting sum and product. */
import forward from '../../../shaders/elementwise/forward.wgsl?raw';
import gradient from '../../../shaders/elementwise/gradient.wgsl?raw';
import type { GpuPass } from '../kernel';
import { activationLib, perItem } from './pass';

type Params = { readonly [K in `size${0 | 1 | 2 | 3}` | `a${0 | 1 | 2 | 3}`]: number };

export const elementwisePasses = (p: Params & { readonly activation: number }): readonly GpuPass[] => [
  perItem('elementwise', activationLib(p.activation) + forward, p.size0 * p.size1 * p.size2 * p.size3),
];

export const elementwiseGradientPasses = (p: Params): readonly GpuPass[] => {
  const own = (size: number, stride: number): number => (stride === 0 ? 1 : size);
  const ownElements = own(p.size0, p.a0) * own(p.size1, p.a1) * own(p.size2, p.a2) * own(p.size3, p.a3);
  return [perItem('elementwise/gradient', gradient, ownElements, { ownElements })];
};
