/** The live input and the small models over it, for the views of the lessons. */
import { useCallback, useMemo } from 'react';
import { elements } from '../../core/shapes';
import type { Planes } from '../../store/lessons/evidence';
import type { SmallModel } from '../../store/lessons/models';
import { useLatest } from '../parts/useLatest';
import { useFrame, useGiven, useWork, useWorkspace } from '../playground';
import { useLessons } from './context';

/** The last input of the page's network, as values 0 to 1; null if it is empty or still another network's. */
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

/** The question, with the planes of the requested nodes. */
export interface Answered extends Question {
  readonly read: readonly Planes[];
}

/** The latest planes of a model's nodes for an input. All arguments must keep their identity while unchanged. */
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
