/**
 * Points at a pixel of a map by mouse, touch or, while the maps have the focus, arrow keys; and opens it by a click, a
 * second tap or Enter.
 */
import { type KeyboardEvent, type MouseEvent, type PointerEvent, type RefObject, useRef } from 'react';
import { pressed } from '../../workspace/selection';
import type { StageLayout } from '../../workspace/stage/layout';
import {
  type Direction,
  movePixel,
  pixelAt,
  pixelBox,
  type StagePixel,
  samePixel,
  scrollTo,
  sightOf,
  tileBox,
} from '../../workspace/stage/pointer';
import { useWorkspace } from '../playground';

const arrows: { readonly [key: string]: Direction } = {
  ArrowLeft: 'left',
  ArrowRight: 'right',
  ArrowUp: 'up',
  ArrowDown: 'down',
};

/** Whether something over the maps has this pointer: the pad, a name, the answer. */
const isOwn = (target: EventTarget): boolean => target instanceof Element && target.closest('.stage-own') !== null;

/** Handlers for the `frame` in which the stage scrolls, and for the element that has the `keys` of the maps. */
export function usePointing(layout: StageLayout, scroller: RefObject<HTMLElement | null>) {
  const { pointer, store, select } = useWorkspace();
  const isTouch = useRef(false);

  const pixelUnder = ({ clientX, clientY, target }: MouseEvent): StagePixel | null => {
    const element = scroller.current;
    if (!element || isOwn(target)) return null;
    const box = element.getBoundingClientRect();
    return pixelAt(
      layout,
      clientX - box.left - element.clientLeft + element.scrollLeft,
      clientY - box.top - element.clientTop + element.scrollTop,
    );
  };

  const point = (event: MouseEvent): void => {
    const hover = pixelUnder(event);
    if (!samePixel(hover, pointer.getState().hover)) pointer.setState({ hover });
  };

  const press = (pixel: StagePixel | null): void => {
    const { selection, network } = store.getState();
    const tile = pixel && tileBox(layout, pixel);
    const element = scroller.current;
    if (tile && element) {
      const { left, top } = element.getBoundingClientRect();
      const [x, y] = [left + tile.x - element.scrollLeft, top + tile.y - element.scrollTop];
      pointer.setState({ pressed: { ...tile, x, y } });
    }
    if (network) select(pressed(selection, pixel, network.units));
  };

  /** The first tap on a map points, as a mouse does before clicking; the next one opens. */
  const tap = (event: MouseEvent): void => {
    const before = pointer.getState().hover;
    point(event);
    const { hover } = pointer.getState();
    const isAgain = hover?.layer === before?.layer && hover?.channel === before?.channel;
    if (isAgain || hover === null) press(hover);
  };

  const frame = {
    onPointerMove: (event: PointerEvent) => {
      if (event.pointerType !== 'touch') point(event);
    },
    onPointerDown: (event: PointerEvent) => {
      isTouch.current = event.pointerType === 'touch';
    },
    // A moving finger scrolls, so a tap points; the point stays. Not before the click, which would go to what opens.
    onClick: (event: MouseEvent) => {
      if (isOwn(event.target)) return;
      if (isTouch.current) tap(event);
      else press(pixelUnder(event));
    },
    onPointerLeave: (event: PointerEvent) => {
      if (event.pointerType !== 'touch') pointer.setState({ hover: null });
    },
  };
  const keys = {
    onKeyDown: (event: KeyboardEvent) => {
      const { hover } = pointer.getState();
      if (event.key === 'Escape') pointer.setState({ hover: null });
      if (event.key === 'Enter' && hover) {
        event.preventDefault();
        press(hover);
      }
      const direction = arrows[event.key];
      if (!direction || event.ctrlKey || event.metaKey || event.altKey) return;
      event.preventDefault();
      const moved = movePixel(layout, hover, direction, event.shiftKey);
      pointer.setState({ hover: moved });
      const element = scroller.current;
      const box = moved && pixelBox(layout, moved);
      if (element && box) element.scrollTo(scrollTo(box, sightOf(element)));
    },
  };
  return { frame, keys };
}
