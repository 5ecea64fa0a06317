/**
 * The values travel through the network again, slowly or a layer at a time: what they have not reached is covered. Where
 * nothing should move, each layer waits to be asked for. A stroke, or Escape, ends it at once.
 */
import { Pause, Play, StepForward, X } from 'lucide-react';
import { useEffect, useLayoutEffect, useMemo, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { ANSWER, SLOW, WAVE } from '../../../workspace/opening/timeline';
import type { StageLayout } from '../../../workspace/stage/layout';
import { useReturnedFocus } from '../../parts/focus';
import { IconButton } from '../../parts/IconButton';
import { isMotionReduced } from '../../parts/motion';
import { Covers, endOf, wavedOf } from '../Covers';
import { placed } from '../placed';
import '../../styles/opening.css';
import '../../styles/slowMotion.css';

interface Props {
  readonly layout: StageLayout;
  readonly onEnd: () => void;
}

export function SlowMotion({ layout, onEnd }: Props) {
  const { t } = useTranslation();
  const { direction, width, height } = layout;
  const giveBack = useReturnedFocus();
  const panel = useRef<HTMLElement>(null);
  const now = useRef<HTMLDivElement>(null);
  const [isStill] = useState(isMotionReduced);
  const [isRunning, setRunning] = useState(!isStill);
  const [reached, setReached] = useState(0);
  const layers = useMemo(() => wavedOf(layout), [layout]);
  const count = layers.length;
  const isOver = reached >= count;
  const last = layers[Math.min(reached, count) - 1];
  const next = (): void => (isOver ? onEnd() : setReached(reached + 1));

  useEffect(() => {
    if (!isRunning) return;
    const timer = setTimeout(
      () => (reached >= count ? onEnd() : setReached(reached + 1)),
      SLOW * (reached >= count ? ANSWER : WAVE / count),
    );
    return () => clearTimeout(timer);
  }, [isRunning, reached, count, onEnd]);

  useLayoutEffect(() => {
    const stage = panel.current?.parentElement;
    if (!stage) return;
    stage.dataset.opening = isOver ? 'answer' : 'wave';
    stage.style.setProperty('--reached', `${isOver ? width + height : endOf(layers.slice(0, reached), direction)}px`);
    now.current?.scrollIntoView({ block: 'nearest', inline: 'nearest', behavior: isStill ? 'instant' : 'smooth' });
    return () => {
      delete stage.dataset.opening;
      stage.style.removeProperty('--reached');
    };
  }, [reached, isOver, layers, direction, width, height, isStill]);

  useEffect(() => {
    panel.current?.querySelector('button')?.focus({ preventScroll: true });
    const leave = (event: Event): void => {
      if (event instanceof KeyboardEvent) {
        if (event.key !== 'Escape') return;
        event.stopPropagation();
      } else if (event.target instanceof Node && panel.current?.contains(event.target)) return;
      onEnd();
    };
    window.addEventListener('pointerdown', leave, { capture: true });
    window.addEventListener('keydown', leave, { capture: true });
    return () => {
      window.removeEventListener('pointerdown', leave, { capture: true });
      window.removeEventListener('keydown', leave, { capture: true });
      giveBack();
    };
  }, [onEnd, giveBack]);

  return (
    <>
      <svg className="slow-covers" width={width} height={height} aria-hidden="true">
        <Covers lanes={layers.slice(reached)} />
      </svg>
      {last && !isOver && <div ref={now} className="slow-now" style={placed(last)} />}
      <section
        ref={panel}
        className="slow-motion stage-own"
        data-testid="slow-motion"
        data-reached={reached}
        aria-label={t('stage.slow')}
      >
        {isRunning ? (
          <IconButton quiet label={t('stageTools.slow.pause')} onClick={() => setRunning(false)}>
            <Pause size={16} aria-hidden />
          </IconButton>
        ) : (
          <>
            <IconButton quiet label={t('stageTools.slow.next')} onClick={next}>
              <StepForward size={16} aria-hidden />
            </IconButton>
            {!isStill && (
              <IconButton quiet label={t('stageTools.slow.play')} onClick={() => setRunning(true)}>
                <Play size={16} aria-hidden />
              </IconButton>
            )}
          </>
        )}
        <p role="status">
          {isOver
            ? t('stageTools.slow.answer')
            : t('stageTools.slow.at', { layer: last?.layer.id ?? 'input', step: reached, count })}
        </p>
        <IconButton quiet label={t('stageTools.slow.close')} onClick={onEnd}>
          <X size={16} aria-hidden />
        </IconButton>
      </section>
    </>
  );
}
