/** To the right of the curves: their names, and their values at the playhead. */
import { useTranslation } from 'react-i18next';
import { fixed, percent } from '../../workspace/numbers';
import { useClassNames } from '../parts/useClassNames';
import { bestOf } from './State';
import { useAt, useLabels, useMoment, useTraining } from './useTrain';

const share = (value: number | undefined): string =>
  value === undefined || Number.isNaN(value) ? '–' : percent(value);
const nats = (value: number | undefined): string =>
  value === undefined || Number.isNaN(value) ? '–' : fixed(value, 2);

export function Tracks() {
  const { t } = useTranslation();
  const names = useClassNames();
  const moment = useMoment();
  const at = useAt();
  const labels = useLabels();
  const answer = useTraining((state) => state.answers[at]);
  const best = answer ? bestOf(answer) : -1;
  return (
    <section className="train-tracks" aria-label={t('train.tracks')}>
      <table>
        <thead>
          <tr>
            <td />
            <th scope="col">
              <i className="line new" aria-hidden /> {t('train.new')}
            </th>
            <th scope="col">
              <i className="line" aria-hidden /> {t('train.training')}
            </th>
          </tr>
        </thead>
        <tbody>
          <tr>
            <th scope="row">{t('train.right')}</th>
            <td className="number">{share(moment?.newAccuracy)}</td>
            <td className="number muted">{share(moment?.accuracy)}</td>
          </tr>
          <tr>
            <th scope="row">{t('train.loss')}</th>
            <td className="number">{nats(moment?.newLoss)}</td>
            <td className="number muted">{nats(moment?.loss)}</td>
          </tr>
          <tr>
            <th scope="row">{t('train.said')}</th>
            <td className="number" colSpan={2}>
              {answer ? `${names.short(labels[best] ?? '')} · ${percent(answer[best] ?? 0)}` : '–'}
            </td>
          </tr>
        </tbody>
      </table>
    </section>
  );
}
