/**
 * Lesson 11: a network that learns 200 digits by heart: how many of them it reads right, how many new ones, and what
 * becomes of the gap between the two with each cure.
 */
import { useCallback, useId, useMemo } from 'react';
import { useStore } from 'zustand';
import { gapText } from '../../../store/lessons/course/overfitting';
import { type CureName, cureNames } from '../../../store/lessons/cures';
import type { Evidence } from '../../../store/lessons/evidence';
import { createOverfittingRun, type OverfittingRun } from '../../../store/lessons/training';
import { percent } from '../../../workspace/numbers';
import type { Moment } from '../../../workspace/training/kept';
import { usePlayground, useWork } from '../../playground';
import { Bars } from '../../training/Says';
import { useAt, useTraining } from '../../training/useTrain';
import { useLessons, usePublish, useSetting } from '../context';
import { Part } from '../parts/Part';
import { FilmPlayer, LessonRun, useFilm } from './LessonRun';
import { Measures } from './Measures';

/** Where the two part; what is lost before is above it. */
const MOST_LOSS = 1;
const NONE: readonly (readonly number[])[] = [];

export function OverfittingView() {
  const run = usePlayground().part(createOverfittingRun);
  return (
    <LessonRun run={run}>
      <Film run={run} />
    </LessonRun>
  );
}

function Film({ run }: { readonly run: OverfittingRun }) {
  const { words } = useLessons();
  const { ends: all, train, choose } = run;
  const network = useWork((state) => state.network);
  const moments = useTraining((state) => state.moments);
  const film = useTraining((state) => state.film);
  const batch = useTraining((state) => state.batch);
  const ends = useStore(all);
  const cure = useSetting('cure');
  const at = useAt();
  const parameters = network?.parameters ?? 0;
  usePublish(
    useMemo<Evidence | null>(() => {
      const isWhole = moments.at(-1)?.step === film.steps;
      return moments.length > 0 ? { view: 'overfitting', parameters, batch, moments, at, isWhole, ends, train } : null;
    }, [parameters, batch, moments, at, film, ends, train]),
  );
  useFilm(useCallback(() => choose(cure), [choose, cure]));
  if (!network || moments.length === 0) return <p className="muted">{words.page.bringing}</p>;
  return (
    <>
      <Part name="controls">
        <FilmPlayer />
      </Part>
      <div className="moment">
        <Measures withOwn mostLoss={MOST_LOSS} />
        <Part name="cures">
          <Cures ends={ends} cure={cure} />
        </Part>
        <Part name="answers">
          <h3>{words.page.ownAnswer}</h3>
          <Bars labels={network.spec.labels} guesses={NONE} />
        </Part>
      </div>
    </>
  );
}

interface CuresProps {
  readonly ends: ReadonlyMap<CureName, readonly Moment[]>;
  readonly cure: CureName;
}

/** The runs to choose from, and what each has come to. */
function Cures({ ends, cure }: CuresProps) {
  const { words, learner } = useLessons();
  const { page } = words;
  const group = useId();
  return (
    <table className="answer-table lesson-cures">
      <caption>{page.ends}</caption>
      <thead>
        <tr>
          <th scope="col">{page.cure}</th>
          <th scope="col">{page.own}</th>
          <th scope="col">{page.fresh}</th>
          <th scope="col">{page.gap}</th>
        </tr>
      </thead>
      <tbody>
        {cureNames.map((name) => {
          const moments = ends.get(name);
          const last = moments?.at(-1);
          return (
            <tr key={name} data-cure={name} data-done={last !== undefined || undefined}>
              <th scope="row">
                <label>
                  <input
                    type="radio"
                    name={group}
                    checked={name === cure}
                    onChange={() => learner.set({ cure: name, film: 'start' })}
                  />
                  {page.cures[name]}
                </label>
              </th>
              <td className="number">{last ? percent(last.accuracy) : '–'}</td>
              <td className="number">{last ? percent(last.newAccuracy) : '–'}</td>
              <td className="number">{moments ? gapText(moments) : '–'}</td>
            </tr>
          );
        })}
      </tbody>
    </table>
  );
}
