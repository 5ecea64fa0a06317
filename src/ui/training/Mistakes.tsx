/** What it still gets wrong at the playhead: the confusion matrix, whose cells open their pictures, and the surest errors. */
import { type CSSProperties, type KeyboardEvent, useEffect, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { grouped, percent } from '../../workspace/numbers';
import type { Answered, Judged } from '../../workspace/training/judge';
import { useClassNames } from '../parts/useClassNames';
import { SetPicture } from './data/SetPicture';
import { Strong } from './Strong';
import { useAt, useLabels, useSubject, useTrain, useTraining } from './useTrain';

/** The pictures of a cell, or of the surest mistakes, that are shown. */
const MOST = 12;

/** What the network makes of all held-back pictures at the playhead, once it rests there. */
function useJudged(): Judged | null {
  const { training } = useTrain();
  const at = useAt();
  const isResting = useTraining(({ status }) => status !== 'running' && status !== 'loading');
  const [judged, setJudged] = useState<Judged | null>(null);
  useEffect(() => {
    if (!isResting) return;
    let isStale = false;
    void training.conversation.ask({ kind: 'judge', moment: at }).then((given) => {
      if (!isStale && given?.kind === 'judge') setJudged(given.judged);
    });
    return () => {
      isStale = true;
    };
  }, [training, at, isResting]);
  return judged;
}

export function Mistakes() {
  const { t } = useTranslation();
  const names = useClassNames();
  const labels = useLabels();
  const judged = useJudged();
  const [cell, setCell] = useState<readonly [label: number, said: number] | null>(null);
  if (judged?.counts.length !== labels.length) {
    return (
      <section className="train-watch" id="maps">
        <p role="status" className="muted">
          {t('train.judging')}
        </p>
      </section>
    );
  }
  const { counts, wrong, right: some } = judged;
  const all = counts.flat().reduce((sum, count) => sum + count, 0);
  const right = counts.reduce((sum, row, label) => sum + (row[label] ?? 0), 0);
  const cells = counts.flatMap((row, label) => row.map((count, said) => ({ label, said, count })));
  const most = cells.filter(({ label, said }) => label !== said).reduce((a, b) => (b.count > a.count ? b : a));
  const [label, said] = cell ?? [most.label, most.said];
  const shown = [...wrong, ...some].filter((each) => each.label === label && each.said === said).slice(0, MOST);
  const name = (index: number): string => names.short(labels[index] ?? '');
  const values = { count: grouped(all - right), all: grouped(all), label: name(most.label), said: name(most.said) };
  return (
    <section className="train-watch train-mistakes" id="maps">
      <h2 className="train-sentence">
        <Strong text={right === all ? t('train.noneWrong', values) : t('train.wrongMost', values)} />
      </h2>
      <Matrix counts={counts} name={name} chosen={[label, said]} onChoose={setCell} />
      <div className="train-pictures">
        <h3>
          {label === said
            ? t('train.openedRight', { label: name(label), count: counts[label]?.[said] ?? 0 })
            : t('train.opened', { label: name(label), said: name(said), count: counts[label]?.[said] ?? 0 })}
        </h3>
        <Pictures of={shown} name={name} />
        {wrong.length > 0 && (
          <>
            <h3>{t('train.certain')}</h3>
            <Pictures of={wrong.slice(0, MOST)} name={name} />
          </>
        )}
      </div>
      <p className="small muted">{t('train.matrixNote')}</p>
    </section>
  );
}

interface MatrixProps {
  readonly counts: readonly (readonly number[])[];
  readonly name: (index: number) => string;
  readonly chosen: readonly [label: number, said: number];
  readonly onChoose: (cell: readonly [label: number, said: number]) => void;
}

const steps: { readonly [key: string]: readonly [down: number, across: number] } = {
  ArrowUp: [-1, 0],
  ArrowDown: [1, 0],
  ArrowLeft: [0, -1],
  ArrowRight: [0, 1],
};

/** One stop of the Tab key: arrows move through the cells. */
function Matrix({ counts, name, chosen: [label, said], onChoose }: MatrixProps) {
  const { t } = useTranslation();
  const table = useRef<HTMLTableElement>(null);
  const most = Math.max(1, ...counts.flatMap((row, i) => row.filter((_, k) => k !== i)));
  const key = (event: KeyboardEvent): void => {
    const step = steps[event.key];
    if (!step) return;
    event.preventDefault();
    const within = (index: number): number => Math.max(0, Math.min(counts.length - 1, index));
    const [to, at] = [within(label + step[0]), within(said + step[1])];
    onChoose([to, at]);
    table.current?.rows[to + 1]?.cells[at + 1]?.querySelector('button')?.focus();
  };
  return (
    <table ref={table} className="train-matrix" onKeyDown={key}>
      <caption className="small muted">{t('train.matrix')}</caption>
      <thead>
        <tr>
          <td />
          {counts.map((_, index) => (
            <th key={name(index)} scope="col" title={name(index)} data-chosen={index === said || undefined}>
              {name(index)}
            </th>
          ))}
          <th scope="col" className="muted">
            {t('train.share')}
          </th>
        </tr>
      </thead>
      <tbody>
        {counts.map((row, of) => (
          <tr key={name(of)}>
            <th scope="row" title={name(of)} data-chosen={of === label || undefined}>
              {name(of)}
            </th>
            {row.map((count, as) => (
              <td key={name(as)}>
                <button
                  type="button"
                  className="number"
                  tabIndex={of === label && as === said ? 0 : -1}
                  aria-pressed={of === label && as === said}
                  aria-label={t('train.openCell', { count, label: name(of), said: name(as) })}
                  data-testid="confusion-cell"
                  data-true={of}
                  data-guess={as}
                  data-count={count}
                  style={{ '--share': of === as ? 0 : Math.sqrt(count / most) } as CSSProperties}
                  onClick={() => onChoose([of, as])}
                >
                  {count > 0 ? count : ''}
                </button>
              </td>
            ))}
            <td className="number muted">
              {percent(
                (row[of] ?? 0) /
                  Math.max(
                    1,
                    row.reduce((sum, count) => sum + count, 0),
                  ),
              )}
            </td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}

function Pictures({ of, name }: { readonly of: readonly Answered[]; readonly name: (index: number) => string }) {
  const { t } = useTranslation();
  const facts = useTraining((state) => state.set);
  const { store } = useTrain().training.subject;
  const opened = useSubject();
  return (
    <ul className="train-wrong">
      {of.map((each) => (
        <li key={each.place}>
          <button
            type="button"
            aria-pressed={opened === each}
            aria-label={t('train.watching.onPad', { label: name(each.label), said: name(each.said) })}
            title={t('train.watching.putOnPad')}
            onClick={() => store.setState({ picture: opened === each ? null : each })}
          >
            <SetPicture bytes={each.picture} facts={facts} />
          </button>
          <span className="small">{t('train.readAs', { label: name(each.label), said: name(each.said) })}</span>
          <span className="small number muted">{percent(each.sure)}</span>
        </li>
      ))}
    </ul>
  );
}
