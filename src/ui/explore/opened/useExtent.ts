/** The end of an earlier layer's colour scale, so that a window looks like its map on the stage. */
import { useMemo } from 'react';
import type { Source } from '../../../workspace/inspect/reading';
import { extentOf } from '../../../workspace/stage/extent';
import { useWork, useWorkspace } from '../../playground';

/** As of the frame that was read: each reading makes a new source object. */
export function useSourceExtent(source: Source | undefined): number {
  const { frame } = useWorkspace();
  const units = useWork((state) => state.network?.units);
  return useMemo(() => {
    const layers = units?.[source?.layer.unit ?? -1]?.layers ?? [];
    return extentOf(layers, frame.getState().ranges) ?? source?.extent ?? 0;
  }, [source, units, frame]);
}
