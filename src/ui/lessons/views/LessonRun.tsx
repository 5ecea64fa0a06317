/** What the lessons that train share: the run in the view, where each step begins in its film, and the player. */
import { type ReactNode, useEffect } from 'react';
import { goodAt } from '../../../store/lessons/course/learning';
import type { TrainRun } from '../../../store/training';
import { grouped } from '../../../workspace/numbers';
import { reachEnd } from '../../../workspace/training/reach';
import { Button } from '../../parts/Button';
import { Slider } from '../../parts/Slider';
import { usePlayground, WorkspaceProvider } from '../../playground';
import '../../styles/train.css';
import '../../styles/trainFilm.css';
import '../../styles/trainWatch.css';
import { RunProvider, useAt, useRun, useTraining } from '../../training/useTrain';
import { useLearner, useLessons, useSetting } from '../context';
import { fill } from '../text';

/** The run trains while it is shown, and is paused when it is left. */
export function LessonRun({ run, children }: { readonly run: TrainRun; readonly children: ReactNode }) {
  const { show } = usePlayground();
  const { training } = run;
  useEffect(() => {
    const hide = show(training.workspace);
    training.show(true);
    return () => {
      training.pause();
      training.show(false);
      hide();
    };
  }, [training, show]);
  return (
    <RunProvider value={run}>
      <WorkspaceProvider value={training.workspace}>{children}</WorkspaceProvider>
    </RunProvider>
  );
}

/** Shows what a step begins with; what it lacks of the run for that, it trains. `begin`: takes up the step's run first. */
export function useFilm(begin: () => void): void {
  const { training } = useRun();
  const film = useSetting('film');
  const entered = useLearner((state) => state.entered);
  // biome-ignore lint/correctness/useExhaustiveDependencies: each step begins where it says, also if that is the same.
  useEffect(() => {
    let isLeft = false;
    begin();
    const { moments } = training.store.getState();
    const good = goodAt(moments);
    if (film === 'end')
      void reachEnd(training).then((all) => {
        if (!isLeft && all.length > 0) training.seek(null);
      });
    else if (moments.length > 0) training.seek(film === 'start' ? 0 : good < 0 ? null : good);
    return () => {
      isLeft = true;
    };
  }, [film, entered, training, begin]);
}

/** Plays by training and, once it has, again; every moment can be shown. */
export function FilmPlayer({ children }: { readonly children?: ReactNode }) {
  const { words } = useLessons();
  const { training } = useRun();
  const moments = useTraining((state) => state.moments);
  const { steps } = useTraining((state) => state.film);
  const status = useTraining((state) => state.status);
  const batch = useTraining((state) => state.batch);
  const isChecking = useLearner((state) => state.checking !== null);
  const at = useAt();
  const isRunning = status === 'running';
  return (
    <div className="lesson-film">
      <Button
        className="button strong"
        idle={isChecking || status === 'loading' || status === 'failed'}
        onClick={() => (isRunning ? training.pause() : training.play())}
      >
        {isRunning ? words.page.pause : words.page.play}
      </Button>
      <Slider
        label={words.page.moment}
        limits={[0, Math.max(0, moments.length - 1), 1]}
        value={at}
        text={fill(words.page.picturesOf, {
          count: grouped((moments[at]?.step ?? 0) * batch),
          all: grouped(steps * batch),
        })}
        onChange={(value) => training.seek(value)}
      />
      {children}
    </div>
  );
}
