/** State that changes with the pointer over the stage. */
import { createStore } from 'zustand/vanilla';
import type { StagePixel } from './stage/pointer';

export interface PointerState {
  readonly hover: StagePixel | null;
}

export const createPointer = () => createStore<PointerState>()(() => ({ hover: null }));

export type Pointer = ReturnType<typeof createPointer>;
