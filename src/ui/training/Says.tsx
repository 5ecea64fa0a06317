/** On the right: what the network says to the drawing at the playhead, and how often it has changed its mind. */
import { useEffect, useRef } from 'react';
import { useTranslation } from 'react-i18next';
import { grouped, percent } from '../../workspace/numbers';
import { Verdict } from '../explore/Verdict';
import { say } from '../parts/Live';
import { useClassNames } from '../parts/useClassNames';
import { useWork, useWorkspace } from '../playground';
import { bestOf } from './State';
import { useLabels, useTraining } from './useTrain';
import { Guess, GuessBars, GuessList, guessRange, useGuesses, useStanding } from './watch/Guessing';

export function Says() {
  const network = useWork((state) => state.network);
  const guesses = useGuesses();
  const standing = useStanding(guesses);
  const labels = network?.spec.labels ?? [];
  const isGuessing = guesses[0]?.length === labels.length;
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: it scrolls where there is little room.
    <section className="train-says" aria-labelledby="train-says-title" tabIndex={0}>
      {network && (
        <>
          <div id="train-says-title">
            {isGuessing ? <Guess {...{ guesses, labels, standing }} /> : <Verdict labels={labels} />}
          </div>
          <Bars labels={labels} guesses={isGuessing ? guesses : []} />
          {isGuessing ? <GuessList {...{ guesses, labels }} /> : <Mind />}
        </>
      )}
    </section>
  );
}

interface BarsProps {
  readonly labels: readonly string[];
  /** What untrained networks say, before a run. */
  readonly guesses: readonly (readonly number[])[];
}

/** A bar a class; they follow the frame without React. */
export function Bars({ labels, guesses }: BarsProps) {
  const names = useClassNames();
  const { frame } = useWorkspace();
  const body = useRef<HTMLTableSectionElement>(null);
  useEffect(() => {
    const write = (): void => {
      const { answer } = frame.getState();
      const best = answer ? bestOf(answer) : -1;
      for (const [index, row] of [...(body.current?.rows ?? [])].entries()) {
        const probability = answer?.[index];
        row.classList.toggle('best', index === best);
        row.style.setProperty('--share', String(probability ?? 0));
        const [, , cell] = row.cells;
        const text =
          guesses.length > 0 ? guessRange(guesses, index) : probability === undefined ? '–' : percent(probability);
        if (cell) say(cell, text);
        if (probability === undefined) delete row.dataset.probability;
        else row.dataset.probability = String(probability);
      }
    };
    write();
    return frame.subscribe((now, before) => {
      if (now.answer !== before.answer) write();
    });
  }, [frame, guesses]);
  return (
    <table className="train-bars" data-guesses={guesses.length || undefined}>
      <tbody ref={body}>
        {labels.map((label, index) => (
          <tr key={label} data-testid="prediction" data-label={label}>
            <th scope="row">{names.short(label)}</th>
            <td aria-hidden>
              <i />
              <GuessBars guesses={guesses} label={index} />
            </td>
            <td className="number" />
          </tr>
        ))}
      </tbody>
    </table>
  );
}

/** When it first said what it says at the end of what is known, and how often it has changed its mind since. */
function Mind() {
  const { t } = useTranslation();
  const names = useClassNames();
  const labels = useLabels();
  const batch = useTraining((state) => state.batch);
  const answers = useTraining((state) => state.answers);
  const moments = useTraining((state) => state.moments);
  const said = answers.map(bestOf);
  const last = said.at(-1);
  if (last === undefined) return null;
  if (moments.length === 1) return <p className="muted">{t('train.guessing')}</p>;
  const first = said.indexOf(last);
  const changes = said.filter((each, i) => i > 0 && each !== said[i - 1]).length;
  return (
    <p className="muted">
      {t('train.firstSaid', {
        label: names.spoken(labels[last] ?? ''),
        count: grouped((moments[first]?.step ?? 0) * batch),
      })}{' '}
      {changes === 0 ? t('train.changed_zero') : t('train.changed', { count: changes })}
    </p>
  );
}
