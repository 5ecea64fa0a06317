/** The verdict: a sentence computed from the numbers. */
import { useTranslation } from 'react-i18next';
import { measured, verdictOf } from '../../workspace/labs/pooling/difference';
import type { Standing } from '../../workspace/labs/pooling/pooling';
import { windowKinds } from '../../workspace/labs/pooling/settings';
import { fixed, percent } from '../../workspace/numbers';
import { Spoken } from '../parts/Spoken';
import { useMeasures } from './useMeasures';
import { useSettings } from './usePooling';

/** The claim that max pooling removes noise better than average pooling, put to the test. */
export function Verdict({ standing }: { readonly standing: Standing }) {
  const { t } = useTranslation();
  const measure = useSettings((settings) => settings.measure);
  const differences = useMeasures(standing)?.differences;
  if (!differences) return null;
  const errorOf = (kind: (typeof windowKinds)[number] | 'map'): number | null => {
    const difference = differences.get(kind);
    return difference ? measured(difference, measure) : null;
  };
  const { claim, ratio } = verdictOf(errorOf('max'), errorOf('average'));
  const said =
    claim === 'fails' && ratio === null
      ? t('pooling.verdict.failsAlone')
      : t(`pooling.verdict.${claim}`, { ratio: ratio?.toFixed(2) });
  const best = windowKinds
    .flatMap((kind) => {
      const error = errorOf(kind);
      return error === null ? [] : [{ kind, error }];
    })
    .sort((a, b) => a.error - b.error)[0];
  return (
    <div className="pooling-verdict stack" data-testid="pooling-verdict" data-claim={claim}>
      <p className="small">{t('pooling.verdict.claim')}</p>
      <p>
        <b>{said}</b>
      </p>
      {claim !== 'none' && best && (
        <p className="small">
          {t('pooling.verdict.best', {
            kind: t(`pooling.kinds.${best.kind}`),
            value: fixed(best.error, 4),
            map: fixed(errorOf('map') ?? Number.NaN, 4),
          })}
        </p>
      )}
      <Spoken text={said} />
    </div>
  );
}

/** Which of the windowed maps a shift changes least and most. */
export function ShiftSentence({ standing }: { readonly standing: Standing }) {
  const { t } = useTranslation();
  const { across, down } = useSettings((settings) => settings);
  const differences = useMeasures(standing)?.differences;
  const { stride } = standing.pooling.geometry;
  if (!differences) return null;
  const ranked = ([...windowKinds, 'strided'] as const)
    .flatMap((kind) => {
      const share = differences.get(kind)?.share;
      return share == null ? [] : [{ kind, share }];
    })
    .sort((a, b) => a.share - b.share);
  const [least, most] = [ranked[0], ranked.at(-1)];
  const global = differences.get('globalAverage')?.share;
  const isMoved = across !== 0 || down !== 0;
  const values = least &&
    most && {
      least: t(`pooling.kinds.${least.kind}`),
      leastValue: percent(least.share),
      most: t(`pooling.kinds.${most.kind}`),
      mostValue: percent(most.share),
      global: global == null ? '–' : percent(global),
    };
  const isMultiple = isMoved && across % stride === 0 && down % stride === 0 && standing.settings.map === 'picture';
  return (
    <div className="pooling-verdict stack" data-testid="pooling-shift">
      <p>{isMoved && values ? t('pooling.shifted.between', values) : t('pooling.shifted.none')}</p>
      {isMultiple && <p className="small">{t('pooling.shifted.multiple')}</p>}
    </div>
  );
}
