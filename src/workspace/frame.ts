/** State that changes with every frame: what the last run reported, and version counters of what is kept elsewhere. */
import { createStore } from 'zustand/vanilla';
import type { Counters, Range } from '../backend/types';
import type { TensorId } from '../kernels/kernel';

export interface FrameState {
  /** Grows with every run that has reported. */
  readonly version: number;
  /** Whether the answer to what was given last is still to come. */
  readonly isBusy: boolean;
  /** Grows whenever another input was run on; the pictures of its steps are kept by the input pipeline. */
  readonly inputVersion: number;
  /** The network was shown nothing: an empty pad, no picture yet. */
  readonly isEmpty: boolean;
  /** Probability of each class; null when the network was shown nothing, or gives no probabilities. */
  readonly answer: readonly number[] | null;
  /** What a network gives that gives no probabilities; null when it was shown nothing. */
  readonly values: readonly number[] | null;
  readonly ranges: ReadonlyMap<TensorId, Range>;
  readonly milliseconds: number | null;
  readonly counters: Readonly<Counters> | null;
  /** The value under the pointer, as float32 gives it; null while it is unknown. */
  readonly hovered: number | null;
  /** The map (or, without a channel, the strip) that the legend speaks of while each has its own range; largest |value|. */
  readonly own: { readonly layer: string; readonly channel: number | null; readonly extent: number } | null;
}

export const createFrame = () =>
  createStore<FrameState>()(() => ({
    version: 0,
    isBusy: false,
    inputVersion: 0,
    isEmpty: true,
    answer: null,
    values: null,
    ranges: new Map(),
    milliseconds: null,
    counters: null,
    hovered: null,
    own: null,
  }));

export type Frame = ReturnType<typeof createFrame>;

interface Versioned {
  readonly version: number;
}

/** Calls back after every frame of the page's network or a lab's, until the result is called. */
export const onFrame = (
  frame: { subscribe(listener: (now: Versioned, before: Versioned) => void): () => void },
  act: () => void,
): (() => void) =>
  frame.subscribe((now, before) => {
    if (now.version !== before.version) act();
  });
