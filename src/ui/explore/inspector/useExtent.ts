/** Where the colour scale of an earlier layer's values ends, so that a window looks as its map does on the stage. */
import { useMemo } from 'react';
import type { Source } from '../../../workspace/inspect/reading';
import { extentOf } from '../../../workspace/stage/extent';
import { useWork, useWorkspace } from '../../playground';

/** As of the frame that was read: a source is another object with each reading. */
export function useSourceExtent(source: Source): number {
  const { frame } = useWorkspace();
  const units = useWork((state) => state.network?.units);
  return useMemo(() => {
    const layers = units?.[source.layer.unit]?.layers ?? [];
    return extentOf(layers, frame.getState().ranges) ?? source.extent;
  }, [source, units, frame]);
}
