/**
 * Prepares the page for paper: components with live canvases, which a printer cannot see, register here. The page's own
 * print waits until everything is ready. The browser's print command does not wait: the canvases on the screen are
 * painted and copied within one task.
 */
import type { Palette } from '../backend/types';

/** Removes what was prepared. */
type Undo = () => void;

export interface Prepared {
  /** Prepares it in paper colours. */
  prepare?(palette: Palette): Promise<Undo>;
  /** Prepares it synchronously, in the current colours. */
  copy(): Undo;
}

/** An event of the window: what is to be printed has another size, before the browser's observers tell so. */
export const RESHAPED = 'reshaped';

const all = new Set<Prepared>();

/** Registers; call the result to unregister. */
export function onPaper(prepared: Prepared): () => void {
  all.add(prepared);
  return () => void all.delete(prepared);
}

const together = (undo: readonly Undo[]) => (): void => {
  for (const each of undo) each();
};

/** Prepares everything; call the result to undo it. */
export async function preparePaper(palette: Palette): Promise<Undo> {
  return together(await Promise.all([...all].map(({ prepare }) => prepare?.(palette) ?? (() => {}))));
}

/** Prepares everything within this task; call the result to undo it. */
export const copyToPaper = (): Undo => together([...all].map(({ copy }) => copy()));

/** Part of a canvas, in canvas pixels. */
export interface Cut {
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly height: number;
}

/** Copies part of a freshly painted canvas into a new one inside an element. */
export function copyCanvas(live: HTMLCanvasElement, { x, y, width, height }: Cut, into: HTMLElement): Undo {
  const copy = into.ownerDocument.createElement('canvas');
  copy.className = 'map-paper';
  copy.width = Math.max(1, Math.round(width));
  copy.height = Math.max(1, Math.round(height));
  copy.getContext('2d')?.drawImage(live, x, y, width, height, 0, 0, copy.width, copy.height);
  into.append(copy);
  return () => copy.remove();
}
