/** On the right: what the network says to the drawing at the playhead, and how often it has changed its mind. */
import { useEffect, useRef } from 'react';
import { useTranslation } from 'react-i18next';
import { grouped, percent } from '../../workspace/numbers';
import { Verdict } from '../explore/Verdict';
import { say } from '../parts/Live';
import { useClassNames } from '../parts/useClassNames';
import { useWork, useWorkspace } from '../playground';
import { bestOf } from './State';
import { useLabels, useRecipe, useTraining } from './useTrain';

export function Says() {
  const network = useWork((state) => state.network);
  return (
    <section className="train-says" aria-labelledby="train-says-title">
      {network && (
        <>
          <div id="train-says-title">
            <Verdict labels={network.spec.labels} />
          </div>
          <Bars labels={network.spec.labels} />
          <Mind />
        </>
      )}
    </section>
  );
}

/** A bar a class; they follow the frame without React. */
function Bars({ labels }: { readonly labels: readonly string[] }) {
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
        if (cell) say(cell, probability === undefined ? '–' : percent(probability));
        if (probability === undefined) delete row.dataset.probability;
        else row.dataset.probability = String(probability);
      }
    };
    write();
    return frame.subscribe((now, before) => {
      if (now.answer !== before.answer) write();
    });
  }, [frame]);
  return (
    <table className="train-bars">
      <tbody ref={body}>
        {labels.map((label) => (
          <tr key={label} data-testid="prediction" data-label={label}>
            <th scope="row">{names.short(label)}</th>
            <td aria-hidden>
              <i />
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
  const batch = useRecipe((state) => state.batch);
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
        label: names.short(labels[last] ?? ''),
        count: grouped((moments[first]?.step ?? 0) * batch),
      })}{' '}
      {changes === 0 ? t('train.changed_zero') : t('train.changed', { count: changes })}
    </p>
  );
}
