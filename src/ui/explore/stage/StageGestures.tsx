/**
 * Zooming and panning the stage: Ctrl+wheel, a pinch, + and - zoom about the pointer or the highlighted pixel; empty
 * space and the middle button drag. However the size of the maps changes, the focus point stays in place.
 */
import { type RefObject, useEffect, useLayoutEffect, useRef } from 'react';
import { type Anchor, anchorAt, anchorPoint, type Point } from '../../../workspace/stage/anchor';
import type { StageLayout } from '../../../workspace/stage/layout';
import { pixelAt, pixelBox, sightOf } from '../../../workspace/stage/pointer';
import { resizedTile, type TileSize } from '../../../workspace/stage/zoom';
import { keyOf } from '../../parts/keys';
import { useWork, useWorkspace } from '../../playground';
import { onDrag, onPinch, onWheelZoom } from './gestures';

interface Props extends TileSize {
  readonly scroller: RefObject<HTMLElement | null>;
  readonly layout: StageLayout;
}

/** Where on the screen the point at `from` goes when the maps have their new size; from the stage's top left. */
interface Focus {
  readonly from: Point;
  readonly to: Point;
}

/**
 * What was zoomed about last, where on the screen it was to go, and how far the stage was scrolled for it: one that could
 * not be scrolled far enough gets there later.
 */
interface Held {
  readonly anchor: Anchor;
  readonly to: Point;
  readonly scrolled: Point;
}

const origin: Point = { x: 0, y: 0 };
const isNear = (a: Point, b: Point): boolean => Math.hypot(a.x - b.x, a.y - b.y) < 1;

export function StageGestures({ scroller, layout, tile, limits }: Props) {
  const { store, pointer } = useWorkspace();
  const model = useWork(({ network }) => network?.spec.name);
  const lastModel = useRef(model);
  const now = useRef({ layout, tile, limits });
  /** The scroll position in the current layout: a smaller layout loses it before it can be read. */
  const scrolled = useRef(origin);
  const focus = useRef<Focus | null>(null);
  const held = useRef<Held | null>(null);

  useLayoutEffect(() => {
    const { layout: before, tile: size } = now.current;
    now.current = { layout, tile, limits };
    const element = scroller.current;
    if (!element) return;
    if (lastModel.current !== model) {
      // Another network is another place.
      element.scrollTo(0, 0);
    } else if (size !== tile) {
      const { from, to } = focus.current ?? still(restingPoint(before, element, scrolled.current, pointer.getState()));
      const { x, y } = scrolled.current;
      const last = held.current;
      const isSame = last && isNear(last.to, from) && isNear(last.scrolled, scrolled.current);
      const anchor = isSame ? last.anchor : anchorAt(before, { x: x + from.x, y: y + from.y });
      const point = anchor && anchorPoint(layout, anchor);
      if (point) element.scrollTo(point.x - to.x, point.y - to.y);
      held.current = anchor && { anchor, to, scrolled: { x: element.scrollLeft, y: element.scrollTop } };
      // Repositions the card of the pixel under the pointer.
      pointer.setState(({ hover }) => ({ hover: hover && { ...hover } }));
    }
    lastModel.current = model;
    focus.current = null;
    scrolled.current = { x: element.scrollLeft, y: element.scrollTop };
  }, [model, layout, tile, limits, scroller, pointer]);

  useEffect(() => {
    const element = scroller.current;
    if (!element) return;
    let frame = 0;
    let wanted: number | null = null;
    // All events of one display frame cause a single layout.
    const zoom = (factor: number, from: Point, to: Point): void => {
      const [least, most] = now.current.limits;
      wanted = Math.min(most, Math.max(least, (wanted ?? now.current.tile) * factor));
      focus.current = { from: focus.current?.from ?? from, to };
      cancelAnimationFrame(frame);
      frame = requestAnimationFrame(() => {
        store.setState({ tile: wanted && Math.round(10 * wanted) / 10 });
        wanted = null;
      });
    };
    const track = (): void => {
      scrolled.current = { x: element.scrollLeft, y: element.scrollTop };
    };
    const type = (event: KeyboardEvent): void => {
      if (event.ctrlKey || event.metaKey || event.altKey) return;
      const key = keyOf(event);
      const step = ['+', '='].includes(key) ? 1 : ['-', '_'].includes(key) ? -1 : null;
      if (step !== null) store.setState({ tile: resizedTile(now.current.tile, step, now.current.limits) });
      else if (key === '0') store.setState({ tile: null });
    };
    const isEmpty = (x: number, y: number): boolean =>
      pixelAt(now.current.layout, x + element.scrollLeft, y + element.scrollTop) === null;
    track();
    element.addEventListener('scroll', track, { passive: true });
    element.addEventListener('keydown', type);
    const stops = [onWheelZoom(element, zoom), onPinch(element, zoom), onDrag(element, isEmpty)];
    return () => {
      cancelAnimationFrame(frame);
      element.removeEventListener('scroll', track);
      element.removeEventListener('keydown', type);
      for (const stop of stops) stop();
    };
  }, [scroller, store]);

  return null;
}

const still = (at: Point): Focus => ({ from: at, to: at });

/** The default fixed point: the pixel under the pointer if it is in sight, else the centre. */
function restingPoint(
  layout: StageLayout,
  element: HTMLElement,
  scrolled: Point,
  { hover }: { readonly hover: Parameters<typeof pixelBox>[1] | null },
): Point {
  const { width, height } = sightOf(element);
  const box = hover && pixelBox(layout, hover);
  if (box) {
    const [x, y] = [box.x + box.width / 2 - scrolled.x, box.y + box.height / 2 - scrolled.y];
    if (x >= 0 && y >= 0 && x < width && y < height) return { x, y };
  }
  return { x: width / 2, y: height / 2 };
}
