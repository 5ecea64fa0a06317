/**
 * Moves and zooms a crop by hand: drag to move it; pinch, scroll or press + and - to zoom; the arrow keys move. Returns
 * the handlers of the element that shows the whole picture, edge to edge.
 */
import { type KeyboardEvent, type PointerEvent, type RefObject, useRef, useState } from 'react';
import type { Crop } from '../../../workspace/gesture';
import { type Cropped, centredAt, isWithin, type Point, settled, zoomedAt } from '../../../workspace/input/cropping';
import { arrowSteps, Hold, type Spot, useWheelZoom } from '../../parts/gestures';
import { keyOf } from '../../parts/keys';
import { useCropControl } from './useCrop';

/** How far an arrow key moves the crop, as a fraction of the picture; further with Shift. */
const STEP = 0.02;
const LONG_STEP = 0.1;
/** The zoom factor of one press of + or -. */
const ZOOM_STEP = 1.1;

/** `mirrored`: the element shows the picture mirrored. */
export function useCropping(element: RefObject<HTMLElement | null>, cropped: Cropped, mirrored = false) {
  const { current, set } = useCropControl();
  const [hold] = useState(() => new Hold());
  /** The crop that the gesture asks for; the picture's edge may limit the real one. */
  const wanted = useRef<Crop | null>(null);

  const place = ({ clientX, clientY }: Spot): Point => {
    const box = element.current?.getBoundingClientRect();
    if (!box) return [0.5, 0.5];
    const across = (clientX - box.left) / box.width;
    return [mirrored ? 1 - across : across, (clientY - box.top) / box.height];
  };

  const down = (event: PointerEvent<HTMLElement>): void => {
    if (event.pointerType === 'mouse' && event.button !== 0) return;

    hold.begin(event);
    const at = place(event);
    // Pressing outside the crop moves it there.
    if (hold.count === 1 && !isWithin(cropped, current(), at)) set(centredAt(cropped, current(), at));
    wanted.current = settled(cropped, current());
  };

  const move = (event: PointerEvent<HTMLElement>): void => {
    const moved = hold.move(event);
    const { current: crop } = wanted;
    if (!moved || !crop) return;
    const [from, to] = [place(moved.from), place(moved.to)];
    // Fingers hold the crop: spreading them enlarges it, which lowers the zoom.
    const { centre, zoom } = moved.isPinch ? zoomedAt(cropped, crop, crop.zoom / moved.factor, from) : crop;
    wanted.current = { zoom, centre: [centre[0] + to[0] - from[0], centre[1] + to[1] - from[1]] };
    set(settled(cropped, wanted.current));
  };

  const up = (event: PointerEvent<HTMLElement>): void => {
    hold.end(event);
    wanted.current = settled(cropped, current());
  };

  const zoomBy = (factor: number, at?: Point): void => {
    const crop = current();
    set(zoomedAt(cropped, crop, crop.zoom * factor, at ?? settled(cropped, crop).centre));
  };

  const key = (event: KeyboardEvent): void => {
    if (event.ctrlKey || event.metaKey || event.altKey) return;
    const name = keyOf(event);
    const step = arrowSteps[name];
    if (step) {
      const length = event.shiftKey ? LONG_STEP : STEP;
      const [x, y] = settled(cropped, current()).centre;
      set(centredAt(cropped, current(), [x + step[0] * length * (mirrored ? -1 : 1), y + step[1] * length]));
    } else if (name === '+' || name === '=') zoomBy(ZOOM_STEP);
    else if (name === '-') zoomBy(1 / ZOOM_STEP);
    else return;
    event.preventDefault();
  };

  useWheelZoom(element, (factor, event) => zoomBy(factor, place(event)));

  return {
    onPointerDown: down,
    onPointerMove: move,
    onPointerUp: up,
    onPointerCancel: up,
    onLostPointerCapture: up,
    onKeyDown: key,
  };
}
