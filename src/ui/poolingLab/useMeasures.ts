/** Measures of the last frame's maps: how far the changed ones are from the clean ones, and which pixels win. */
import { useStore } from 'zustand';
import type { Measures } from '../../workspace/labs/pooling/measures';
import type { Standing } from '../../workspace/labs/pooling/pooling';
import { usePooling } from './usePooling';

/** Null until the first frame has been read. */
export function useMeasures(standing: Standing): Measures | null {
  const measures = useStore(usePooling().measures, ({ now }) => now);
  return measures?.standing === standing ? measures : null;
}
