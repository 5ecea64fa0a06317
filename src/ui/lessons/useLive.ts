/** The live input and the small models over it, for the views of the lessons. */
import { useCallback, useMemo } from 'react';
import { elements } from '../../core/shapes';
import type { Planes } from '../../store/lessons/evidence';
import type { SmallModel } from '../../store/lessons/models';
import { useLatest } from '../parts/useLatest';
import { useFrame, useGiven, useWork, useWorkspace } from '../playground';
import { useLessons } from './context';

/** What the page's network was last given, as values 0 to 1; null while that is nothing, or still of another network. */
export function useInput(): Planes | null {
  const { pipeline } = useWorkspace().input;
  const version = useFrame((state) => state.inputVersion);
  const network = useWork((state) => state.network);
  const input = useGiven((state) => state.kind);
  // biome-ignore lint/correctness/useExhaustiveDependencies: a new version is a new input.
  return useMemo(() => {
    const seen = pipeline.current?.prepared?.seen;
    if (!network || !seen) return null;
    const { shape } = network.spec.input;
    if (seen.length !== elements(shape)) return null;
    const [planes, rows, columns] = shape;
    return { values: seen, planes, rows, columns };
  }, [pipeline, version, network, input]);
}

interface Question {
  readonly model: SmallModel;
  readonly input: Float32Array;
  readonly nodes: readonly string[];
}

/** What was asked, and the planes of the nodes that were asked for. */
export interface Answered extends Question {
  readonly read: readonly Planes[];
}

/** The nodes' planes of a model on an input; the latest that came. All three stay the same objects while they mean the same. */
export function useRun(
  model: SmallModel | null,
  input: Float32Array | null,
  nodes: readonly string[],
): Answered | null {
  const { runs } = useLessons().learner;
  const run = useCallback(
    async (asked: Question): Promise<Answered> => ({
      ...asked,
      read: await runs.run(asked.model, asked.input, asked.nodes),
    }),
    [runs],
  );
  const question = useMemo(() => model && input && { model, input, nodes }, [model, input, nodes]);
  const answered = useLatest(run, question);
  return question ? answered : null;
}
