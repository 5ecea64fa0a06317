/**
 * While each map has its own range, the legend shows that of the map under the pointer, or else the first one: its
 * largest |value| is read beside the frame.
 */

import { useEffect } from 'react';
import { onFrame } from '../../../workspace/frame';
import { latestWins } from '../../../workspace/latest';
import { messageFor } from '../../../workspace/messages';
import { largestOf, mapOfLegend } from '../../../workspace/stage/extent';
import type { StageLayout } from '../../../workspace/stage/layout';
import { readShown } from '../../../workspace/stage/shown';
import { usePointed, useWork, useWorkspace } from '../../playground';

export function OwnRange({ layout }: { readonly layout: StageLayout }) {
  const { engine, frame, host } = useWorkspace();
  const network = useWork((state) => state.network);
  const layer = usePointed((state) => state.hover?.layer ?? null);
  const channel = usePointed((state) => state.hover?.channel ?? 0);

  useEffect(() => {
    const map = mapOfLegend(layout, layer, channel);
    if (!map || !network) return;
    let isCurrent = true;
    const refresh = latestWins(async () => {
      const [values] = (await readShown(engine, network, [map.layer])) ?? [];
      if (isCurrent && values) {
        const { id, form } = map.layer;
        const extent = largestOf(values, map);
        frame.setState({ own: { layer: id, channel: form === 'maps' ? map.plane : null, extent } });
      }
    });
    const now = (): void => {
      refresh().catch((error: unknown) => host.say(messageFor(error)));
    };
    now();
    const stop = onFrame(frame, now);
    return () => {
      isCurrent = false;
      stop();
      frame.setState({ own: null });
    };
  }, [engine, frame, host, network, layout, layer, channel]);

  return null;
}
