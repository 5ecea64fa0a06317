/** Where the colour scale of an earlier layer's values ends, so that a window looks as its map does on the stage. */
import type { Source } from '../../../store/inspect/reading';
import { extentOf } from '../../../store/stage/extent';
import { useFrame, useSession } from '../../playground';

export function useSourceExtent({ layer, extent }: Source): number {
  const units = useSession((state) => state.network?.units);
  const layers = units?.[layer.unit]?.layers ?? [];
  return useFrame((state) => extentOf(layers, state.ranges)) ?? extent;
}
