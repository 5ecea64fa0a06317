/**
 * Zooming an overview: the drawing follows two fingers or Ctrl+wheel, and settles at the level that they lead to. + and −
 * go in and out by one at what is pointed at, Escape out, and 0 shows the whole network.
 */
import { type RefObject, useEffect, useRef } from 'react';
import type { Point } from '../../../workspace/stage/anchor';
import type { StageLayout } from '../../../workspace/stage/layout';
import { followed, hoveredSpot, leadsTo, type Spot, spotAt, stepIn } from '../../../workspace/stage/levels';
import { keyOf } from '../../parts/keys';
import { useWorkspace } from '../../playground';
import { Following } from './following';
import { type OnZoom, onPinch, onWheelZoom } from './gestures';

interface Props {
  readonly scroller: RefObject<HTMLElement | null>;
  readonly layout: StageLayout;
}

/** Milliseconds after which a turn of the wheel has ended, and for which it leads no further the same way after a step. */
const PAUSE = 250;
const REST = 350;

/** A pinch or a turn of the wheel: where it began, where that is now, and how far it has enlarged. */
interface Held {
  readonly from: Point;
  readonly to: Point;
  readonly factor: number;
  readonly spot: Spot | null;
}

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
    const following = new Following(element);
    let held: Held | null = null;
    const hold = (factor: number, from: Point, to: Point): Held => {
      const { x, y } = held?.from ?? from;
      const at = { x: x + element.scrollLeft, y: y + element.scrollTop };
      const spot = held ? held.spot : spotAt(now.current, at, store.getState().arrangement);
      held = { from: { x, y }, to, factor: factor * (held?.factor ?? 1), spot };
      return held;
    };
    const follow = ({ factor, from, to, spot }: Held): void => {
      const has = { in: spot !== null, out: store.getState().module !== null };
      following.show(followed(factor, has), from, to);
    };
    /** Goes where it leads; what has been shown settles meanwhile. */
    const release = (): void => {
      const level = held && leadsTo(held.factor);
      if (level === 'out') out();
      else if (level === 'in' && held?.spot) into(held.spot);
      held = null;
      following.settle();
    };
    let pausing: ReturnType<typeof setTimeout> | undefined;
    let stepped = { time: Number.NEGATIVE_INFINITY, isOut: false };
    const turn: OnZoom = (factor, from, to, time) => {
      const isOut = factor < 1;
      if (time - stepped.time < REST && isOut === stepped.isOut) return;
      clearTimeout(pausing);
      pausing = setTimeout(release, PAUSE);
      const turned = hold(factor, from, to);
      if (leadsTo(turned.factor) === null) follow(turned);
      else {
        // A wheel is never let go of.
        clearTimeout(pausing);
        stepped = { time, isOut };
        release();
      }
    };
    const stops = [
      onWheelZoom(element, turn),
      onPinch(element, (factor, from, to) => follow(hold(factor, from, to)), release),
      () => clearTimeout(pausing),
      () => following.stop(),
    ];
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
