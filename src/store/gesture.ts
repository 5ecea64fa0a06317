/** State that changes with a gesture: strokes on the pad and their history, the pointed-at pixel, the picture's crop. */
import { createStore } from 'zustand/vanilla';
import { outline, PEN_THICKNESS, type Stroke, type StrokePoint } from '../vision/strokes';
import type { StagePixel } from './stage/pointer';

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
  readonly hover: StagePixel | null;
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
    hover: null,
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
});

/** `erase`: the pen is held by its eraser, whatever tool is chosen. */
export function beginStroke(gesture: Gesture, point: StrokePoint, erase = false): void {
  gesture.setState((state) => {
    const { thickness, eraser, strokes } = state;
    return changed(state, [...strokes, { points: [point], thickness, eraser: eraser || erase }]);
  });
}

/** Adds points to the last stroke. */
export function extendStroke(gesture: Gesture, points: readonly StrokePoint[]): void {
  gesture.setState(({ strokes }) => {
    const last = strokes.at(-1);
    if (!last || points.length === 0) return {};
    return { strokes: [...strokes.slice(0, -1), { ...last, points: [...last.points, ...points] }] };
  });
}

export function clearDrawing(gesture: Gesture): void {
  gesture.setState((state) => (state.strokes.length === 0 ? {} : changed(state, [])));
}

export function undo(gesture: Gesture): void {
  gesture.setState(({ strokes, past, future }) => {
    const before = past.at(-1);
    return before ? { strokes: before, past: past.slice(0, -1), future: [...future, strokes] } : {};
  });
}

export function redo(gesture: Gesture): void {
  gesture.setState(({ strokes, past, future }) => {
    const after = future.at(-1);
    return after ? { strokes: after, past: [...past, strokes], future: future.slice(0, -1) } : {};
  });
}

/** Moves the crop by shares of the picture; its middle stays on the picture. */
export function moveCrop(gesture: Gesture, x: number, y: number): void {
  const within = (value: number): number => Math.min(1, Math.max(0, value));
  gesture.setState(({ crop }) => ({
    crop: { ...crop, centre: [within(crop.centre[0] + x), within(crop.centre[1] + y)] },
  }));
}

export function zoomCrop(gesture: Gesture, zoom: number): void {
  gesture.setState(({ crop }) => ({ crop: { ...crop, zoom: Math.max(1, zoom) } }));
}
