/**
 * A trained network's input, prepared from the person's input by the steps it was trained with. Called inside a frame,
 * so it reports nothing itself: messages travel with the input, and appear once its run has reported.
 */
import type { EngineInput } from './engineParts';
import type { Input } from './input/input';
import type { Network } from './network';

/** What is known about the input of a run. */
export interface Shown {
  /** There was no input. */
  readonly isEmpty: boolean;
  /** A picture was given, but the network for drawings sees nothing in it: at all, or large enough. */
  readonly blank: 'picture-blank' | 'picture-small' | null;
}

/** Throws EngineError('input') for a picture that cannot be prepared. */
export function prepareAsTrained(input: Input, network: Network): EngineInput<Shown> {
  const { kind, steps } = input.store.getState();
  const { strokes: own, ghost, crop } = input.gesture.getState();
  const strokes = own.length > 0 ? own : ghost;
  const { preprocessing } = network;
  const request = { input: kind, strokes, crop, preprocessing, switches: steps };
  const { tensor, prepared, isTrace } = input.pipeline.prepare(request);
  const isEmpty = prepared === null;
  const isBlank = isEmpty && kind === 'picture' && input.pipeline.picture !== null;
  const blank = isTrace ? 'picture-small' : 'picture-blank';
  return { values: tensor, shown: { isEmpty, blank: isBlank ? blank : null } };
}
