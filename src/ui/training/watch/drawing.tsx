/**
 * The track of what the drawing was taken for, from moment to moment: the surer, the stronger the colour. In one row,
 * or in a row a class.
 */
import { ChevronsDownUp, ChevronsUpDown } from 'lucide-react';
import { useEffect, useMemo, useRef } from 'react';
import { useTranslation } from 'react-i18next';
import { percent } from '../../../workspace/numbers';
import { IconButton } from '../../parts/IconButton';
import { useClassNames } from '../../parts/useClassNames';
import { tokenColour, useTheme } from '../../parts/usePalette';
import { bestOf } from '../State';
import { useAt, useLabels, useSubject, useTrain, useTraining, useWatching } from '../useTrain';
import type { ChartProps, Extent, TrackDef } from './track';

/** Height of the one row, and of each of several; of many, less. */
const ROW = 24;
const CLASS_ROW = 13;
const MOST_NAMES = 20;
const MOST_HEIGHT = 300;
/** Longest name that stands before its row. */
const BEFORE = 2;

function height({ watching, classes }: Extent): number {
  if (!watching.isTall) return ROW;
  return classes <= MOST_NAMES ? CLASS_ROW * classes : MOST_HEIGHT;
}

function Chart({ width, height: tall, moments, places }: ChartProps) {
  const names = useClassNames();
  const answers = useTraining((state) => state.answers);
  const labels = useLabels();
  const isTall = useWatching((watching) => watching.isTall);
  const theme = useTheme();
  const canvas = useRef<HTMLCanvasElement>(null);
  // Asked for once a theme: asking makes the browser compute its styles.
  // biome-ignore lint/correctness/useExhaustiveDependencies: the colours depend on the theme.
  const [accent, ink] = useMemo(() => [tokenColour('--accent'), tokenColour('--ink')], [theme]);
  const font = useRef('');
  useEffect(() => {
    const element = canvas.current;
    const context = element?.getContext('2d');
    if (!element || !context) return;
    const ratio = window.devicePixelRatio;
    element.width = Math.round(width * ratio);
    element.height = Math.round(tall * ratio);
    context.scale(ratio, ratio);
    context.fillStyle = accent;
    const ends = answers.map((_, moment): readonly [from: number, to: number] => {
      const from = width * (places[moment] ?? 1);
      return [from, moment + 1 < moments.length ? width * (places[moment + 1] ?? 1) : Math.min(width, from + 3)];
    });
    if (isTall) {
      const row = tall / labels.length;
      for (const [moment, answer] of answers.entries()) {
        const [from, to] = ends[moment] ?? [0, 0];
        for (const [label, probability] of answer.entries()) {
          context.globalAlpha = probability;
          context.fillRect(from, label * row, to - from, row - 1);
        }
      }
      return;
    }
    font.current ||= getComputedStyle(element).fontFamily;
    context.font = `600 13px ${font.current}`;
    context.textBaseline = 'middle';
    let free = 0;
    for (const [moment, answer] of answers.entries()) {
      const best = bestOf(answer);
      const [from, to] = ends[moment] ?? [0, 0];
      context.globalAlpha = 0.5 * (answer[best] ?? 0) ** 2;
      context.fillStyle = accent;
      context.fillRect(from, 0, to - from, tall);
      if (moment > 0 && bestOf(answers[moment - 1] ?? []) === best) continue;
      const text = names.short(labels[best] ?? '');
      if (from + 3 < free || from + 3 + context.measureText(text).width > width) continue;
      context.globalAlpha = 1;
      context.fillStyle = ink;
      context.fillText(text, from + 3, tall / 2 + 1);
      free = from + 9 + context.measureText(text).width;
    }
  }, [answers, moments, places, width, tall, isTall, labels, names, accent, ink]);
  const short = labels.map((label) => names.short(label));
  const isBefore = short.every((name) => name.length <= BEFORE);
  return (
    <>
      <canvas
        ref={canvas}
        className="train-strip"
        style={{ width, height: tall }}
        data-testid="answer-strip"
        data-rows={isTall ? labels.length : 1}
        aria-hidden
      />
      {isTall && labels.length <= MOST_NAMES && (
        <ol className={isBefore ? 'train-classes number before' : 'train-classes'} aria-hidden>
          {short.map((name) => (
            <li key={name}>{name}</li>
          ))}
        </ol>
      )}
    </>
  );
}

function Value() {
  const { t } = useTranslation();
  const { watching } = useTrain();
  const names = useClassNames();
  const at = useAt();
  const labels = useLabels();
  const isTall = useWatching((state) => state.isTall);
  const picture = useSubject();
  const answer = useTraining((state) => state.answers[at]);
  const best = answer ? bestOf(answer) : -1;
  return (
    <>
      <dt>{t(picture ? 'train.watching.thisPicture' : isTall ? 'train.watching.taken' : 'train.said')}</dt>
      <dd className="number">
        <b>{answer ? `${names.short(labels[best] ?? '')} · ${percent(answer[best] ?? 0)}` : '–'}</b>
        <IconButton
          quiet
          label={t(isTall ? 'train.watching.oneRow' : 'train.watching.allRows')}
          aria-pressed={isTall}
          onClick={() => watching.setState({ isTall: !isTall })}
        >
          {isTall ? <ChevronsDownUp size={16} aria-hidden /> : <ChevronsUpDown size={16} aria-hidden />}
        </IconButton>
      </dd>
      {isTall && <dd className="train-note small muted">{t('train.watching.rowIsClass')}</dd>}
    </>
  );
}

export const drawing: TrackDef = { height, Chart, Value };
