/** State that changes with the pointer over the stage. */
import { createStore } from 'zustand/vanilla';
import type { Box, StagePixel } from './stage/pointer';

/** A map that was open, on its way back. */
export interface Closed {
  readonly layer: string;
  readonly channel: number;
  /** Where it stood in the window. */
  readonly box: Box;
  readonly values: Float32Array;
  readonly extent: number;
}

export interface PointerState {
  readonly hover: StagePixel | null;
  /** The class whose lead the connections share out while no other is pointed at; null: the winner. */
  readonly pinned: number | null;
  /** Where in the window the map lies that was pressed to open it. */
  readonly pressed: Box | null;
  /** What shrinks to its tile on the stage. */
  readonly closed: Closed | null;
}

export const createPointer = () =>
  createStore<PointerState>()(() => ({ hover: null, pinned: null, pressed: null, closed: null }));

export type Pointer = ReturnType<typeof createPointer>;
