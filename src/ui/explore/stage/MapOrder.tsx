/**
 * Keeps sorted and filtered maps in order: at once when the order is changed, and whenever the drawing comes to rest.
 * During drawing the order is fixed, since nobody can watch maps that swap places.
 */

import { useEffect, useMemo } from 'react';
import { onFrame } from '../../../workspace/frame';
import { latestWins } from '../../../workspace/latest';
import { messageFor } from '../../../workspace/messages';
import type { Network } from '../../../workspace/network';
import { channelsOf, measured, withChannels } from '../../../workspace/stage/strength';
import { useWork, useWorkspace } from '../../playground';

const RESTED = 400;

export function MapOrder({ network }: { readonly network: Network }) {
  const { host, store, frame, engine } = useWorkspace();
  const wishes = useWork((state) => state.arrangement.wishes);
  const view = useWork((state) => state.view);

  const order = useMemo(
    () =>
      latestWins(async () => {
        const { arrangement, view: shown } = store.getState();
        // For an empty input, the strength of a map means nothing.
        if (frame.getState().isEmpty) return;
        const wanted = measured(network.units, arrangement, shown);
        const values = await engine.look(wanted.map(({ layer }) => layer.tensor));
        if (!values || store.getState().network !== network) return;
        const found = channelsOf(wanted, values);
        store.setState((now) =>
          // The wish has changed meanwhile and will be ordered next.
          now.arrangement.wishes === arrangement.wishes ? { arrangement: withChannels(now.arrangement, found) } : {},
        );
      }),
    [store, frame, engine, network],
  );

  // biome-ignore lint/correctness/useExhaustiveDependencies: other maps may be measured when others are shown.
  useEffect(() => {
    if (wishes.size === 0) return;
    const now = (): void => {
      order().catch((error: unknown) => host.say(messageFor(error)));
    };
    now();
    let timer: ReturnType<typeof setTimeout> | undefined;
    const stop = onFrame(frame, () => {
      clearTimeout(timer);
      timer = setTimeout(now, RESTED);
    });
    return () => {
      clearTimeout(timer);
      stop();
    };
  }, [order, frame, store, host, wishes, view]);

  return null;
}
