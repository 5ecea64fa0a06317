/** State that changes with the pointer over the stage. */
import { createStore } from 'zustand/vanilla';
import type { Box, StagePixel } from './stage/pointer';

export interface PointerState {
  readonly hover: StagePixel | null;
  /** The class whose lead the connections share out while no other is pointed at; null: the winner. */
  readonly pinned: number | null;
  /** Where in the window the map lies that was pressed to open it. */
  readonly pressed: Box | null;
}

export const createPointer = () => createStore<PointerState>()(() => ({ hover: null, pinned: null, pressed: null }));

export type Pointer = ReturnType<typeof createPointer>;
