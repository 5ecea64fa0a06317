/** Reads what the network computed for an opened layer, after every frame and without holding one up. */
import { useEffect, useState } from 'react';
import { onFrame } from '../../../workspace/frame';
import { type LayerReading, readLayer } from '../../../workspace/inspect/reading';
import { latestWins } from '../../../workspace/latest';
import { messageFor } from '../../../workspace/messages';
import type { Network } from '../../../workspace/network';
import { useWorkspace } from '../../playground';

/** One chain of reads for the whole page: a new layer does not start a second one. */
const inTurn = latestWins((job: () => Promise<void>) => job());

/** Null until the first reading of this layer in this network. */
export function useReading(network: Network, layer: string): LayerReading | null {
  const { engine, frame, host } = useWorkspace();
  const [read, setRead] = useState<{ readonly network: Network; readonly reading: LayerReading } | null>(null);
  useEffect(() => {
    let isCurrent = true;
    const refresh = () =>
      void inTurn(async () => {
        if (!isCurrent) return;
        try {
          const reading = await readLayer(engine, network, layer);
          if (isCurrent && reading) setRead({ network, reading });
        } catch (error) {
          if (isCurrent) host.say(messageFor(error));
        }
      });
    refresh();
    const stop = onFrame(frame, refresh);
    return () => {
      isCurrent = false;
      stop();
    };
  }, [engine, frame, host, network, layer]);
  return read?.network === network && read.reading.layer.id === layer ? read.reading : null;
}
