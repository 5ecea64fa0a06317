/** What a run is watched on: the person's input or, in its place, a picture of the set. */
import { createStore } from 'zustand/vanilla';
import type { EngineInput } from '../engineParts';
import type { Input } from '../input/input';
import type { Network } from '../network';
import { prepareAsTrained, type Shown } from '../prepare';

/** A picture of a set. */
export interface SetPicture {
  /** The class it belongs to. */
  readonly label: number;
  /** Planes x height x width bytes. */
  readonly picture: Uint8Array;
}

/** The values of a picture as a network reads it: each plane from 0 to 1, then normalised. Null if it does not fit. */
export function pictureValues({ preprocessing }: Pick<Network, 'preprocessing'>, picture: Uint8Array) {
  const { size, mean, deviation } = preprocessing;
  const plane = size[0] * size[1];
  if (picture.length !== plane * mean.length) return null;
  return Float32Array.from(picture, (byte, i) => {
    const channel = Math.floor(i / plane);
    return (byte / 255 - (mean[channel] ?? 0)) / (deviation[channel] ?? 1);
  });
}

export class Subject {
  /** The picture of the set that stands in for the person's input; null: none. */
  readonly store = createStore<{ readonly picture: SetPicture | null }>()(() => ({ picture: null }));
  /** For each network: the same object means the same input. */
  private readonly prepared = new WeakMap<Network, { readonly of: SetPicture; readonly given: EngineInput<Shown> }>();

  constructor(private readonly input: Input) {}

  /** Throws EngineError('input') for an input of the person's that cannot be prepared. */
  prepare(network: Network): EngineInput<Shown> {
    const { picture } = this.store.getState();
    if (picture === null) return prepareAsTrained(this.input, network);
    const prepared = this.prepared.get(network);
    if (prepared?.of === picture) return prepared.given;
    const values = pictureValues(network, picture.picture);
    if (values === null) return prepareAsTrained(this.input, network);
    const given: EngineInput<Shown> = { values, shown: { isEmpty: false, blank: null } };
    this.prepared.set(network, { of: picture, given });
    return given;
  }
}
