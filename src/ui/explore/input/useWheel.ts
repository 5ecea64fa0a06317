/** Zooming by the wheel, without scrolling the page: React listens to wheels passively, which cannot keep it still. */
import { type RefObject, useEffect, useRef } from 'react';

/** The zoom doubles in as many pixels of the wheel. */
const DOUBLES = 300;

/** Calls back with the factor that a turn of the wheel zooms by, and where the pointer is. */
export function useWheel(
  element: RefObject<HTMLElement | null>,
  zoom: (factor: number, event: WheelEvent) => void,
): void {
  const last = useRef(zoom);
  useEffect(() => {
    last.current = zoom;
  });
  useEffect(() => {
    const target = element.current;
    const turn = (event: WheelEvent): void => {
      event.preventDefault();
      // Firefox may count in lines.
      const pixels = event.deltaMode === WheelEvent.DOM_DELTA_PIXEL ? event.deltaY : 16 * event.deltaY;
      last.current(2 ** (-pixels / DOUBLES), event);
    };
    target?.addEventListener('wheel', turn, { passive: false });
    return () => target?.removeEventListener('wheel', turn);
  }, [element]);
}
