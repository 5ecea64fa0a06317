/** A map's statistics: range, mean, standard deviation and histogram. */
import { useTranslation } from 'react-i18next';
import { cellColour } from '../../../workspace/inspect/cellColour';
import { histogramOf, statisticsOf } from '../../../workspace/inspect/statistics';
import { percent, rounded } from '../../../workspace/numbers';
import { Numbers } from '../../parts/Numbers';
import { useDisplay } from './display';

const BINS = 32;
const HEIGHT = 40;

export function StatisticsView({ values }: { readonly values: Float32Array }) {
  const { t } = useTranslation();
  const { min, max, mean, deviation, zeros, broken } = statisticsOf(values);
  return (
    <section className="statistics" aria-label={t('opened.statistics')}>
      <h3>{t('opened.statistics')}</h3>
      <Histogram values={values} />
      <Numbers
        rows={[
          { name: t('opened.min'), value: rounded(min) },
          { name: t('opened.max'), value: rounded(max) },
          { name: t('opened.average'), value: rounded(mean) },
          { name: t('opened.deviation'), value: rounded(deviation) },
          { name: t('opened.zeros'), value: percent(zeros) },
          ...(broken > 0 ? [{ name: t('opened.broken'), value: String(broken) }] : []),
        ]}
      />
    </section>
  );
}

/** Bars in the colours of their values on the stage. */
function Histogram({ values }: { readonly values: Float32Array }) {
  const { t } = useTranslation();
  const { palette } = useDisplay();
  const bins = histogramOf(values, BINS);
  const [first, last] = [bins[0], bins.at(-1)];
  if (!first || !last) return <p className="muted small">{t('opened.allZero')}</p>;
  const [low, high] = [first.from, last.to];
  const extent = Math.max(-low, high);
  const most = bins.reduce((largest, { count }) => Math.max(largest, count), 1);
  const label = t('opened.histogram', { from: rounded(low), to: rounded(high), bins: BINS });
  return (
    <figure className="histogram">
      <svg viewBox={`0 0 ${BINS} ${HEIGHT}`} preserveAspectRatio="none" role="img" aria-label={label}>
        {bins.map(({ from, to, count }, i) => {
          const height = (count / most) * HEIGHT;
          return (
            <rect
              key={from}
              x={i + 0.08}
              y={HEIGHT - height}
              width={0.84}
              height={height}
              fill={cellColour((from + to) / 2, extent, palette).background}
            />
          );
        })}
      </svg>
      <figcaption>
        <span className="number">{rounded(low)}</span>
        <span>{t('opened.histogramHelp')}</span>
        <span className="number">{rounded(high)}</span>
      </figcaption>
    </figure>
  );
}
