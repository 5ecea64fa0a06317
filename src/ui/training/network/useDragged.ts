/** Rows that are dragged by their grip, with any pointer: the row follows, and a line shows where it will be. */
import { type CSSProperties, type PointerEvent, type RefObject, useState } from 'react';

interface Drag {
  readonly at: number;
  readonly to: number;
  readonly from: number;
  readonly by: number;
}

export interface Dragged {
  /** What the row's grip listens to. */
  gripOf(at: number): {
    onPointerDown(event: PointerEvent<HTMLElement>): void;
    onPointerMove(event: PointerEvent<HTMLElement>): void;
    onPointerUp(): void;
    onPointerCancel(): void;
  };
  styleOf(at: number): CSSProperties | undefined;
  /** `moving`, or where the moving row will stand: `above` or `below` this one. */
  markOf(at: number): 'moving' | 'above' | 'below' | undefined;
}

/** Pixels from the window's edge within which it scrolls. */
const EDGE = 48;

export function useDragged(list: RefObject<HTMLElement | null>, onMove: (at: number, to: number) => void): Dragged {
  const [drag, setDrag] = useState<Drag | null>(null);
  /** The place of the row whose middle is nearest. */
  const placeAt = (y: number): number => {
    const rows = [...(list.current?.querySelectorAll('[data-testid="builder-layer"]') ?? [])];
    const middles = rows.map((row) => {
      const { top, bottom } = row.getBoundingClientRect();
      return Math.abs((top + bottom) / 2 - y);
    });
    return middles.indexOf(Math.min(...middles));
  };
  return {
    gripOf: (at) => ({
      onPointerDown(event) {
        if (event.button !== 0) return;
        event.preventDefault();
        event.currentTarget.setPointerCapture(event.pointerId);
        setDrag({ at, to: at, from: event.pageY, by: 0 });
      },
      onPointerMove({ clientY, pageY }) {
        if (!drag) return;
        if (clientY < EDGE) window.scrollBy(0, -8);
        else if (clientY > window.innerHeight - EDGE) window.scrollBy(0, 8);
        setDrag({ ...drag, to: placeAt(clientY), by: pageY - drag.from });
      },
      onPointerUp() {
        if (drag && drag.to !== drag.at) onMove(drag.at, drag.to);
        setDrag(null);
      },
      onPointerCancel: () => setDrag(null),
    }),
    styleOf: (at) => (drag?.at === at ? { translate: `0 ${drag.by}px` } : undefined),
    markOf(at) {
      if (!drag) return undefined;
      if (drag.at === at) return 'moving';
      if (drag.to !== at) return undefined;
      return drag.to < drag.at ? 'above' : 'below';
    },
  };
}
