/** The errors over noise strength or shift: a plot whose line sets what is now, and all of it in numbers. */
import { useCallback, useMemo, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useStore } from 'zustand';
import { measureOf } from '../../workspace/labs/pooling/cases';
import { type Curve, type CurveQuestion, Curves as CurveRuns } from '../../workspace/labs/pooling/curve';
import { type Difference, measured } from '../../workspace/labs/pooling/difference';
import type { Standing } from '../../workspace/labs/pooling/pooling';
import { numberLimits } from '../../workspace/labs/pooling/settings';
import type { RowKind } from '../../workspace/labs/pooling/spec';
import { fixed, percent } from '../../workspace/numbers';
import { Dialog } from '../parts/Dialog';
import { Export } from '../parts/Export';
import { useLatest } from '../parts/useLatest';
import { Plot } from './Plot';
import { useChannel, useMeasures, usePooling, usePoolingPage, useSettings } from './usePooling';

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
  const fixedNoise = useSettings(({ over, gaussian, salt, pepper, seed, kernel, down, experiment }) => {
    const noise = { gaussian, salt, pepper };
    // The swept variable does not affect the curves.
    return experiment === 'shift' ? `${kernel} ${down}` : JSON.stringify({ ...noise, [over]: 0, over, seed });
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

/** Kinds whose curves are drawn; the numbers have all of them. */
const drawn: readonly RowKind[] = ['map', 'max', 'average', 'min', 'strided'];

interface Props {
  readonly standing: Standing;
  /** Pixels of a unit of the layout. */
  readonly unit: number;
  readonly better: RowKind | null;
  readonly onDrag: (at: number) => void;
}

export function Curves({ standing, unit, better, onDrag }: Props) {
  const { t } = useTranslation();
  const [isTable, setTable] = useState(false);
  const settings = useSettings((all) => all);
  const measure = measureOf(usePoolingMeasure(), settings.subject);
  const differences = useMeasures(standing)?.differences;
  const curve = useCurve(standing);
  const isNoise = standing.settings.experiment === 'noise';
  if (!curve) return <p className="muted small">{t('pooling.plotWaiting')}</p>;
  const { over } = settings;
  const label = isNoise ? t('pooling.plotNoise', { noise: t(`pooling.noises.${over}`) }) : t('pooling.plotShift');
  const errorIn = (difference: Difference | undefined): number | null =>
    difference ? (isNoise ? measured(difference, measure) : difference.share) : null;
  const series = standing.pooling.kinds.map((kind) => ({
    kind,
    name: t(`pooling.kinds.${kind}`),
    values: curve.map(({ differences }) => errorIn(differences.get(kind))),
    value: errorIn(differences?.get(kind)),
  }));
  const places = curve.map(({ at }) => at);
  const name = isNoise ? over : 'across';
  const show = (at: number): string =>
    !isNoise ? String(at) : over === 'gaussian' ? `σ ${at.toFixed(2)}` : percent(at, 0);
  return (
    <figure className="pooling-curves" data-part="measures">
      <Plot
        {...{ label, unit, places }}
        series={series.filter(({ kind }) => drawn.includes(kind))}
        better={better}
        now={isNoise ? settings[over] : Math.abs(settings.across)}
        step={numberLimits[name][2]}
        onNow={onDrag}
        axis={t(`pooling.axes.${name}`)}
        show={show}
      />
      <figcaption className="small muted">
        {label}.{' '}
        <button type="button" className="pooling-link" onClick={() => setTable(true)}>
          {t('pooling.asTable')}
        </button>
      </figcaption>
      {isTable && (
        <Dialog
          isModal
          className="pooling-table"
          title={label}
          close={t('pooling.close')}
          onClose={() => setTable(false)}
        >
          <CurveTable places={places} series={series} first={t(`pooling.axes.${name}`)} />
        </Dialog>
      )}
    </figure>
  );
}

/** The measure that the page is set to, for the other case too. */
const usePoolingMeasure = () => useStore(usePoolingPage().settings, ({ measure }) => measure);

interface TableProps {
  readonly places: readonly number[];
  readonly series: readonly {
    readonly kind: RowKind;
    readonly name: string;
    readonly values: readonly (number | null)[];
  }[];
  /** The heading of the places. */
  readonly first: string;
}

function CurveTable({ places, series, first }: TableProps) {
  const { t } = useTranslation();
  const values = async (): Promise<Float32Array> =>
    Float32Array.from(places.flatMap((at, i) => [at, ...series.map((line) => line.values[i] ?? Number.NaN)]));
  return (
    <>
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reachable by keyboard. */}
      <section className="pooling-scroll" aria-label={t('pooling.asTable')} tabIndex={0}>
        <table className="number">
          <thead>
            <tr>
              <th scope="col">{first}</th>
              {series.map(({ kind, name }) => (
                <th key={kind} scope="col">
                  {name}
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
      <Export name={t('pooling.curve')} shape={[places.length, 1 + series.length]} values={values} />
    </>
  );
}
