/** Reads what the network computed for a selection, after every frame and without holding one up. */

import { useEffect, useState } from 'react';
import { onFrame } from '../../../workspace/frame';
import type { Reader } from '../../../workspace/inspect/reading';
import { latestWins } from '../../../workspace/latest';
import { messageFor } from '../../../workspace/messages';
import type { Network } from '../../../workspace/network';
import type { Selection } from '../../../workspace/selection';
import { useWorkspace } from '../../playground';

type Read<T> = (reader: Reader, network: Network, selection: Selection) => Promise<T | null>;

/** One chain of reads for the whole page: a new selection does not start a second one. */
const inTurn = latestWins((job: () => Promise<void>) => job());

/** Null until the first reading of this selection. `read` must be the same function each time. */
export function useReading<T extends { readonly selection: Selection }>(
  network: Network,
  selection: Selection,
  read: Read<T>,
): T | null {
  const { engine, frame, host } = useWorkspace();
  const [reading, setReading] = useState<T | null>(null);
  useEffect(() => {
    let isCurrent = true;
    const refresh = () =>
      void inTurn(async () => {
        if (!isCurrent) return;
        try {
          const next = await read(engine, network, selection);
          if (isCurrent && next) setReading(next);
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
  }, [engine, frame, host, network, selection, read]);
  return reading?.selection === selection ? reading : null;
}
