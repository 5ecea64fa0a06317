/** The errors over noise strength or shift, as a plot and as numbers. */
import { useCallback, useMemo } from 'react';
import { useTranslation } from 'react-i18next';
import { useStore } from 'zustand';
import { type Curve, type CurveQuestion, Curves as CurveRuns } from '../../workspace/labs/pooling/curve';
import { measured } from '../../workspace/labs/pooling/difference';
import type { Standing } from '../../workspace/labs/pooling/pooling';
import { fixed } from '../../workspace/numbers';
import { Disclosure } from '../parts/Disclosure';
import { Export } from '../parts/Export';
import { useLatest } from '../parts/useLatest';
import { Plot } from './Plot';
import { useChannel, usePooling, useSettings } from './usePooling';

interface Answer {
  readonly question: CurveQuestion;
  readonly curve: Curve;
}

/** The curves of the current setup; null until the first have arrived. */
function useCurve(standing: Standing): Curve | null {
  const pooling = usePooling();
  const curves = useMemo(() => new CurveRuns(pooling), [pooling]);
  const inputVersion = useStore(pooling.lab.frame, (frame) => frame.inputVersion);
  const channel = useChannel(standing);
  const fixedNoise = useSettings(({ over, gaussian, salt, pepper, seed, kernel, experiment }) => {
    const noise = { gaussian, salt, pepper };
    // The swept variable does not affect the curves.
    return experiment === 'shift' ? kernel : JSON.stringify({ ...noise, [over]: 0, over, seed });
  });
  // biome-ignore lint/correctness/useExhaustiveDependencies: the settings that the curves depend on.
  const question = useMemo(() => ({ standing, inputVersion, channel }), [standing, inputVersion, channel, fixedNoise]);
  const answer = useCallback(
    async (asked: CurveQuestion): Promise<Answer | null> => {
      const curve = await curves.curve(asked);
      return curve && { question: asked, curve };
    },
    [curves],
  );
  const answered = useLatest(answer, question);
  return answered?.question.standing === standing ? answered.curve : null;
}

export function Curves({ standing }: { readonly standing: Standing }) {
  const { t } = useTranslation();
  const settings = useSettings((all) => all);
  const curve = useCurve(standing);
  const { kinds } = standing.pooling;
  const { experiment, over, measure } = settings;
  if (!curve) return <p className="muted small">{t('pooling.plotWaiting')}</p>;
  const isNoise = experiment === 'noise';
  const label = isNoise ? t('pooling.plotNoise', { noise: t(`pooling.noises.${over}`) }) : t('pooling.plotShift');
  const series = kinds.map((kind) => ({
    kind,
    values: curve.map(({ differences }) => {
      const difference = differences.get(kind);
      if (!difference) return null;
      return isNoise ? measured(difference, measure) : difference.share;
    }),
  }));
  const places = curve.map(({ at }) => at);
  const values = async (): Promise<Float32Array> =>
    Float32Array.from(places.flatMap((at, i) => [at, ...series.map((line) => line.values[i] ?? Number.NaN)]));
  return (
    <figure className="pooling-curves">
      <figcaption className="small">{label}</figcaption>
      <Plot label={label} places={places} series={series} now={isNoise ? settings[over] : Math.abs(settings.across)} />
      <Disclosure title={t('pooling.asTable')}>
        {/* biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reachable by keyboard. */}
        <section className="pooling-scroll" aria-label={label} tabIndex={0}>
          <table className="number">
            <thead>
              <tr>
                <th scope="col">{isNoise ? t(`pooling.noises.${over}`) : t('pooling.across')}</th>
                {kinds.map((kind) => (
                  <th key={kind} scope="col">
                    {t(`pooling.kinds.${kind}`)}
                  </th>
                ))}
              </tr>
            </thead>
            <tbody>
              {places.map((at, i) => (
                <tr key={at}>
                  <th scope="row">{Number(at.toFixed(3))}</th>
                  {series.map((line) => {
                    const value = line.values[i];
                    return <td key={line.kind}>{value == null ? '–' : fixed(value, 4)}</td>;
                  })}
                </tr>
              ))}
            </tbody>
          </table>
        </section>
        <Export name={t('pooling.curve')} shape={[places.length, 1 + kinds.length]} values={values} />
      </Disclosure>
    </figure>
  );
}
