/** One case of the noise experiment: its maps, clean and noisy, the error of each pooling, and what follows from it. */
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { reasonOf } from '../../workspace/labs/pooling/cases';
import type { Standing } from '../../workspace/labs/pooling/pooling';
import {
  globalKinds,
  type NoiseCase,
  type NoiseKind,
  noiseKinds,
  subjects,
  windowKinds,
} from '../../workspace/labs/pooling/settings';
import { pooledSize } from '../../workspace/labs/pooling/windows';
import { fixed, percent } from '../../workspace/numbers';
import { LabMaps } from '../labs/LabMaps';
import { Sentence } from '../parts/Sentence';
import { SentenceChoice } from '../parts/SentenceChoice';
import { SentenceNumber } from '../parts/SentenceNumber';
import { Curves } from './Curves';
import { PoolMap } from './PoolMap';
import { Saving } from './Saving';
import { Sizes } from './Sizes';
import { useCase, useCaseWords } from './useCase';
import { limitsOf, useCell, useFreeing, usePlane, usePooling, useSettings } from './usePooling';
import { useSlide } from './useSlide';

interface ControlsProps {
  readonly standing: Standing;
  /** The person's own case, whose windows are set beside its strengths. */
  readonly isFirst?: boolean;
  readonly onChange: (change: Partial<NoiseCase>) => void;
}

interface Props extends ControlsProps {
  /** Pixels of a unit of the layout. */
  readonly unit: number;
}

const shown = ['map', ...windowKinds] as const;

export function CaseView({ standing, unit, isFirst = false, onChange }: Props) {
  const { t } = useTranslation();
  const pooling = usePooling();
  useFreeing(useSlide().pause);
  const [isDifference, setDifference] = useState(false);
  const own = useCase(pooling);
  const words = useCaseWords();
  const { settings, measure, verdict, errorOf } = own;
  const { better, times } = verdict;
  const subject = words.subject(settings);
  const noise = words.noise(settings);
  const head =
    verdict.claim === 'none'
      ? t('pooling.caseHeads.none', { subject })
      : verdict.claim === 'even'
        ? t('pooling.caseHeads.even', { noise, subject })
        : t(`pooling.caseHeads.${times === null ? 'alone' : 'wins'}.${better ?? 'max'}`, {
            noise,
            subject,
            times: times?.toFixed(1),
          });
  const second = isDifference ? 'difference' : 'changed';
  // Until the network that computes them is there.
  if (standing.settings.experiment !== 'noise') return <p className="muted">{t('pooling.waiting')}</p>;
  return (
    <Saving standing={standing} isOffered={isFirst}>
      <section
        className="pooling-case"
        aria-label={head}
        data-testid={isFirst ? 'pooling-verdict' : undefined}
        data-claim={verdict.claim}
      >
        <h3>{head}</h3>
        <Controls standing={standing} isFirst={isFirst} onChange={onChange} />
        <Says />
        <LabMaps lab={pooling.lab} range="layer" className="pooling-tiles">
          <span />
          {shown.map((kind) => (
            <span key={kind} className="pooling-tag" data-better={kind === better || undefined}>
              {t(`pooling.kinds.${kind}`)}
            </span>
          ))}
          <span className="small muted">{t('pooling.branches.clean')}</span>
          {shown.map((kind) => (
            <PoolMap key={kind} standing={standing} kind={kind} isStop={kind === 'map'} />
          ))}
          <span className="small muted">
            <SentenceChoice
              label={t('pooling.secondRow')}
              options={['changed', 'difference'] as const}
              value={second}
              onChange={(next) => setDifference(next === 'difference')}
              name={(each) => t(`pooling.branches.${each === 'changed' ? 'noise' : each}`)}
            />
          </span>
          {shown.map((kind) => (
            <PoolMap key={kind} standing={standing} kind={kind} branch={second} />
          ))}
          {better && <div className="pooling-better" data-kind={better} aria-hidden />}
          <span className="small muted">{t(`pooling.measureNames.${measure}`)}</span>
          {shown.map((kind) => (
            <ErrorOf
              key={kind}
              standing={standing}
              kind={kind}
              error={errorOf(kind)}
              rmse={errorOf(kind, 'rmse')}
              isBetter={kind === better}
            />
          ))}
        </LabMaps>
        <p className="small muted pooling-whole-errors" data-part="measures">
          {globalKinds.map((kind) => {
            const rmse = errorOf(kind, 'rmse');
            return (
              <span key={kind} data-testid="pool-error" data-kind={kind} data-rmse={rmse ?? undefined}>
                {t(`pooling.kinds.${kind}`)}: RMSE {rmse === null ? '–' : fixed(rmse, 3)}
              </span>
            );
          })}
        </p>
        <Curves {...{ standing, unit, better }} onDrag={(at) => onChange({ [settings.over]: at })} />
      </section>
    </Saving>
  );
}

interface ErrorProps {
  readonly standing: Standing;
  readonly kind: (typeof shown)[number];
  readonly error: number | null;
  readonly rmse: number | null;
  readonly isBetter: boolean;
}

/** The error of a pooling, and what becomes of the shown cell. */
function ErrorOf({ standing, kind, error, rmse, isBetter }: ErrorProps) {
  const { t } = useTranslation();
  const { row, column } = useCell();
  const [clean, changed] = [usePlane(standing, kind), usePlane(standing, kind, 'changed')];
  const at = row * pooledSize(standing.pooling.geometry).width.output + column;
  return (
    <div
      className="pooling-error"
      data-part="measures"
      data-testid={kind === 'map' ? undefined : 'pool-error'}
      data-kind={kind}
      data-rmse={rmse ?? undefined}
      data-better={isBetter || undefined}
    >
      <b>{error === null ? '–' : fixed(error, 3)}</b>
      {error === null && rmse !== null && <span className="small muted">{t('pooling.flat')}</span>}
      {error !== null && kind !== 'map' && (
        <span className="small muted" title={t('pooling.atCell')}>
          {fixed(clean?.[at] ?? Number.NaN, 2)} → {fixed(changed?.[at] ?? Number.NaN, 2)}
        </span>
      )}
    </div>
  );
}

const strengthText = (kind: NoiseKind, value: number): string =>
  kind === 'gaussian' ? `σ ${value.toFixed(2)}` : percent(value, 0);

/** What is struck by which noise, and over which of them the curves run; the windows of the other case. */
function Controls({ standing, isFirst = false, onChange }: ControlsProps) {
  const { t } = useTranslation();
  const settings = useSettings((all) => all);
  const { subject, window } = settings;
  const strengths = Object.fromEntries(
    noiseKinds.map((kind) => [
      kind,
      <SentenceNumber
        key={kind}
        {...limitsOf(kind)}
        label={t(`pooling.noiseNames.${kind}`)}
        value={settings[kind]}
        show={(value) => strengthText(kind, value)}
        onChange={(next) => onChange({ [kind]: next, over: kind })}
      />,
    ]),
  );
  return (
    <div className="pooling-strengths" data-part="tools">
      <Sentence
        text={t(isFirst ? 'pooling.strengths' : 'pooling.otherStrengths')}
        places={{
          ...strengths,
          subject: (
            <SentenceChoice
              label={t('pooling.subject')}
              options={subjects}
              value={subject}
              onChange={(next) => onChange({ subject: next })}
              name={(each) => t(`pooling.subjects.${each}`)}
            />
          ),
          window: (
            <SentenceNumber
              {...limitsOf('window')}
              label={t('pooling.window')}
              value={window}
              show={(value) => `${value} × ${value}`}
              onChange={(next) => onChange({ window: next })}
            />
          ),
          over: (
            <SentenceChoice
              label={t('pooling.over')}
              options={noiseKinds}
              value={settings.over}
              onChange={(next) => onChange({ over: next })}
              name={(each) => t(`pooling.noises.${each}`)}
            />
          ),
        }}
      />
      {isFirst && <Sizes standing={standing} />}
    </div>
  );
}

/** The verdict in numbers, and the reason for it. */
function Says() {
  const { t } = useTranslation();
  const { settings, measure, verdict, errorOf } = useCase(usePooling());
  const { claim, better, times } = verdict;
  const [max, average, min] = [errorOf('max'), errorOf('average'), errorOf('min')];
  const text = (value: number | null): string => (value === null ? '–' : fixed(value, 3));
  if (claim === 'none') return <p>{t('pooling.noNoise')}</p>;
  const reason = reasonOf(settings, measure, verdict);
  const isMinLeast = min !== null && max !== null && average !== null && min < Math.min(max, average);
  return (
    <Sentence
      className="pooling-says"
      text={t(`pooling.says.${measure}`)}
      places={{
        max: <b>{text(max)}</b>,
        average: <b>{text(average)}</b>,
        said: (
          <b>
            {better === null
              ? t('pooling.saidEven')
              : t(times === null ? 'pooling.saidAlone' : `pooling.said.${better}`, { times: times?.toFixed(1) })}
          </b>
        ),
        reason: reason ? t(`pooling.reasons.${reason}`) : '',
        min: isMinLeast ? t('pooling.minLeast') : '',
      }}
    />
  );
}
