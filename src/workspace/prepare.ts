/**
 * A trained network's input, prepared from what the person gives by the steps that the network was trained with. Called
 * inside a frame, so it tells nobody: what there is to say goes with the input, and is said once its run has reported.
 */
import type { EngineInput } from './engineParts';
import type { Input } from './input/input';
import type { Network } from './network';

/** What is known of an input that a network is run on. */
export interface Shown {
  /** There was nothing to see. */
  readonly isEmpty: boolean;
  /** A picture was given, and the network of drawings sees nothing in it. */
  readonly isBlank: boolean;
}

/** Throws EngineError('input') for a picture that cannot be prepared. */
export function prepareAsTrained(input: Input, network: Network): EngineInput<Shown> {
  const { kind, steps } = input.store.getState();
  const { strokes, crop } = input.gesture.getState();
  const { preprocessing } = network;
  const request = { input: kind, strokes, crop, preprocessing, switches: steps };
  const { tensor, prepared } = input.pipeline.prepare(request);
  const isEmpty = prepared === null;
  return {
    values: tensor,
    shown: { isEmpty, isBlank: isEmpty && kind === 'picture' && input.pipeline.picture !== null },
  };
}
