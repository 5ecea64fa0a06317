/**
 * The opening: a ghost hand draws a digit, which the network computes as it would the person's; covers over the layers
 * are taken away one after the other, then the answer lights up. Nothing renders while it runs.
 */
import { useLayoutEffect, useMemo, useRef } from 'react';
import { useTranslation } from 'react-i18next';
import { samples } from '../../workspace/input/samples';
import { drawStrokes } from '../../workspace/input/strokeDrawing';
import { Ghost } from '../../workspace/opening/ghost';
import { type OpeningMoment, openedAt, openingAt } from '../../workspace/opening/timeline';
import type { StageLayout } from '../../workspace/stage/layout';
import { isMotionReduced } from '../parts/motion';
import { useWorkspace } from '../playground';
import { Covers, endOf, wavedOf } from './Covers';
import { placed } from './placed';
import '../styles/opening.css';

interface Props {
  readonly layout: StageLayout;
  readonly digit: number;
}

export function Opening({ layout, digit }: Props) {
  const { t } = useTranslation();
  const { gesture } = useWorkspace().input;
  const { pad, width, height, direction } = layout;
  const ref = useRef<HTMLDivElement>(null);
  const layers = useMemo(() => wavedOf(layout), [layout]);
  // The clock and the ghost go on when the layout changes.
  const began = useRef<number | null>(null);
  const ghost = useMemo(() => new Ghost(gesture, samples[digit] ?? []), [gesture, digit]);

  useLayoutEffect(() => () => ghost.end(), [ghost]);

  useLayoutEffect(() => {
    const element = ref.current;
    const stage = element?.parentElement;
    if (!element || !stage) return;
    const isStill = isMotionReduced();
    let pending = 0;
    const show = (moment: OpeningMoment): void => {
      ghost.write(moment.drawn);
      paint(element, ghost, gesture.getState().ghost);
      stage.dataset.opening = moment.phase;
      const isWhole = moment.phase === 'answer' || moment.phase === 'rest';
      const reached = isWhole ? width + height : endOf(layers.slice(0, moment.reached), direction);
      stage.style.setProperty('--reached', `${reached}px`);
      element.dataset.phase = moment.phase;
      element.dataset.reached = `${moment.reached}`;
      for (const [i, cover] of [...element.querySelectorAll('g')].entries()) {
        cover.style.display = i < moment.reached ? 'none' : '';
      }
    };
    const step = (now: number): void => {
      began.current ??= now;
      const moment = openingAt(now - began.current, layers.length);
      show(moment);
      if (moment.phase !== 'rest') pending = requestAnimationFrame(step);
    };
    show(isStill ? openedAt(layers.length) : openingAt(0, layers.length));
    if (!isStill) pending = requestAnimationFrame(step);
    return () => {
      cancelAnimationFrame(pending);
      delete stage.dataset.opening;
      stage.style.removeProperty('--reached');
    };
  }, [gesture, ghost, layers, direction, width, height]);

  return (
    <div ref={ref} className="opening" data-testid="opening" data-direction={direction}>
      <svg width={width} height={height} aria-hidden>
        <title>{t('opening.example', { digit })}</title>
        <Covers lanes={layers} />
      </svg>
      <div className="opening-pad" style={placed(pad)}>
        <canvas aria-hidden />
        <span className="opening-hand" aria-hidden />
        <p aria-hidden>{t('opening.turn')}</p>
      </div>
      <p className="unseen" role="status">
        {t('opening.example', { digit })}
      </p>
    </div>
  );
}

/** Draws what the ghost has written, and puts the hand at its tip. */
function paint(element: HTMLElement, { tip }: Ghost, strokes: Parameters<typeof drawStrokes>[1]): void {
  const canvas = element.querySelector('canvas');
  const hand = element.querySelector<HTMLElement>('.opening-hand');
  const context = canvas?.getContext('2d');
  if (!canvas || !context || !hand || !tip) return;
  const side = Math.max(1, Math.round(canvas.clientWidth * window.devicePixelRatio));
  if (canvas.width !== side) {
    canvas.width = side;
    canvas.height = side;
  }
  drawStrokes(context, strokes, side, getComputedStyle(canvas).color);
  hand.style.left = `${100 * tip.x}%`;
  hand.style.top = `${100 * tip.y}%`;
}
