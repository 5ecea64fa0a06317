/**
 * Which pointer draws on the pad. A palm often lands before the pen, and two fingers often mean to zoom: what such a
 * touch has drawn is taken back without a trace.
 *
 * - A pen takes over from a finger. While it is near, no finger draws.
 * - A finger that lands beside one at rest takes over from it. If both then set off together, neither draws.
 * - Otherwise whoever draws goes on, and others wait.
 */
import type { Spot } from '../parts/gestures';

/** Pixels that a finger at rest may move, and that one must move to draw a line rather than to zoom. */
const REST = 10;
const LINE = 25;

interface Pointer {
  readonly pointerId: number;
  readonly pointerType: string;
}

interface Drawer {
  readonly id: number;
  readonly isTouch: boolean;
  readonly from: Spot;
  /** Pixels, the furthest so far. */
  away: number;
}

export class PadHand {
  private drawer: Drawer | null = null;
  /** The finger that the drawing one took over from. */
  private resting: Drawer | null = null;
  private isPenNear = false;

  /** `drop` takes back what is being drawn. */
  constructor(private readonly drop: () => void) {}

  /** Whether this pointer draws from now on. */
  begin({ pointerId: id, pointerType, clientX, clientY }: Pointer & Spot): boolean {
    const { drawer } = this;
    const isTouch = pointerType === 'touch';
    if (isTouch && this.isPenNear) return false;
    if (drawer) {
      const yields = drawer.isTouch && (pointerType === 'pen' || (isTouch && drawer.away <= REST));
      if (!yields) return false;
      this.drop();
    }
    this.resting = isTouch ? drawer : null;
    this.drawer = { id, isTouch, from: { clientX, clientY }, away: 0 };
    return true;
  }

  /** Whether this pointer is drawing. */
  move({ pointerId: id, pointerType, clientX, clientY }: Pointer & Spot): boolean {
    if (pointerType === 'pen') this.isPenNear = true;
    const { drawer, resting } = this;
    const moved = [drawer, resting].find((each) => each?.id === id);
    if (!moved) return false;
    moved.away = Math.max(moved.away, Math.hypot(clientX - moved.from.clientX, clientY - moved.from.clientY));
    if (moved === drawer) return true;
    if (moved.away > REST) {
      this.resting = null;
      // A palm may slide once the other has drawn a line.
      if (drawer && drawer.away < LINE) {
        this.drop();
        this.drawer = null;
      }
    }
    return false;
  }

  end({ pointerId: id, pointerType, type }: Pointer & { readonly type: string }): void {
    if (this.resting?.id === id) this.resting = null;
    if (this.drawer?.id !== id) return;
    // Systems that recognise a palm cancel its touch.
    if (type === 'pointercancel' && pointerType === 'touch') this.drop();
    this.drawer = null;
  }

  /** The pointer is out of reach. */
  leave({ pointerType }: Pick<Pointer, 'pointerType'>): void {
    if (pointerType === 'pen') this.isPenNear = false;
  }
}
