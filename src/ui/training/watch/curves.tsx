/** The tracks of accuracy and loss: both sets' values as a curve each. */
import { useMemo } from 'react';
import { useTranslation } from 'react-i18next';
import { fixed, percent } from '../../../workspace/numbers';
import type { Moment } from '../../../workspace/training/kept';
import { useLabels, useMoment } from '../useTrain';
import { type Line, Plot } from './Plot';
import type { ChartProps, TrackDef, ValueProps } from './track';

const lines: readonly Line[] = [
  { token: '--ink-3', width: 1 },
  { token: '--accent', width: 2 },
];

/** Heights: usually, and beside a drawing's many rows. */
const USUAL = 58;
const LOW = 48;

const ofMoment = {
  accuracy: { own: 'accuracy', fresh: 'newAccuracy', title: 'right', text: (value: number) => percent(value) },
  loss: { own: 'loss', fresh: 'newLoss', title: 'loss', text: (value: number) => fixed(value, 2) },
} as const satisfies {
  readonly [of: string]: { own: keyof Moment; fresh: keyof Moment; title: string; text(value: number): string };
};

function curve(of: keyof typeof ofMoment): TrackDef {
  const { own, fresh, title, text } = ofMoment[of];
  function Chart({ width, height, moments, places }: ChartProps) {
    const classes = useLabels().length;
    const values = useMemo(
      () => [moments.map((moment) => moment[own]), moments.map((moment) => moment[fresh])],
      [moments],
    );
    const most = of === 'accuracy' ? 1 : 1.25 * Math.log(classes);
    return <Plot {...{ width, height, places, values, lines, most }} least={0} />;
  }
  function Value({ isFirst }: ValueProps) {
    const { t } = useTranslation();
    const moment = useMoment();
    const say = (value: number | undefined): string => (value === undefined || Number.isNaN(value) ? '–' : text(value));
    const head = isFirst ? 'train-legend' : 'unseen';
    return (
      <>
        <dt>{t(`train.${title}`)}</dt>
        <dd>
          <span className={head}>
            <i className="line new" aria-hidden /> {t('train.new')}
          </span>
          <b className="number">{say(moment?.[fresh])}</b>
        </dd>
        <dd className="muted">
          <span className={head}>
            <i className="line" aria-hidden /> {t('train.training')}
          </span>
          <span className="number">{say(moment?.[own])}</span>
        </dd>
      </>
    );
  }
  return { height: ({ watching }) => (watching.isTall ? LOW : USUAL), Chart, Value };
}

export const accuracy = curve('accuracy');
export const loss = curve('loss');
