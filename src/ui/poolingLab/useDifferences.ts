/** How far the changed maps are from the clean ones, from the engine's values of one frame. */
import { useMemo } from 'react';
import { differenceIn } from '../../store/labs/pooling/curve';
import type { Difference } from '../../store/labs/pooling/difference';
import type { Standing } from '../../store/labs/pooling/pooling';
import type { RowKind } from '../../store/labs/pooling/spec';
import { useChannel, useReading } from './usePooling';

export type Differences = ReadonlyMap<RowKind, Difference>;

/** By kind; null until the first frame has been read. */
export function useDifferences(standing: Standing): Differences | null {
  const reading = useReading(standing);
  const channel = useChannel(standing);
  return useMemo(
    () =>
      reading &&
      new Map(
        standing.pooling.kinds.map((kind) => [
          kind,
          differenceIn(standing, channel, reading.clean.get(kind), reading.changed.get(kind)),
        ]),
      ),
    [reading, standing, channel],
  );
}
