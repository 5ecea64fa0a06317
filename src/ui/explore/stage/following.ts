/**
 * The drawing of an overview as a picture that follows two fingers or the wheel: what has been drawn is moved and scaled,
 * and nothing is drawn anew. It settles into place while the maps move to theirs. Under reduced motion it stands still.
 */
import type { Point } from '../../../workspace/stage/anchor';
import { isMotionReduced } from '../../parts/motion';
import { MOVES } from '../useScene';

export class Following {
  private shown: Keyframe | null = null;
  private ways: readonly Animation[] = [];

  constructor(private readonly scroller: HTMLElement) {}

  /** What lies over each other: the maps, their numbers, and what is written around them. */
  private get parts(): readonly HTMLElement[] {
    return [
      ...(this.scroller.parentElement?.querySelectorAll<HTMLElement>('.stage-canvas, .stage-writing, .stage-content') ??
        []),
    ];
  }

  /** Shows it `factor` times as large, and what was at `from` at `to`. */
  show(factor: number, from: Point, to: Point): void {
    if (isMotionReduced()) return;
    this.stop();
    const transform = `translate(${to.x - from.x}px, ${to.y - from.y}px) scale(${factor})`;
    this.shown = { transform, transformOrigin: `${from.x}px ${from.y}px` };
    // Enlarged, it reaches beyond its room.
    this.scroller.dataset.zooming = '';
    for (const { style } of this.parts) Object.assign(style, this.shown);
  }

  /** Lets it go where it belongs. */
  settle(): void {
    const { shown } = this;
    if (!shown) return;
    this.stop();
    const end = { ...shown, transform: 'none' };
    this.scroller.dataset.zooming = '';
    this.ways = this.parts.map((part) => part.animate([shown, end], { duration: MOVES, easing: 'ease-out' }));
    this.ways[0]?.addEventListener('finish', () => this.stop());
  }

  /** Puts it where it belongs. */
  stop(): void {
    for (const way of this.ways) way.cancel();
    this.ways = [];
    this.shown = null;
    delete this.scroller.dataset.zooming;
    for (const { style } of this.parts) Object.assign(style, { transform: '', transformOrigin: '' });
  }
}
