/**
 * Keeps sorted and filtered maps in order: at once when something else is wanted, and whenever the drawing has come to
 * rest. While it changes the order stands, since maps that change places cannot be watched.
 */
import { useEffect, useMemo } from 'react';
import { say } from '../../../store/session';
import { latestWins } from '../../../workspace/latest';
import { messageFor } from '../../../workspace/messages';
import type { Network } from '../../../workspace/network';
import { channelsOf, measured, withChannels } from '../../../workspace/stage/strength';
import { usePlayground, useSession } from '../../playground';

const RESTED = 400;

export function MapOrder({ network }: { readonly network: Network }) {
  const { session, frame, engine } = usePlayground();
  const wishes = useSession((state) => state.arrangement.wishes);
  const view = useSession((state) => state.view);

  const order = useMemo(
    () =>
      latestWins(async () => {
        const { arrangement, view: shown } = session.getState();
        // Nothing was given: what is strong in the answer to nothing says nothing.
        if (frame.getState().answer === null) return;
        const wanted = measured(network.units, arrangement, shown);
        const values = await engine.look(wanted.map(({ layer }) => layer.tensor));
        if (!values || session.getState().network !== network) return;
        const found = channelsOf(wanted, values);
        session.setState((now) =>
          // What is wanted has changed meanwhile: that will be ordered next.
          now.arrangement.wishes === arrangement.wishes ? { arrangement: withChannels(now.arrangement, found) } : {},
        );
      }),
    [session, frame, engine, network],
  );

  // biome-ignore lint/correctness/useExhaustiveDependencies: other maps may be measured when others are shown.
  useEffect(() => {
    if (wishes.size === 0) return;
    const now = (): void => {
      order().catch((error: unknown) => say(session, messageFor(error)));
    };
    now();
    let timer: ReturnType<typeof setTimeout> | undefined;
    const stop = frame.subscribe(({ version }, before) => {
      if (version === before.version) return;
      clearTimeout(timer);
      timer = setTimeout(now, RESTED);
    });
    return () => {
      clearTimeout(timer);
      stop();
    };
  }, [order, frame, session, wishes, view]);

  return null;
}
