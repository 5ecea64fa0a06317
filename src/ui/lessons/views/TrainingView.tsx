/**
 * Lesson 10: a network that is trained in the page, for the learner's own drawing: the kernels and maps of the page
 * "Train", what the network of each moment answers, and how well it does on pictures that it never learns from.
 */
import { useEffect, useMemo, useRef } from 'react';
import type { Evidence, Run } from '../../../store/lessons/evidence';
import { createLearningRun } from '../../../store/lessons/training';
import { reachEnd } from '../../../workspace/training/reach';
import { scaleOf } from '../../../workspace/training/watching';
import { useElementSize } from '../../parts/useElementSize';
import { usePlayground, useWork } from '../../playground';
import { Bars } from '../../training/Says';
import { useAt, useRun, useTraining } from '../../training/useTrain';
import { Layers } from '../../training/Watch';
import { tracks, useTrackNames } from '../../training/watch/tracks';
import { useLessons, usePublish, useSetting } from '../context';
import { Part } from '../parts/Part';
import { FilmPlayer, LessonRun, useFilm } from './LessonRun';
import { Measures } from './Measures';

/** The loss of a guess among ten is 2.3: the scale ends a little above. */
const MOST_LOSS = 3;
const NONE: readonly (readonly number[])[] = [];

export function TrainingView() {
  return (
    <LessonRun run={usePlayground().part(createLearningRun)}>
      <Film />
    </LessonRun>
  );
}

const stay = (): void => {};

/** Pauses where a step asks for it. */
function usePause(): void {
  const { training } = useRun();
  const pausesAt = useSetting('pausesAt');
  const isGood = useTraining(({ moments }) => (moments.at(-1)?.newAccuracy ?? 0) > pausesAt);
  useEffect(() => {
    if (isGood) training.pause();
  }, [isGood, training]);
}

function Film() {
  const { words } = useLessons();
  const { training } = useRun();
  const network = useWork((state) => state.network);
  const moments = useTraining((state) => state.moments);
  const answers = useTraining((state) => state.answers);
  const batch = useTraining((state) => state.batch);
  const at = useAt();
  const run = useMemo<Run>(
    () => ({
      batch,
      reachEnd: () => reachEnd(training),
      weights: (moment) => training.weightsAt(moment),
    }),
    [batch, training],
  );
  usePublish(
    useMemo<Evidence | null>(
      () => (moments.length > 0 ? { view: 'training', run, moments, at, answers } : null),
      [run, moments, at, answers],
    ),
  );
  usePause();
  useFilm(stay);
  if (!network || moments.length === 0) return <p className="muted">{words.page.bringing}</p>;
  return (
    <>
      <Part name="controls">
        <FilmPlayer>
          <KernelFilm />
        </FilmPlayer>
      </Part>
      <div className="moment">
        <Part name="kernels" className="moment-kernels">
          <Layers network={network} />
        </Part>
        <Part name="answers">
          <h3>{words.page.ownAnswer}</h3>
          <Bars labels={network.spec.labels} guesses={NONE} />
        </Part>
        <Measures mostLoss={MOST_LOSS} />
      </div>
    </>
  );
}

/** The chosen kernel along the slider. */
function KernelFilm() {
  const box = useRef<HTMLDivElement>(null);
  const { width } = useElementSize(box);
  const moments = useTraining((state) => state.moments);
  const film = useTraining((state) => state.film);
  const isFollowed = useTrackNames().includes('kernel');
  const scale = useMemo(() => scaleOf(film, 'film'), [film]);
  const places = useMemo(() => moments.map(({ step }) => scale.shareAt(step)), [moments, scale]);
  const { Chart } = tracks.kernel;
  return (
    <div ref={box} className="lesson-kernel-film" hidden={!isFollowed}>
      {isFollowed && width > 0 && <Chart {...{ width, height: 36, moments, scale, places }} />}
    </div>
  );
}
