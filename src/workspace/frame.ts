/** State that changes every frame: what the last run reported, and version counters for data kept elsewhere. */
import { createStore } from 'zustand/vanilla';
import type { Counters, Range } from '../backend/types';
import type { TensorId } from '../kernels/kernel';

export interface FrameState {
  /** Increases with every run that reports. */
  readonly version: number;
  /** Whether the result for the latest input is still pending. */
  readonly isBusy: boolean;
  /** Increases with every new input run; the pictures of its preprocessing steps are in the input pipeline. */
  readonly inputVersion: number;
  /** The network had no input: an empty pad, or no picture yet. */
  readonly isEmpty: boolean;
  /** Probability of each class; null without input, or if the network gives no probabilities. */
  readonly answer: readonly number[] | null;
  /** Output of a network that gives no probabilities; null without input. */
  readonly values: readonly number[] | null;
  readonly ranges: ReadonlyMap<TensorId, Range>;
  readonly milliseconds: number | null;
  readonly counters: Readonly<Counters> | null;
  /** The value under the pointer, as float32; null while unknown. */
  readonly hovered: number | null;
  /**
   * The map (or strip, if `channel` is null) that the legend describes when each map has its own range; `extent` is its
   * largest |value|.
   */
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

/** Calls back after every frame of the page's network or a lab's; call the result to stop. */
export const onFrame = (
  frame: { subscribe(listener: (now: Versioned, before: Versioned) => void): () => void },
  act: () => void,
): (() => void) =>
  frame.subscribe((now, before) => {
    if (now.version !== before.version) act();
  });
