/** The axis of the timeline, a slider: every moment can be shown again. */
import { type CSSProperties, type KeyboardEvent, type PointerEvent, useMemo } from 'react';
import { useTranslation } from 'react-i18next';
import { grouped, percent } from '../../../workspace/numbers';
import type { Film } from '../../../workspace/training/film';
import type { Moment } from '../../../workspace/training/kept';
import { type AxisScale, standingAt } from '../../../workspace/training/watching';
import { put } from '../../parts/Live';
import { useClassNames } from '../../parts/useClassNames';
import { bestOf } from '../State';
import { useAt, useLabels, usePulse, useSubject, useTrain, useTraining } from '../useTrain';

/** A label of the axis needs this much, in pixels. */
const LABEL = 62;

/** Counts of pictures for the axis: its ends, the first epoch, and round numbers between, as far as there is room. */
function ticksOf(
  { steps }: Film,
  { shareAt }: AxisScale,
  epoch: number,
  batch: number,
  width: number,
): readonly { step: number; x: number }[] {
  const x = (step: number): number => width * shareAt(step);
  const round = Array.from({ length: 18 }, (_, i) => (([1, 2, 5][i % 3] ?? 1) * 10 ** (2 + Math.floor(i / 3))) / batch);
  const ticks = [0, steps].map((step) => ({ step, x: x(step), room: step === 0 ? LABEL / 2 : 2 * LABEL }));
  for (const step of [epoch, ...round.filter((each) => Number.isInteger(each)).reverse()]) {
    if (step >= steps) continue;
    const room = step === epoch ? 1.4 * LABEL : LABEL;
    if (
      ticks.every((tick) => Math.abs(tick.x - x(step)) > (tick.room + room) / 2 + (tick.step === steps ? LABEL / 2 : 0))
    ) {
      ticks.push({ step, x: x(step), room });
    }
  }
  return ticks;
}

interface Props {
  readonly width: number;
  /** Of the tracks above it, which the playhead crosses. */
  readonly height: number;
  readonly scale: AxisScale;
  readonly moments: readonly Moment[];
  /** Where the moments stand, 0 to 1. */
  readonly places: readonly number[];
}

export function Axis({ width, height, scale, moments, places }: Props) {
  const { t } = useTranslation();
  const names = useClassNames();
  const { training, watching } = useTrain();
  const film = useTraining((state) => state.film);
  const epoch = useTraining((state) => state.epoch);
  const batch = useTraining((state) => state.batch);
  const labels = useLabels();
  const picture = useSubject();
  const at = useAt();
  const answer = useTraining((state) => state.answers[at]);
  const last = moments.length - 1;
  const slider = usePulse<HTMLDivElement>((element, { seconds, step }) => {
    const share = scale.shareAt(film.stepAt(seconds));
    element.style.setProperty('--at', `${(width * Math.min(1, share)).toFixed(1)}px`);
    put(element, 'data-count', grouped(step * batch));
    // The count at the playhead lies over the one at the end.
    put(element, 'data-is-late', width * (1 - share) < 2 * LABEL ? '' : null);
  });
  const ticks = useMemo(() => ticksOf(film, scale, epoch, batch, width), [film, scale, epoch, batch, width]);
  const seek = (moment: number): void => training.seek(moment >= last ? null : moment);
  const key = (event: KeyboardEvent): void => {
    const moves: { readonly [name: string]: number } = {
      ArrowLeft: at - 1,
      ArrowDown: at - 1,
      ArrowRight: at + 1,
      ArrowUp: at + 1,
      PageDown: at - 8,
      PageUp: at + 8,
      Home: 0,
      End: last,
    };
    const to = moves[event.key];
    if (event.ctrlKey || event.metaKey || event.altKey) return;
    if (event.key === 'Enter') watching.setState(({ isTall }) => ({ isTall: !isTall }));
    if (to === undefined) return;
    event.preventDefault();
    seek(Math.max(0, Math.min(last, to)));
  };
  const drag = (event: PointerEvent<HTMLElement>): void => {
    if (event.type === 'pointerdown') event.currentTarget.setPointerCapture(event.pointerId);
    else if (!event.currentTarget.hasPointerCapture(event.pointerId)) return;
    const { left } = event.currentTarget.getBoundingClientRect();
    seek(Math.max(0, standingAt(places, (event.clientX - left) / width)));
  };
  const moment = moments[at];
  const values = { count: grouped((moment?.step ?? 0) * batch), right: percent(moment?.newAccuracy ?? 0) };
  const label = answer ? names.short(labels[bestOf(answer)] ?? '') : '';
  return (
    <div
      ref={slider}
      role="slider"
      tabIndex={0}
      className="train-axis"
      style={{ '--above': `${height}px` } as CSSProperties}
      aria-keyshortcuts="Enter"
      aria-label={t('train.timeline')}
      aria-valuemin={0}
      aria-valuemax={Math.max(0, last)}
      aria-valuenow={Math.max(0, at)}
      aria-valuetext={
        answer ? t(picture ? 'train.watching.atPicture' : 'train.atSaid', { ...values, label }) : t('train.at', values)
      }
      data-testid="timeline"
      data-snapshots={moments.length}
      data-at={at}
      onKeyDown={key}
      onPointerDown={drag}
      onPointerMove={drag}
    >
      <i className="played" aria-hidden />
      <i className="playhead" aria-hidden />
      <i className="knob" aria-hidden />
      {ticks.map(({ step, x }) => (
        <span
          key={step}
          className="tick number"
          data-end={step === 0 ? 'first' : step === film.steps ? 'last' : undefined}
          style={{ left: x }}
          aria-hidden
        >
          {step === epoch
            ? t('train.tickEpoch', { count: grouped(step * batch) })
            : step === film.steps
              ? t('train.tickEnd', { count: grouped(step * batch) })
              : grouped(step * batch)}
        </span>
      ))}
    </div>
  );
}
