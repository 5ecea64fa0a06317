/**
 * Zooming an overview, level by level: Ctrl+wheel, a pinch, + and − at what is pointed at. Escape and − go one level out,
 * 0 shows the whole network.
 */
import { type RefObject, useEffect, useRef } from 'react';
import type { StageLayout } from '../../../workspace/stage/layout';
import { hoveredSpot, type Spot, spotAt, stepIn } from '../../../workspace/stage/levels';
import { keyOf } from '../../parts/keys';
import { useWorkspace } from '../../playground';
import { onPinch, onWheelZoom } from './gestures';

interface Props {
  readonly scroller: RefObject<HTMLElement | null>;
  readonly layout: StageLayout;
}

/** A level is this much larger than the one before, to fingers and wheel. */
const STEP = Math.log(1.35);
/** Milliseconds after which a turn of the wheel begins anew, and for which it leads no further the same way after a step. */
const PAUSE = 250;
const REST = 350;

export function LevelGestures({ scroller, layout }: Props) {
  const { store, pointer } = useWorkspace();
  const now = useRef(layout);
  now.current = layout;

  useEffect(() => {
    const element = scroller.current;
    if (!element) return;
    const into = (spot: Spot | null): void => {
      const state = store.getState();
      const step = state.network && stepIn(state.network, state, spot);
      if (!step) return;
      if ('module' in step) pointer.setState({ hover: null });
      store.setState(step);
    };
    const out = (): void => {
      pointer.setState({ hover: null });
      store.setState({ module: null });
    };
    let turned = 0;
    let last = Number.NEGATIVE_INFINITY;
    let stepped = { time: Number.NEGATIVE_INFINITY, isOut: false };
    const stops = [onWheelZoom, onPinch].map((listen) =>
      listen(element, (factor, { x, y }, _to, time) => {
        if (time - last > PAUSE || turned * Math.log(factor) < 0) turned = 0;
        last = time;
        turned += Math.log(factor);
        const isOut = factor < 1;
        if (time - stepped.time < REST && isOut === stepped.isOut) turned = 0;
        if (Math.abs(turned) < STEP) return;
        stepped = { time, isOut };
        const at = { x: x + element.scrollLeft, y: y + element.scrollTop };
        const spot = spotAt(now.current, at, store.getState().arrangement);
        if (isOut) out();
        else if (spot) into(spot);
        turned = 0;
      }),
    );
    const type = (event: KeyboardEvent): void => {
      if (event.ctrlKey || event.metaKey || event.altKey) return;
      const key = keyOf(event);
      const { hover } = pointer.getState();
      if (['+', '='].includes(key)) into(hoveredSpot(now.current, hover));
      else if (['-', '_', '0'].includes(key)) out();
      else if (key === 'Escape' && hover === null) out();
    };
    element.addEventListener('keydown', type);
    return () => {
      element.removeEventListener('keydown', type);
      for (const stop of stops) stop();
    };
  }, [scroller, store, pointer]);

  return null;
}
