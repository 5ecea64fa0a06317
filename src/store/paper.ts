/**
 * What must be made ready before the page goes to paper, by those who show what a printer cannot see: live canvases. In
 * two ways. The page's own print waits until it is ready. A print by the browser's menu waits for nothing: then canvases
 * are painted and copied within one task, as far as they are on the screen.
 */
import type { Palette } from '../backend/types';

/** The result takes away again what was made. */
type Undo = () => void;

export interface Prepared {
  /** Makes it ready in the colours of paper. */
  prepare?(palette: Palette): Promise<Undo>;
  /** Makes it ready at once, in the colours that stand. */
  copy(): Undo;
}

const all = new Set<Prepared>();

/** The result ends it. */
export function onPaper(prepared: Prepared): () => void {
  all.add(prepared);
  return () => void all.delete(prepared);
}

const together = (undo: readonly Undo[]) => (): void => {
  for (const each of undo) each();
};

/** Makes everything ready; the result takes it away again. */
export async function preparePaper(palette: Palette): Promise<Undo> {
  return together(await Promise.all([...all].map(({ prepare }) => prepare?.(palette) ?? (() => {}))));
}

/** Makes everything ready within this task; the result takes it away again. */
export const copyToPaper = (): Undo => together([...all].map(({ copy }) => copy()));

/** Part of a canvas in its own pixels. */
export interface Cut {
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly height: number;
}

/** Copies a part of a canvas, which has just been painted, into one of its own within an element. */
export function copyCanvas(live: HTMLCanvasElement, { x, y, width, height }: Cut, into: HTMLElement): Undo {
  const copy = into.ownerDocument.createElement('canvas');
  copy.className = 'map-paper';
  copy.width = Math.max(1, Math.round(width));
  copy.height = Math.max(1, Math.round(height));
  copy.getContext('2d')?.drawImage(live, x, y, width, height, 0, 0, copy.width, copy.height);
  into.append(copy);
  return () => copy.remove();
}
