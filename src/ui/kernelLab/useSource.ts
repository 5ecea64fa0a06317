/** What the chosen layer reads, beside the frames: the picture itself, or the maps of the layer before it. */
import { useEffect, useState } from 'react';
import { useStore } from 'zustand';
import { elements } from '../../core/shapes';
import { onFrame } from '../../workspace/frame';
import { latestWins } from '../../workspace/latest';
import type { Network } from '../../workspace/network';
import type { StageLayer } from '../../workspace/stage/layers';
import { useKernels } from './useKernels';

/** Milliseconds between two readings, and floats copied in one more. */
const PACE = 80;
const COPIED = 10_000;

/** All planes; null while they are unknown or of another size. */
export function useSource(network: Network, layer: StageLayer): Float32Array | null {
  const { lab } = useKernels();
  const isInput = layer.kind === 'input';
  // Only the picture is at hand with each frame.
  useStore(lab.frame, (state) => (isInput ? state.inputVersion : 0));
  const [read, setRead] = useState<{ readonly layer: StageLayer; readonly values: Float32Array } | null>(null);
  useEffect(() => {
    if (isInput) return;
    let isShown = true;
    let timer: ReturnType<typeof setTimeout> | undefined;
    const refresh = latestWins(async () => {
      if (!isShown || lab.engine.computing?.plan !== network.plan) return;
      // A network that has just been replaced no longer has this tensor: the next frame reads again.
      const [values] = (await lab.engine.read([layer.tensor]).catch(() => null)) ?? [];
      if (!isShown || !values) return;
      setRead({ layer, values });
      await new Promise((resolve) => {
        timer = setTimeout(resolve, PACE + values.length / COPIED);
      });
    });
    void refresh();
    const stop = onFrame(lab.frame, () => void refresh());
    return () => {
      isShown = false;
      clearTimeout(timer);
      stop();
    };
  }, [lab, network, layer, isInput]);
  const values = isInput ? lab.inputValues() : read?.layer === layer ? read.values : null;
  return values?.length === elements(layer.shape) ? values : null;
}
