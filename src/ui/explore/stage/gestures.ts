/**
 * Gestures on an element that scrolls, as native listeners: React's are passive, and these must keep the browser from
 * zooming the page. Points are from the element's top left corner. Each function returns its own cleanup.
 */
import type { Point } from '../../../workspace/stage/anchor';
import { movedBy, onWheel, SLACK, type Spot } from '../../parts/gestures';

/** `factor` times larger, while what was at `from` moves to `to`; `time` is the event's, in milliseconds. */
export type OnZoom = (factor: number, from: Point, to: Point, time: number) => void;
type Stop = () => void;

function placeIn(element: HTMLElement, { clientX, clientY }: Spot): Point {
  const { left, top } = element.getBoundingClientRect();
  return { x: clientX - left - element.clientLeft, y: clientY - top - element.clientTop };
}

/** About how fast the wheel zooms, and the most pixels that one notch of a mouse wheel counts for. */
const ZOOM_RATE = 0.008;
const MOST_WHEEL = 40;

/** Ctrl or Command with the wheel, which is also how most browsers report a trackpad's pinch. */
export function onWheelZoom(element: HTMLElement, zoom: OnZoom): Stop {
  return onWheel(element, (pixels, event) => {
    if (!event.ctrlKey && !event.metaKey) return;
    event.preventDefault();
    const turned = Math.min(MOST_WHEEL, Math.max(-MOST_WHEEL, pixels));
    const at = placeIn(element, event);
    zoom(Math.exp(-turned * ZOOM_RATE), at, at, event.timeStamp);
  });
}

/** Two fingers: their distance zooms, their midpoint moves; `end`: one of them has left. */
export function onPinch(element: HTMLElement, zoom: OnZoom, end: () => void = () => {}): Stop {
  let before: readonly Spot[] = [];
  const fingersOf = ({ touches, target }: TouchEvent): readonly Spot[] =>
    touches.length === 2 && !(target instanceof Element && target.closest('.stage-own:not(.overview-module)'))
      ? [...touches]
      : [];
  const begin = (event: TouchEvent): void => {
    const after = fingersOf(event);
    if (before.length > 0 && after.length === 0) end();
    before = after;
  };
  const move = (event: TouchEvent): void => {
    const after = fingersOf(event);
    // A scroll begun with one finger cannot be cancelled.
    if (after.length === 0 || !event.cancelable) return;
    event.preventDefault();
    const moved = movedBy(before, after);
    if (moved) zoom(moved.factor, placeIn(element, moved.from), placeIn(element, moved.to), event.timeStamp);
    before = after;
  };
  element.addEventListener('touchstart', begin, { passive: true });
  element.addEventListener('touchmove', move, { passive: false });
  element.addEventListener('touchend', begin, { passive: true });
  element.addEventListener('touchcancel', begin, { passive: true });
  return () => {
    element.removeEventListener('touchstart', begin);
    element.removeEventListener('touchmove', move);
    element.removeEventListener('touchend', begin);
    element.removeEventListener('touchcancel', begin);
  };
}

const MIDDLE = 1;

/** Pans with the middle button, or with the primary one where `isEmpty`. Touch scrolls natively. */
export function onDrag(element: HTMLElement, isEmpty: (x: number, y: number) => boolean): Stop {
  let held: { readonly pointer: number; readonly at: Spot; readonly left: number; readonly top: number } | null = null;
  let moved = false;
  const press = (event: PointerEvent): void => {
    moved = false;
    const { x, y } = placeIn(element, event);
    const onBar = x >= element.clientWidth || y >= element.clientHeight;
    const onControl = event.target instanceof Element && event.target.closest('button, .stage-own') !== null;
    const isPan = event.button === MIDDLE || (event.button === 0 && !onControl && isEmpty(x, y));
    if (event.pointerType === 'touch' || onBar || !isPan) return;
    const { scrollLeft: left, scrollTop: top } = element;
    held = { pointer: event.pointerId, at: { clientX: event.clientX, clientY: event.clientY }, left, top };
  };
  const move = (event: PointerEvent): void => {
    if (event.pointerId !== held?.pointer) return;
    const [x, y] = [event.clientX - held.at.clientX, event.clientY - held.at.clientY];
    if (!moved && Math.hypot(x, y) < SLACK) return;
    moved = true;
    element.setPointerCapture(held.pointer);
    element.dataset.dragged = '';
    element.scrollTo(held.left - x, held.top - y);
  };
  const release = (): void => {
    held = null;
    delete element.dataset.dragged;
  };
  // The end of a drag is not a click.
  const click = (event: MouseEvent): void => {
    if (moved) event.stopPropagation();
    moved = false;
  };
  // Otherwise the middle button starts the browser's autoscroll.
  const keep = (event: MouseEvent): void => {
    if (event.button === MIDDLE) event.preventDefault();
  };
  element.addEventListener('pointerdown', press);
  element.addEventListener('pointermove', move);
  element.addEventListener('pointerup', release);
  element.addEventListener('pointercancel', release);
  element.addEventListener('click', click, { capture: true });
  element.addEventListener('mousedown', keep);
  return () => {
    element.removeEventListener('pointerdown', press);
    element.removeEventListener('pointermove', move);
    element.removeEventListener('pointerup', release);
    element.removeEventListener('pointercancel', release);
    element.removeEventListener('click', click, { capture: true });
    element.removeEventListener('mousedown', keep);
  };
}
