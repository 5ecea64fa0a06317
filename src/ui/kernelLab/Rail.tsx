/** The number in the hand on a scale, with a ring where it was; beyond four the scale reaches as far as the number. */
import { type KernelLayer, kernelAt } from '../../workspace/labs/kernelLab/design';
import { rounded } from '../../workspace/numbers';
import type { Held } from './KernelGrid';
import { useKernelsState } from './useKernels';

const REACH = 4;
/** Units of the drawing, above and below zero. */
const HALF = 90;

export function Rail({ held: { cell, before } }: { readonly held: Held }) {
  const chosen = useKernelsState((state) => state.chosen);
  const valueIn = (layers: readonly KernelLayer[] | null): number | undefined => {
    const own = layers?.[chosen.layer];
    return own && kernelAt(own, chosen.filter, chosen.channel)[cell];
  };
  const [value, was] = [valueIn(useKernelsState((state) => state.layers)), valueIn(before)];
  if (value === undefined || was === undefined)
    return <svg className="kernel-rail" viewBox="0 0 60 200" aria-hidden="true" />;
  const reach = Math.max(REACH, Math.abs(value), Math.abs(was));
  const y = (at: number): number => 100 - (at / reach) * HALF;
  const isFar = Math.abs(y(value) - y(was)) > 15;
  return (
    <svg className="kernel-rail number" viewBox="0 0 60 200" aria-hidden="true">
      <path d={`M10 ${y(reach)}V${y(-reach)}M5 ${y(0)}h10`} />
      <path d={`M10 ${y(was)}V${y(value)}`} className="moved" data-sign={Math.sign(value - was)} />
      <circle cx={10} cy={y(was)} r={4} className="was" />
      <circle cx={10} cy={y(value)} r={7} className="is" />
      <text x={21} y={y(value) + 4} className="is">
        {rounded(value)}
      </text>
      {isFar && (
        <text x={21} y={y(was) + 4}>
          {rounded(was)}
        </text>
      )}
    </svg>
  );
}
