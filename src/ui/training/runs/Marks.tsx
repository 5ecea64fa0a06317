/** Notches on the axis where a run has changed, each with its words. */
import { useTranslation } from 'react-i18next';
import { exact, grouped } from '../../../workspace/numbers';
import type { Mark } from '../../../workspace/training/kept';
import type { AxisScale } from '../../../workspace/training/watching';
import '../../styles/trainRuns.css';
import { useTraining } from '../useTrain';

export function Marks({ width, scale }: { readonly width: number; readonly scale: AxisScale }) {
  const { t } = useTranslation();
  const words = useMarkWords();
  const marks = useTraining((state) => state.marks);
  if (marks.length === 0) return null;
  return (
    <ul className="train-marks" aria-label={t('train.runs.marks')}>
      {marks.map((mark, i) => (
        <li
          // biome-ignore lint/suspicious/noArrayIndexKey: two marks of a step may be alike.
          key={i}
          title={words(mark)}
          data-what={mark.what}
          style={{ left: width * scale.shareAt(mark.step) }}
        >
          <span className="unseen">{words(mark)}</span>
        </li>
      ))}
    </ul>
  );
}

export function useMarkWords(): (mark: Mark) => string {
  const { t } = useTranslation();
  const batch = useTraining((state) => state.batch);
  return ({ what, step, from, to }) => {
    const count = grouped(step * batch);
    const text = (value: Mark['from']): string =>
      typeof value !== 'number' ? String(value) : what === 'back' ? grouped(value * batch) : exact(value);
    return t(`train.runs.mark.${what}`, { count, from: text(from), to: text(to) });
  };
}
