/** Where the maps of each layer are above zero, read beside the frames: how often, and the strongest value. */
import { useEffect, useState } from 'react';
import { onFrame } from '../../workspace/frame';
import { type Fired, firedIn } from '../../workspace/labs/kernelLab/fired';
import { latestWins } from '../../workspace/latest';
import type { Network } from '../../workspace/network';
import type { StageLayer } from '../../workspace/stage/layers';
import { useKernels } from './useKernels';

export type { Fired };

/** Milliseconds between two readings. */
const PACE = 150;

export function useFired(network: Network, outputs: readonly (StageLayer | null | undefined)[]): readonly Fired[] {
  const { lab } = useKernels();
  const [fired, setFired] = useState<readonly Fired[]>([]);
  useEffect(() => {
    let isShown = true;
    let timer: ReturnType<typeof setTimeout> | undefined;
    const read = latestWins(async () => {
      const layers = outputs.flatMap((layer) => layer ?? []);
      if (!isShown || lab.engine.computing?.plan !== network.plan) return;
      const values = await lab.engine.read(layers.map(({ tensor }) => tensor)).catch(() => null);
      if (!isShown || !values) return;
      setFired(layers.map((layer, i) => firedIn(values[i] ?? new Float32Array(), layer)));
      await new Promise((resolve) => {
        timer = setTimeout(resolve, PACE);
      });
    });
    void read();
    const stop = onFrame(lab.frame, () => void read());
    return () => {
      isShown = false;
      clearTimeout(timer);
      stop();
    };
  }, [lab, network, outputs]);
  return fired;
}
