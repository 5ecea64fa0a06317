/** The colours of a map, on the page and in files. */
import { inputColour, planeColour } from '../../workspace/input/colour';
import type { Standing } from '../../workspace/labs/pooling/pooling';
import type { KernelKind } from '../../workspace/labs/pooling/settings';
import type { Branch, RowKind } from '../../workspace/labs/pooling/spec';
import { useChannel, useSettings } from './usePooling';

/**
 * Pictures and what stays one in true lightness, colour planes in their own colour; all else on a scale about zero. A
 * convolution leaves a picture unless its kernel looks for edges.
 */
function lookOf({ settings, network }: Standing, kind: RowKind, channel: number, branch: Branch, kernel: KernelKind) {
  const isPicture = settings.map === 'picture' && branch !== 'difference' && (kind !== 'strided' || kernel !== 'edge');
  if (!isPicture) return { colour: 'signed' } as const;
  return { colour: planeColour(inputColour(network.preprocessing), channel), scale: 1, shift: 0 } as const;
}

/** Of a map in the shown channel. */
export function useLook(standing: Standing, kind: RowKind, branch: Branch) {
  const channel = useChannel(standing);
  const kernel = useSettings((settings) => settings.kernel);
  return lookOf(standing, kind, channel, branch, kernel);
}
