/**
 * Keeps the maps in order, and the strongest of those of which not all fit in sight: at once when the arrangement is
 * changed, and whenever the drawing comes to rest. During drawing they stand still, since nobody can watch maps that
 * swap places.
 */
import { useEffect, useMemo } from 'react';
import { onFrame } from '../../../workspace/frame';
import { latestWins } from '../../../workspace/latest';
import { messageFor } from '../../../workspace/messages';
import type { Network } from '../../../workspace/network';
import type { StageLayout } from '../../../workspace/stage/layout';
import { createShares } from '../../../workspace/stage/liveShares';
import { arrangedBy, foldedBlocks, measured, measureOf, strengths } from '../../../workspace/stage/strength';
import { useWork, useWorkspace } from '../../playground';

const RESTED = 400;

export function MapOrder({ network, layout }: { readonly network: Network; readonly layout: StageLayout }) {
  const { host, store, frame, engine, part } = useWorkspace();
  const live = part(createShares);
  const wishes = useWork((state) => state.arrangement.wishes);
  const view = useWork((state) => state.view);
  const folding = useMemo(() => [...foldedBlocks(network.blocks, layout)].join(' '), [network, layout]);

  const order = useMemo(
    () =>
      latestWins(async () => {
        const { arrangement, view: shown } = store.getState();
        // For an empty input, the strength of a map means nothing.
        if (frame.getState().isEmpty) return;
        const folds = new Set(folding.split(' ').filter(Boolean).map(Number));
        const wanted = measured(network.blocks, arrangement, shown, folds);
        // One layer after the other: all of a large network's maps at once are too much.
        const all: (readonly number[])[] = [];
        for (const { layer, wish } of wanted) {
          const [values] = (await engine.look([layer.tensor])) ?? [];
          if (!values || store.getState().network !== network) return;
          all.push(strengths(values, layer.planes, measureOf(wish)));
        }
        store.setState((now) =>
          // The wish has changed meanwhile and will be ordered next.
          now.arrangement.wishes === arrangement.wishes
            ? { arrangement: arrangedBy(now.arrangement, wanted, all, live.store.getState().shares) }
            : {},
        );
      }),
    [store, frame, engine, network, folding, live],
  );

  // biome-ignore lint/correctness/useExhaustiveDependencies: other maps may be measured when others are shown.
  useEffect(() => {
    if (wishes.size === 0 && folding === '') return;
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
  }, [order, frame, store, host, wishes, view, folding]);

  return null;
}
