/** State that changes with a gesture: strokes on the pad and their history, the pen, the picture's crop. */
import { createStore } from 'zustand/vanilla';
import { onGrid, outline, PEN_THICKNESS, type Stroke, type StrokePoint } from '../vision/strokes';

export type { Stroke, StrokePoint };
/** The closed outline of a stroke on a pad of `side` pixels, to be filled by the non-zero rule. */
export const strokeOutline = outline;

export interface Crop {
  /** Share of the picture across and down. */
  readonly centre: readonly [x: number, y: number];
  /** At least 1: larger takes a smaller part. */
  readonly zoom: number;
}

/** What undo goes back to. */
type Drawing = readonly Stroke[];

export interface GestureState {
  /** In order; the last one grows while the pen is down, as a new object each time. */
  readonly strokes: Drawing;
  readonly past: readonly Drawing[];
  readonly future: readonly Drawing[];
  /** In pad units, as in Stroke. */
  readonly thickness: number;
  readonly eraser: boolean;
  /** The last stroke is being drawn; one that undo brought back is not. */
  readonly growing: boolean;
  /** The pen that the keyboard holds, once it has been moved. */
  readonly pen: { readonly x: number; readonly y: number; readonly down: boolean } | null;
  readonly crop: Crop;
}

export const wholePicture: Crop = { centre: [0.5, 0.5], zoom: 1 };
export const thicknesses = { thin: 0.045, medium: PEN_THICKNESS, thick: 0.1 } as const;
export const thicknessNames = ['thin', 'medium', 'thick'] as const satisfies readonly (keyof typeof thicknesses)[];

export const createGesture = () =>
  createStore<GestureState>()(() => ({
    strokes: [],
    past: [],
    future: [],
    thickness: thicknesses.medium,
    eraser: false,
    growing: false,
    pen: null,
    crop: wholePicture,
  }));

export type Gesture = ReturnType<typeof createGesture>;

/** Steps of undo that are kept. */
const HISTORY = 200;

/** A changed drawing, undoable. */
const changed = ({ strokes, past }: GestureState, next: Drawing): Partial<GestureState> => ({
  strokes: next,
  past: [...past, strokes].slice(-HISTORY),
  future: [],
  growing: false,
});

/** `erase`: the pen is held by its eraser, whatever tool is chosen. */
export function beginStroke(gesture: Gesture, point: StrokePoint, erase = false): void {
  gesture.setState((state) => {
    const { thickness, eraser, strokes } = state;
    const stroke = { points: [onGrid(point)], thickness, eraser: eraser || erase };
    return { ...changed(state, [...strokes, stroke]), growing: true };
  });
}

/** Adds points to the stroke that is being drawn, if it still is. */
export function extendStroke(gesture: Gesture, points: readonly StrokePoint[]): void {
  gesture.setState(({ strokes, growing }) => {
    const last = strokes.at(-1);
    if (!last || !growing || points.length === 0) return {};
    return { strokes: [...strokes.slice(0, -1), { ...last, points: [...last.points, ...points.map(onGrid)] }] };
  });
}

/** A drawing that is replaced has no stroke that the keyboard's pen could go on with. */
const lifted = (pen: GestureState['pen']): Partial<GestureState> => ({
  growing: false,
  pen: pen && { ...pen, down: false },
});

const MIDDLE = { x: 0.5, y: 0.5, down: false } as const;

/** Moves the keyboard's pen, drawing when it is down. It stays on the pad. */
export function movePen(gesture: Gesture, x: number, y: number): void {
  const { pen } = gesture.getState();
  const from = pen ?? MIDDLE;
  const within = (value: number): number => Math.min(1, Math.max(0, value));
  const to = { ...from, x: within(from.x + x), y: within(from.y + y) };
  gesture.setState({ pen: to });
  if (to.down) extendStroke(gesture, [{ x: to.x, y: to.y, pressure: 0.5 }]);
}

/** Sets the keyboard's pen down, which begins a stroke, or lifts it. */
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

export function clearDrawing(gesture: Gesture): void {
  gesture.setState((state) => (state.strokes.length === 0 ? {} : { ...changed(state, []), ...lifted(state.pen) }));
}

export function undo(gesture: Gesture): void {
  gesture.setState(({ strokes, past, future, pen }) => {
    const before = past.at(-1);
    return before ? { strokes: before, past: past.slice(0, -1), future: [...future, strokes], ...lifted(pen) } : {};
  });
}

export function redo(gesture: Gesture): void {
  gesture.setState(({ strokes, past, future, pen }) => {
    const after = future.at(-1);
    return after ? { strokes: after, past: [...past, strokes], future: future.slice(0, -1), ...lifted(pen) } : {};
  });
}
