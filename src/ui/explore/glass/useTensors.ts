/** Whole tensors of the page's program, read again with every frame while they are shown; the latest read wins. */
import { useEffect, useRef, useState } from 'react';
import { latestWins } from '../../../workspace/latest';
import { messageFor } from '../../../workspace/messages';
import { useFrame, useWorkspace } from '../../playground';

/**
 * `tensors`: ids of the network's plan. All of one frame, or null before the first read and where nothing computes. `tensors` must stay the same array while
 * it means the same. With `rest` the read waits until the frames have paused for so many milliseconds.
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
