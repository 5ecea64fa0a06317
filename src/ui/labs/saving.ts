/** How the maps of a lab are saved: a right click, the menu key or a long press on a map, or the share dialog. */
import { type PointerEvent, useEffect, useRef } from 'react';
import { saving } from '../../store/saving';
import { SLACK } from '../parts/gestures';

/** Milliseconds of a long press. */
const LONG = 550;

/** Handlers of a map that opens a menu; none if `open` is null. */
export function useMenu(open: (() => void) | null) {
  const press = useRef<{ timer: ReturnType<typeof setTimeout>; x: number; y: number } | null>(null);
  const end = (): void => clearTimeout(press.current?.timer);
  useEffect(() => () => clearTimeout(press.current?.timer), []);
  if (!open) return {};
  return {
    onContextMenu(event: { preventDefault(): void }) {
      event.preventDefault();
      end();
      open();
    },
    // Where a long press brings no menu.
    onPointerDownCapture({ pointerType, clientX: x, clientY: y }: PointerEvent) {
      if (pointerType === 'touch') press.current = { timer: setTimeout(open, LONG), x, y };
    },
    onPointerUpCapture: end,
    onPointerCancel: end,
    onPointerMoveCapture({ clientX, clientY }: PointerEvent) {
      const { x = clientX, y = clientY } = press.current ?? {};
      if (Math.hypot(clientX - x, clientY - y) > SLACK) end();
    },
  };
}

/** Offers what `open` opens in the share dialog; nothing if it is null. */
export function useOffered(open: (() => void) | null): void {
  const latest = useRef(open);
  latest.current = open;
  const isOffered = open !== null;
  useEffect(() => {
    if (!isOffered) return;
    saving.setState({ open: () => latest.current?.() });
    return () => saving.setState({ open: null });
  }, [isOffered]);
}
