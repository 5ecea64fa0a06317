/**
 * The film of the run: accuracy, loss, and what the network took the drawing for, over film time. The axis is a slider
 * that shows every moment again.
 */
import { type KeyboardEvent, type PointerEvent, useEffect, useMemo, useRef } from 'react';
import { useTranslation } from 'react-i18next';
import uPlot from 'uplot';
import 'uplot/dist/uPlot.min.css';
import { grouped, percent } from '../../workspace/numbers';
import type { Film } from '../../workspace/training/film';
import type { Moment } from '../../workspace/training/trainer';
import { put } from '../parts/Live';
import { useClassNames } from '../parts/useClassNames';
import { useElementSize } from '../parts/useElementSize';
import { tokenColour, useTheme } from '../parts/usePalette';
import { bestOf } from './State';
import { useAt, useLabels, usePulse, useRecipe, useTrain, useTraining } from './useTrain';

/** Height of a curve, in pixels. */
const CURVE = 58;
/** Of the answers' strip. */
const STRIP = 24;
/** A label of the axis needs this much. */
const LABEL = 62;

export function Timeline() {
  const { t } = useTranslation();
  const box = useRef<HTMLDivElement>(null);
  const { width } = useElementSize(box);
  const moments = useTraining((state) => state.moments);
  const film = useTraining((state) => state.film);
  const labels = useLabels();
  return (
    <section className="train-timeline train-film" aria-label={t('train.timeline')}>
      <div ref={box} className="train-curves">
        {width > 0 && (
          <>
            <Curve width={width} film={film} moments={moments} of="Accuracy" most={1} />
            <Curve width={width} film={film} moments={moments} of="Loss" most={1.25 * Math.log(labels.length)} />
            <Strip width={width} film={film} moments={moments} />
            {moments.length < 2 && <p className="muted">{t('train.timelineHint')}</p>}
            <Axis width={width} film={film} moments={moments} />
          </>
        )}
      </div>
    </section>
  );
}

interface PartProps {
  readonly width: number;
  readonly film: Film;
  readonly moments: readonly Moment[];
}

interface CurveProps extends PartProps {
  readonly of: 'Accuracy' | 'Loss';
  /** The upper end of the scale. */
  readonly most: number;
}

const finite = (value: number): number | null => (Number.isFinite(value) ? value : null);

/** Both sets' values in a curve each. */
function Curve({ width, film, moments, of, most }: CurveProps) {
  const host = useRef<HTMLDivElement>(null);
  const plot = useRef<uPlot | null>(null);
  const theme = useTheme();
  const own = of === 'Accuracy' ? 'accuracy' : 'loss';
  const fresh = of === 'Accuracy' ? 'newAccuracy' : 'newLoss';
  // biome-ignore lint/correctness/useExhaustiveDependencies: the colours depend on the theme.
  useEffect(() => {
    if (!host.current) return;
    const [line, grid] = [tokenColour('--ink-3'), tokenColour('--line')];
    const chart = new uPlot(
      {
        width,
        height: CURVE,
        padding: [2, 0, 2, 0],
        cursor: { show: false },
        legend: { show: false },
        scales: { x: { time: false, range: [0, film.seconds] }, y: { range: [0, most] } },
        axes: [{ show: false }, { show: false, grid: { stroke: grid, width: 1 } }],
        series: [
          {},
          { stroke: line, width: 1, points: { show: false }, spanGaps: true },
          { stroke: tokenColour('--accent'), width: 2, points: { show: false }, spanGaps: true },
        ],
      },
      [[], [], []],
      host.current,
    );
    plot.current = chart;
    return () => {
      chart.destroy();
      plot.current = null;
    };
  }, [width, film, most, theme]);
  // biome-ignore lint/correctness/useExhaustiveDependencies: another plot is empty.
  useEffect(() => {
    plot.current?.setData(
      [
        moments.map(({ step }) => film.secondsAt(step)),
        moments.map((moment) => finite(moment[own])),
        moments.map((moment) => finite(moment[fresh])),
      ],
      false,
    );
    plot.current?.setScale('x', { min: 0, max: film.seconds });
  }, [moments, film, own, fresh, width, most, theme]);
  return <div ref={host} className="train-curve" aria-hidden />;
}

/** What the drawing was taken for, from moment to moment: the surer, the stronger the colour. */
function Strip({ width, film, moments }: PartProps) {
  const names = useClassNames();
  const answers = useTraining((state) => state.answers);
  const labels = useLabels();
  const theme = useTheme();
  const canvas = useRef<HTMLCanvasElement>(null);
  // biome-ignore lint/correctness/useExhaustiveDependencies: the colours depend on the theme.
  useEffect(() => {
    const element = canvas.current;
    const context = element?.getContext('2d');
    if (!element || !context) return;
    const ratio = window.devicePixelRatio;
    element.width = Math.round(width * ratio);
    element.height = Math.round(STRIP * ratio);
    context.scale(ratio, ratio);
    context.font = `600 13px ${getComputedStyle(element).fontFamily}`;
    context.textBaseline = 'middle';
    const [accent, ink] = [tokenColour('--accent'), tokenColour('--ink')];
    const xAt = (moment: number): number =>
      (width * film.secondsAt(moments[moment]?.step ?? film.steps)) / film.seconds;
    let free = 0;
    for (const [moment, answer] of answers.entries()) {
      const best = bestOf(answer);
      const [from, to] = [
        xAt(moment),
        moment + 1 < moments.length ? xAt(moment + 1) : Math.min(width, xAt(moment) + 3),
      ];
      context.globalAlpha = 0.5 * (answer[best] ?? 0) ** 2;
      context.fillStyle = accent;
      context.fillRect(from, 0, to - from, STRIP);
      if (moment > 0 && bestOf(answers[moment - 1] ?? []) === best) continue;
      const text = names.short(labels[best] ?? '');
      if (from + 3 < free || from + 3 + context.measureText(text).width > width) continue;
      context.globalAlpha = 1;
      context.fillStyle = ink;
      context.fillText(text, from + 3, STRIP / 2 + 1);
      free = from + 9 + context.measureText(text).width;
    }
  }, [answers, moments, film, width, labels, names, theme]);
  return <canvas ref={canvas} className="train-strip" style={{ width, height: STRIP }} aria-hidden />;
}

/** Counts of pictures for the axis: its ends, the first epoch, and round numbers between, as far as there is room. */
function ticksOf(film: Film, epoch: number, batch: number, width: number): readonly { step: number; x: number }[] {
  const x = (step: number): number => (width * film.secondsAt(step)) / film.seconds;
  const round = Array.from({ length: 18 }, (_, i) => (([1, 2, 5][i % 3] ?? 1) * 10 ** (2 + Math.floor(i / 3))) / batch);
  const ticks = [0, film.steps].map((step) => ({ step, x: x(step), room: step === 0 ? LABEL / 2 : 2 * LABEL }));
  for (const step of [epoch, ...round.filter((each) => Number.isInteger(each)).reverse()]) {
    if (step >= film.steps) continue;
    const room = step === epoch ? 1.4 * LABEL : LABEL;
    if (
      ticks.every(
        (tick) => Math.abs(tick.x - x(step)) > (tick.room + room) / 2 + (tick.step === film.steps ? LABEL / 2 : 0),
      )
    ) {
      ticks.push({ step, x: x(step), room });
    }
  }
  return ticks;
}

function Axis({ width, film, moments }: PartProps) {
  const { t } = useTranslation();
  const names = useClassNames();
  const { training } = useTrain();
  const epoch = useTraining((state) => state.epoch);
  const batch = useRecipe((state) => state.batch);
  const labels = useLabels();
  const at = useAt();
  const answer = useTraining((state) => state.answers[at]);
  const last = moments.length - 1;
  const slider = usePulse<HTMLDivElement>((element, { seconds, step }) => {
    element.style.setProperty('--at', `${(width * Math.min(1, seconds / film.seconds)).toFixed(1)}px`);
    put(element, 'data-count', grouped(step * batch));
  });
  const ticks = useMemo(() => ticksOf(film, epoch, batch, width), [film, epoch, batch, width]);
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
    if (to === undefined || event.ctrlKey || event.metaKey || event.altKey) return;
    event.preventDefault();
    seek(Math.max(0, Math.min(last, to)));
  };
  const drag = (event: PointerEvent<HTMLElement>): void => {
    if (event.type === 'pointerdown') event.currentTarget.setPointerCapture(event.pointerId);
    else if (!event.currentTarget.hasPointerCapture(event.pointerId)) return;
    const { left } = event.currentTarget.getBoundingClientRect();
    const seconds = ((event.clientX - left) / width) * film.seconds;
    const after = moments.findIndex(({ step }) => film.secondsAt(step) > seconds);
    seek(Math.max(0, after < 0 ? last : after - 1));
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
      aria-label={t('train.timeline')}
      aria-valuemin={0}
      aria-valuemax={Math.max(0, last)}
      aria-valuenow={Math.max(0, at)}
      aria-valuetext={answer ? t('train.atSaid', { ...values, label }) : t('train.at', values)}
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
