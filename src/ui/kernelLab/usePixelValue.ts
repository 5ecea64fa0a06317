/** The value of one pixel of a lab's map as the last frame left it; null while it is unknown. */

import { useEffect, useState } from 'react';
import { onFrame } from '../../workspace/frame';
import { latestWins } from '../../workspace/latest';
import type { StageLayer } from '../../workspace/stage/layers';
import type { Cell } from '../parts/gestures';
import { useKernels } from './useKernels';

export function usePixelValue(layer: StageLayer | null, plane: number, pixel: Cell | null): number | null {
  const { lab } = useKernels();
  const [value, setValue] = useState<number | null>(null);
  const tensor = layer?.tensor;
  const index = layer && pixel ? (plane * layer.rows + pixel.row) * layer.columns + pixel.column : null;
  useEffect(() => {
    setValue(null);
    if (tensor === undefined || index === null) return;
    let isShown = true;
    const read = latestWins(async () => {
      const next = await lab.engine.readValue(tensor, index);
      if (isShown) setValue(next);
    });
    // A network that has just been replaced no longer has this tensor: the next frame reads again.
    const look = (): void => void read().catch(() => {});
    look();
    const stop = onFrame(lab.frame, look);
    return () => {
      isShown = false;
      stop();
    };
  }, [lab, tensor, index]);
  return value;
}
