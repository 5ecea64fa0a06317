/** State that changes with a gesture: strokes and their history, the pen, the picture's crop. */
import { createStore } from 'zustand/vanilla';
import { onGrid, outline, PEN_THICKNESS, type Stroke, type StrokePoint } from '../vision/strokes';
import { changed, type History, noHistory, redone, undone } from './history';

export type { Stroke, StrokePoint };
/** A stroke's closed outline in pad units; fill it with the non-zero rule. */
export const strokeOutline = outline;

export interface Crop {
  /** As shares of the picture, across and down. */
  readonly centre: readonly [x: number, y: number];
  /** At least 1; larger values crop a smaller part. */
  readonly zoom: number;
}

type Drawing = readonly Stroke[];

export interface GestureState {
  /** In order; the last grows while the pen is down, as a new object each time. */
  readonly strokes: Drawing;
  readonly history: History<Drawing>;
  /** In pad units, as in Stroke. */
  readonly thickness: number;
  readonly eraser: boolean;
  /**
   * The stroke being drawn: its points, which grow in place, and the history to return to if it was not meant. A stroke
   * that undo restored does not grow.
   */
  readonly growing: { readonly points: StrokePoint[]; readonly before: History<Drawing> } | null;
  /** The keyboard's pen, once it has been moved. */
  readonly pen: { readonly x: number; readonly y: number; readonly down: boolean } | null;
  readonly crop: Crop;
  /** A drawing that is not the person's: computed in place of an empty one, never saved or shared. */
  readonly ghost: Drawing;
  /** The ghost's drawing is not whole yet. */
  readonly isGhostWriting: boolean;
}

export const wholePicture: Crop = { centre: [0.5, 0.5], zoom: 1 };
export const thicknesses = { thin: 0.045, medium: PEN_THICKNESS, thick: 0.1 } as const;
export const thicknessNames = ['thin', 'medium', 'thick'] as const satisfies readonly (keyof typeof thicknesses)[];

export const createGesture = () =>
  createStore<GestureState>()(() => ({
    strokes: [],
    history: noHistory,
    thickness: thicknesses.medium,
    eraser: false,
    growing: null,
    pen: null,
    crop: wholePicture,
    ghost: [],
    isGhostWriting: false,
  }));

export type Gesture = ReturnType<typeof createGesture>;

/** `erase`: the pen's eraser end is in use, whatever tool is selected. */
export function beginStroke(gesture: Gesture, point: StrokePoint, erase = false): void {
  gesture.setState((state) => {
    const { thickness, eraser, strokes } = state;
    const points = [onGrid(point)];
    const stroke = { points, thickness, eraser: eraser || erase };
    const { history: before } = state;
    return { strokes: [...strokes, stroke], history: changed(before, strokes), growing: { points, before } };
  });
}

/** Adds points to the stroke being drawn, if there still is one. */
export function extendStroke(gesture: Gesture, points: readonly StrokePoint[]): void {
  gesture.setState(({ strokes, growing }) => {
    const last = strokes.at(-1);
    if (!last || !growing || points.length === 0) return {};
    for (const point of points) growing.points.push(onGrid(point));
    return { strokes: [...strokes.slice(0, -1), { ...last }] };
  });
}

/** Takes the stroke being drawn back, as if it had never begun: undo and redo know nothing of it. */
export function dropStroke(gesture: Gesture): void {
  gesture.setState(({ strokes, growing }) =>
    growing ? { strokes: strokes.slice(0, -1), history: growing.before, growing: null } : {},
  );
}

/** Replaces the drawing; no stroke is being drawn. */
const replaced = (
  { pen }: GestureState,
  strokes: Drawing,
  history: History<Drawing>,
): Pick<GestureState, 'strokes' | 'history' | 'growing' | 'pen'> => ({
  strokes,
  history,
  growing: null,
  pen: pen && { ...pen, down: false },
});

const MIDDLE = { x: 0.5, y: 0.5, down: false } as const;

/** Moves the keyboard's pen within the pad, drawing if it is down. */
export function movePen(gesture: Gesture, x: number, y: number): void {
  const { pen } = gesture.getState();
  const from = pen ?? MIDDLE;
  const within = (value: number): number => Math.min(1, Math.max(0, value));
  const to = { ...from, x: within(from.x + x), y: within(from.y + y) };
  gesture.setState({ pen: to });
  if (to.down) extendStroke(gesture, [{ x: to.x, y: to.y, pressure: 0.5 }]);
}

/** Lowers the keyboard's pen, which begins a stroke, or lifts it. */
export function togglePen(gesture: Gesture): void {
  const { pen } = gesture.getState();
  const { x, y, down } = pen ?? MIDDLE;
  gesture.setState({ pen: { x, y, down: !down } });
  if (!down) beginStroke(gesture, { x, y, pressure: 0.5 });
}

/** Puts the keyboard's pen away. */
export function dropPen(gesture: Gesture): void {
  gesture.setState({ pen: null });
}

/** Replaces the drawing; undo restores the previous one. */
export function replaceDrawing(gesture: Gesture, next: Drawing): void {
  gesture.setState((state) => replaced(state, next, changed(state.history, state.strokes)));
}

export function clearDrawing(gesture: Gesture): void {
  if (gesture.getState().strokes.length > 0) replaceDrawing(gesture, []);
}

const step = (take: typeof undone) => (gesture: Gesture) =>
  gesture.setState((state) => {
    const taken = take(state.history, state.strokes);
    return taken ? replaced(state, taken.value, taken.history) : state;
  });

export const undo = step(undone);
export const redo = step(redone);
