/** Whole tensors of the page's program, reread with every frame while shown; the latest read wins. */
import { useEffect, useRef, useState } from 'react';
import { latestWins } from '../../../workspace/latest';
import { messageFor } from '../../../workspace/messages';
import { useFrame, useWorkspace } from '../../playground';

/**
 * `tensors`: ids of the network's plan; must stay the same array while unchanged. The result is all from one frame, or
 * null before the first read and while nothing computes. With `rest`, the read waits until the frames have paused for
 * that many milliseconds.
 */
export function useTensors(tensors: readonly number[], rest = 0): readonly Float32Array[] | null {
  const { engine, host } = useWorkspace();
  const version = useFrame((state) => state.version);
  const [values, setValues] = useState<readonly Float32Array[] | null>(null);
  const read = useRef<(() => Promise<unknown>) | null>(null);

  useEffect(() => {
    let isShown = true;
    read.current = latestWins(async () => {
      try {
        const next = await engine.read(tensors);
        if (isShown && next) setValues(next);
      } catch (error) {
        host.say(messageFor(error));
      }
    });
    return () => {
      isShown = false;
    };
  }, [engine, host, tensors]);

  // biome-ignore lint/correctness/useExhaustiveDependencies: a frame has changed what the tensors hold.
  useEffect(() => {
    const timer = setTimeout(() => void read.current?.(), rest);
    return () => clearTimeout(timer);
  }, [version, tensors, rest]);

  return values;
}
