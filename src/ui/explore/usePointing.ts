/** Points at a pixel of a map: by mouse, by touch, or by the arrow keys while the stage has the focus. */
import type { KeyboardEvent, PointerEvent, RefObject } from 'react';
import type { StageLayout } from '../../store/stage/layout';
import { type Direction, movePixel, pixelAt, pixelBox, samePixel, scrollTo, sightOf } from '../../store/stage/pointer';
import { usePlayground } from '../playground';

const arrows: { readonly [key: string]: Direction } = {
  ArrowLeft: 'left',
  ArrowRight: 'right',
  ArrowUp: 'up',
  ArrowDown: 'down',
};

export function usePointing(layout: StageLayout, scroller: RefObject<HTMLElement | null>) {
  const { gesture } = usePlayground();

  const point = ({ clientX, clientY, target }: PointerEvent): void => {
    const element = scroller.current;
    if (!element) return;
    const box = element.getBoundingClientRect();
    const isCovered = target instanceof Element && target.closest('.layer') !== null;
    const hover = isCovered
      ? null
      : pixelAt(
          layout,
          clientX - box.left - element.clientLeft + element.scrollLeft,
          clientY - box.top - element.clientTop + element.scrollTop,
        );
    if (!samePixel(hover, gesture.getState().hover)) gesture.setState({ hover });
  };

  return {
    onPointerMove: (event: PointerEvent) => {
      if (event.pointerType !== 'touch') point(event);
    },
    // A finger scrolls by moving, so it points by tapping; what it pointed at stays.
    onPointerUp: (event: PointerEvent) => {
      if (event.pointerType === 'touch') point(event);
    },
    onPointerLeave: (event: PointerEvent) => {
      if (event.pointerType !== 'touch') gesture.setState({ hover: null });
    },
    onKeyDown: (event: KeyboardEvent) => {
      // A button of the stage has keys of its own.
      if (event.target !== scroller.current && event.key !== 'Escape') return;
      const { hover } = gesture.getState();
      if (event.key === 'Escape' && hover) gesture.setState({ hover: null });
      const direction = arrows[event.key];
      if (!direction || event.ctrlKey || event.metaKey || event.altKey) return;
      event.preventDefault();
      const moved = movePixel(layout, hover, direction, event.shiftKey);
      gesture.setState({ hover: moved });
      const element = scroller.current;
      const box = moved && pixelBox(layout, moved);
      if (element && box) element.scrollTo(scrollTo(box, sightOf(element)));
    },
  };
}
