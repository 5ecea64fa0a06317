/**
 * Moves and zooms a crop by hand: dragging carries it, two fingers stretch it, the wheel and the keys + and - zoom, the
 * arrow keys move. Gives the handlers of the element that shows the whole picture, edge to edge.
 */
import { type KeyboardEvent, type PointerEvent, type RefObject, useRef } from 'react';
import type { Crop } from '../../../workspace/gesture';
import { type Cropped, centredAt, isWithin, type Point, settled, zoomedAt } from '../../../workspace/input/cropping';
import { arrowSteps } from '../../parts/arrows';
import { distanceOf, middleOf, pairOf } from './twoFingers';
import { useCropControl } from './useCrop';
import { useWheel } from './useWheel';

/** How far an arrow key moves the crop, as a share of the picture; further with Shift. */
const STEP = 0.02;
const LONG_STEP = 0.1;
/** What a press of + or - multiplies the zoom by. */
const ZOOM_STEP = 1.1;

interface Held {
  /** Where each pointer was last, by its id. */
  readonly pointers: Map<number, Point>;
  /** The crop that the hand asks for; the picture's edge may hold back the real one. */
  wanted: Crop | null;
}

/** `mirrored`: the element shows the picture as a looking glass does. */
export function useCropping(element: RefObject<HTMLElement | null>, cropped: Cropped, mirrored = false) {
  const { current, set } = useCropControl();
  const held = useRef<Held>({ pointers: new Map(), wanted: null });

  const place = (clientX: number, clientY: number): Point => {
    const box = element.current?.getBoundingClientRect();
    if (!box) return [0.5, 0.5];
    const across = (clientX - box.left) / box.width;
    return [mirrored ? 1 - across : across, (clientY - box.top) / box.height];
  };

  const down = (event: PointerEvent<HTMLElement>): void => {
    if (event.pointerType === 'mouse' && event.button !== 0) return;
    event.currentTarget.setPointerCapture(event.pointerId);
    const at = place(event.clientX, event.clientY);
    const { pointers } = held.current;
    pointers.set(event.pointerId, at);
    // A press beside the crop fetches it.
    if (pointers.size === 1 && !isWithin(cropped, current(), at)) set(centredAt(cropped, current(), at));
    held.current.wanted = settled(cropped, current());
  };

  const move = (event: PointerEvent<HTMLElement>): void => {
    const { pointers, wanted } = held.current;
    const from = pointers.get(event.pointerId);
    if (!from || !wanted) return;
    const before = pairOf(pointers);
    pointers.set(event.pointerId, place(event.clientX, event.clientY));
    const after = pairOf(pointers);
    if (before && after) {
      // Fingers hold the crop: spreading them makes it larger, which is a smaller zoom.
      const { offsetWidth: width, offsetHeight: height } = event.currentTarget;
      const ratio = distanceOf(before, width, height) / Math.max(1, distanceOf(after, width, height));
      const zoomed = zoomedAt(cropped, wanted, wanted.zoom * ratio, middleOf(before));
      held.current.wanted = shifted(zoomed, middleOf(before), middleOf(after));
    } else {
      held.current.wanted = shifted(wanted, from, pointers.get(event.pointerId) ?? from);
    }
    set(settled(cropped, held.current.wanted));
  };

  const up = (event: PointerEvent<HTMLElement>): void => {
    held.current.pointers.delete(event.pointerId);
    held.current.wanted = settled(cropped, current());
  };

  const zoomBy = (factor: number, at?: Point): void => {
    const crop = current();
    set(zoomedAt(cropped, crop, crop.zoom * factor, at ?? settled(cropped, crop).centre));
  };

  const key = (event: KeyboardEvent): void => {
    if (event.ctrlKey || event.metaKey || event.altKey) return;
    const step = arrowSteps[event.key];
    if (step) {
      const length = event.shiftKey ? LONG_STEP : STEP;
      const [x, y] = settled(cropped, current()).centre;
      set(centredAt(cropped, current(), [x + step[0] * length * (mirrored ? -1 : 1), y + step[1] * length]));
    } else if (event.key === '+' || event.key === '=') zoomBy(ZOOM_STEP);
    else if (event.key === '-') zoomBy(1 / ZOOM_STEP);
    else return;
    event.preventDefault();
  };

  useWheel(element, (factor, { clientX, clientY }) => zoomBy(factor, place(clientX, clientY)));

  return {
    onPointerDown: down,
    onPointerMove: move,
    onPointerUp: up,
    onPointerCancel: up,
    onLostPointerCapture: up,
    onKeyDown: key,
  };
}

const shifted = (crop: Crop, from: Point, to: Point): Crop => ({
  ...crop,
  centre: [crop.centre[0] + to[0] - from[0], crop.centre[1] + to[1] - from[1]],
});
