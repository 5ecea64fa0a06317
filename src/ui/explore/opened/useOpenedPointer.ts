/** The pointer over what is opened: it moves the window, opens a value, or goes back where nothing is. */
import { type MouseEvent, type PointerEvent, type RefObject, useRef } from 'react';
import type { Selection } from '../../../workspace/selection';
import type { OpenedLayout } from '../../../workspace/stage/opened';
import { pixelAt, type StagePixel, samePixel } from '../../../workspace/stage/pointer';

interface Props {
  readonly layout: OpenedLayout;
  readonly selection: Selection;
  readonly scroller: RefObject<HTMLElement | null>;
  readonly isValue: boolean;
  /** The value under the window. */
  readonly pixel: StagePixel | null;
  readonly onPoint: (pixel: StagePixel) => void;
  readonly onOpen: (pixel: StagePixel) => void;
  readonly onBack: () => void;
}

const isGround = (target: EventTarget): boolean =>
  target instanceof Element && target.matches('.opened-content, .opened-scroller');
const isHandle = (target: EventTarget): boolean => target instanceof Element && target.matches('.opened-handle');

export function useOpenedPointer({ layout, selection, scroller, isValue, pixel, onPoint, onOpen, onBack }: Props) {
  const isTouch = useRef(false);
  /** Where the window stood when a finger came down. */
  const before = useRef<StagePixel | null>(null);

  const pointOf = ({ clientX, clientY }: MouseEvent): readonly [x: number, y: number] => {
    const element = scroller.current;
    const box = element?.getBoundingClientRect();
    if (!element || !box) return [-1, -1];
    return [clientX - box.left + element.scrollLeft, clientY - box.top + element.scrollTop];
  };
  /** The value of the opened map under an event, on its own map or on that of its activation. */
  const under = (event: MouseEvent): StagePixel | null => {
    if (!isHandle(event.target) && !isGround(event.target)) return null;
    const [own] = layout.maps;
    const found = pixelAt({ ...layout, lanes: layout.maps.slice(0, 2) }, ...pointOf(event));
    if (!found || !own) return null;
    const isOwn = found.layer === selection.layer || layout.maps[1]?.layer.unit === own.layer.unit;
    return isOwn ? { ...found, layer: selection.layer } : null;
  };

  return {
    pointOf,
    handlers: {
      onPointerDown: (event: PointerEvent): void => {
        isTouch.current = event.pointerType === 'touch';
        before.current = pixel;
      },
      onPointerMove: (event: PointerEvent): void => {
        if (isValue || event.pointerType === 'touch') return;
        const found = under(event);
        if (found && !samePixel(found, pixel)) onPoint(found);
      },
      onClick: (event: MouseEvent): void => {
        const found = under(event);
        if (found) {
          // A first tap points, as a mouse does before it clicks.
          if (isTouch.current && !isValue && !samePixel(found, before.current)) onPoint(found);
          else if (!isValue || !samePixel(found, pixel)) onOpen(found);
        } else if (isGround(event.target)) onBack();
      },
    },
  };
}
