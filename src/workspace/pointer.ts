/** State that changes with the pointer over the stage. */
import { createStore } from 'zustand/vanilla';
import type { StagePixel } from './stage/pointer';

export interface PointerState {
  readonly hover: StagePixel | null;
  /** The class whose lead the connections share out while no other is pointed at; null: the winner. */
  readonly pinned: number | null;
}

export const createPointer = () => createStore<PointerState>()(() => ({ hover: null, pinned: null }));

export type Pointer = ReturnType<typeof createPointer>;
