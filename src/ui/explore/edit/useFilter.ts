/** A filter whose numbers are changed where they stand: as it computes now, and what writes into it. */
import { useMemo } from 'react';
import { filterCount, filterOf, type MapOf } from '../../../workspace/edit/apply';
import {
  type FilterNow,
  filterNow,
  restoreWeights,
  tidied,
  writeBias,
  writeWeights,
} from '../../../workspace/edit/inPlace';
import type { Network } from '../../../workspace/network';
import { useEditing, useEdits } from './useEditing';

/** What a drag by a pixel and a step by a key change, as shares of the filter's reach. */
const PER_PIXEL = 0.01;
const PER_STEP = 0.1;

/** A number of the filter: a weight by its index, or its bias. */
export type Place = number | 'bias';

export interface EditableFilter {
  readonly at: MapOf;
  readonly now: FilterNow;
  /** Whether any of `count` weights from `first` on is not the trained one. */
  isChanged(first: number, count: number): boolean;
  /** As typed. */
  write(place: Place, value: number): void;
  /** By a drag of so many pixels upwards from a value; all of one drag is one step of the history. */
  drag(place: Place, from: number, up: number): void;
  /** A weight that a drag has crossed; all of one drag is one step of the history. */
  paint(weight: number, value: number): void;
  /** By so many steps of a key. */
  step(place: Place, steps: number): void;
  /** By a drag of the bias's own bar. */
  pullBias(value: number): void;
  /** Replaces the weights from `first` on, as one step. */
  fill(first: number, values: readonly number[]): void;
  restore(first: number, count: number): void;
  /** A drag or a run of keys has ended. */
  settle(): void;
}

/** Null if the layer has no filters. */
export function useFilter(network: Network, node: string, channel: number): EditableFilter | null {
  const editing = useEditing();
  const trained = useEdits((state) => state.trained);
  const edits = useEdits((state) => state.edits);
  const count = filterCount(network.model, node);
  const own = useMemo(
    () => (trained && channel < count ? filterOf(trained.stored.weights, node, count, channel) : null),
    [trained, node, count, channel],
  );
  return useMemo(() => {
    if (!own) return null;
    const at = { node, channel };
    const now = filterNow(own, edits, at);
    const { reach } = now;
    const gesture = (place: Place): string => `${node}.${channel}.${place}`;
    const set = (place: Place, value: number, run: string | null): void =>
      editing.change(
        (edited) =>
          place === 'bias' ? writeBias(edited, at, own, value) : writeWeights(edited, at, own, [[place, value]]),
        run,
      );
    const valueAt = (place: Place): number => (place === 'bias' ? now.bias : now.weights[place]) ?? 0;
    return {
      at,
      now,
      isChanged: (first, size) => {
        const cells = edits.get(node)?.filters.get(channel)?.cells ?? new Map();
        return [...cells.keys()].some((cell) => cell >= first && cell < first + size);
      },
      write: (place, value) => set(place, value, null),
      drag: (place, from, up) => set(place, tidied(from + up * PER_PIXEL * reach, reach), gesture(place)),
      paint: (weight, value) => set(weight, value, `${node}.${channel}.paint`),
      step: (place, steps) => set(place, tidied(valueAt(place) + steps * PER_STEP * reach, reach), gesture(place)),
      pullBias: (value) => set('bias', tidied(value, reach), gesture('bias')),
      fill: (first, values) =>
        editing.change((edited) =>
          writeWeights(
            edited,
            at,
            own,
            values.map((value, i) => [first + i, value] as const),
          ),
        ),
      restore: (first, size) => editing.change((edited) => restoreWeights(edited, at, first, size)),
      settle: () => editing.settle(),
    };
  }, [editing, edits, own, node, channel]);
}
