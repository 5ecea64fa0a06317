/**
 * The opening on a person's first visit, where the pad is empty and the address brings nothing. Fetched once the page can
 * be used; any touch, key or turn of the wheel, before or during it, takes over.
 */
import { useEffect, useLayoutEffect, useRef, useState } from 'react';
import { flushSync } from 'react-dom';
import { browserStorage, readPreferences, savePreferences } from '../../store/preferences';
import { inputNames, stageNames } from '../../workspace/address/names';
import type { Network } from '../../workspace/network';
import type { StageLayout } from '../../workspace/stage/layout';
import { lazily } from '../parts/lazily';
import { useGesture, useGiven, usePlayground, useSession } from '../playground';

const Opening = lazily(() => import('./Opening').then((part) => part.Opening), false);

/** The digit that the ghost draws, and so the class that a network must know. */
const DIGIT = 3;
const takeovers = ['pointerdown', 'keydown', 'wheel'] as const;

interface Props {
  readonly network: Network;
  readonly layout: StageLayout;
}

export function FirstVisit({ network, layout }: Props) {
  const { router } = usePlayground();
  const [isOver, setOver] = useState(
    () =>
      readPreferences(browserStorage()).isGreeted === true ||
      [...inputNames, ...stageNames].some((name) => router.says(name)),
  );
  const isUsable = useSession((state) => state.isUsable);
  const isEmpty = useGesture(({ strokes }) => strokes.length === 0);
  const isDrawing = useGiven(({ kind }) => kind === 'draw');
  const isKnown = network.spec.labels.includes(String(DIGIT));
  const isDue = !isOver && isUsable && isEmpty && isDrawing && isKnown;

  useLayoutEffect(() => {
    if (isOver) return;
    // Before all other listeners, and at once: what takes over finds an empty pad.
    const end = (): void => flushSync(() => setOver(true));
    for (const name of takeovers) window.addEventListener(name, end, { capture: true, passive: true });
    return () => {
      for (const name of takeovers) window.removeEventListener(name, end, { capture: true });
    };
  }, [isOver]);

  const wasDue = useRef(false);
  useEffect(() => {
    if (isDue) savePreferences(browserStorage(), { isGreeted: true });
    // Whatever else ends it, it does not come back.
    else if (wasDue.current) setOver(true);
    wasDue.current = isDue;
  }, [isDue]);

  return isDue && <Opening layout={layout} digit={DIGIT} />;
}
