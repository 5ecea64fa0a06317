/** The pad: strokes by mouse, pen or finger, drawn as smooth outlines. Touch draws here and never scrolls. */
import { type KeyboardEvent, type PointerEvent, useEffect, useId, useLayoutEffect, useMemo, useRef } from 'react';
import { useTranslation } from 'react-i18next';
import {
  beginStroke,
  clearDrawing,
  dropPen,
  dropStroke,
  extendStroke,
  movePen,
  type StrokePoint,
  togglePen,
} from '../../workspace/gesture';
import { drawStrokes } from '../../workspace/input/strokeDrawing';
import { arrowSteps } from '../parts/gestures';
import { useElementSize } from '../parts/useElementSize';
import { useInvitation } from '../parts/useInvitation';
import { useTheme } from '../parts/usePalette';
import { useGesture, useWorkspace } from '../playground';
import { PadHand } from './padHand';

/** The bit of PointerEvent.buttons for a pen's eraser end. */
const ERASER_BUTTON = 32;

/** How far an arrow key moves the pen, as a fraction of the pad; further with Shift. */
const STEP = 0.025;
const LONG_STEP = 0.1;

/** The pointer's position on the pad. Only pens report pressure. */
function padPoint(event: globalThis.PointerEvent, box: DOMRect): StrokePoint {
  return {
    x: (event.clientX - box.left) / box.width,
    y: (event.clientY - box.top) / box.height,
    pressure: event.pointerType === 'pen' && event.pressure > 0 ? event.pressure : 0.5,
  };
}

export function DrawingPad() {
  const { t } = useTranslation();
  const { gesture } = useWorkspace().input;
  const isEmpty = useGesture((state) => state.strokes.length === 0);
  const theme = useTheme();
  const ref = useRef<HTMLCanvasElement>(null);
  const invitation = useInvitation('pad.hint');
  const describedBy = useId();
  const hand = useMemo(() => new PadHand(() => dropStroke(gesture)), [gesture]);
  const { width } = useElementSize(ref);
  const side = Math.max(1, Math.round(width * window.devicePixelRatio));

  // biome-ignore lint/correctness/useExhaustiveDependencies: the ink's colour depends on the theme.
  useLayoutEffect(() => {
    const canvas = ref.current;
    const context = canvas?.getContext('2d');
    if (!canvas || !context) return;
    if (canvas.width !== side) {
      canvas.width = side;
      canvas.height = side;
    }
    const { color } = getComputedStyle(canvas);
    const draw = (): void => drawStrokes(context, gesture.getState().strokes, side, color);
    draw();
    return gesture.subscribe((now, before) => {
      if (now.strokes !== before.strokes) draw();
    });
  }, [gesture, side, theme]);

  // Asked once a stroke: the last frame was written into the page, which would be laid out for the answer.
  const box = useRef<DOMRect | null>(null);
  useEffect(() => {
    const forget = (): void => {
      box.current = null;
    };
    window.addEventListener('scroll', forget, { capture: true, passive: true });
    return () => window.removeEventListener('scroll', forget, { capture: true });
  }, []);

  const begin = (event: PointerEvent<HTMLCanvasElement>): void => {
    if ((event.pointerType === 'mouse' && event.button !== 0) || !hand.begin(event)) return;
    event.currentTarget.setPointerCapture(event.pointerId);
    box.current = event.currentTarget.getBoundingClientRect();
    const point = padPoint(event.nativeEvent, box.current);
    beginStroke(gesture, point, (event.buttons & ERASER_BUTTON) !== 0);
  };

  const move = (event: PointerEvent<HTMLCanvasElement>): void => {
    if (!hand.move(event)) return;
    const { nativeEvent, currentTarget } = event;
    box.current ??= currentTarget.getBoundingClientRect();
    const pad = box.current;
    const all = nativeEvent.getCoalescedEvents?.() ?? [];
    extendStroke(
      gesture,
      (all.length > 0 ? all : [nativeEvent]).map((one) => padPoint(one, pad)),
    );
  };

  const key = (event: KeyboardEvent): void => {
    const { key: name, shiftKey } = event;
    if (event.ctrlKey || event.metaKey || event.altKey) return;
    const step = arrowSteps[name];
    const far = shiftKey ? LONG_STEP : STEP;
    if (step) movePen(gesture, far * step[0], far * step[1]);
    else if (name === ' ' || name === 'Enter') togglePen(gesture);
    else if (name === 'Delete' || name === 'Backspace') clearDrawing(gesture);
    else return;
    event.preventDefault();
  };

  return (
    <div className="pad-frame" id="pad">
      {/* biome-ignore lint/a11y/noInteractiveElementToNoninteractiveRole: it is drawn on and has keys of its own. */}
      <canvas
        ref={ref}
        className="pad"
        role="application"
        aria-label={t('pad.label')}
        aria-describedby={describedBy}
        tabIndex={0}
        onPointerDown={begin}
        onPointerMove={move}
        onPointerUp={(event) => hand.end(event)}
        onPointerCancel={(event) => hand.end(event)}
        onLostPointerCapture={(event) => hand.end(event)}
        onPointerLeave={(event) => hand.leave(event)}
        onKeyDown={key}
        onBlur={() => dropPen(gesture)}
      />
      <KeyboardPen />
      {isEmpty && (
        <p className="pad-hint" aria-hidden>
          {invitation}
        </p>
      )}
      <p id={describedBy} className="unseen">
        {t('pad.describe')}
      </p>
    </div>
  );
}

/** The keyboard pen: where it is and whether it is down, which is also announced. */
function KeyboardPen() {
  const { t } = useTranslation();
  const pen = useGesture((state) => state.pen);
  if (!pen) return null;
  return (
    <>
      <span
        className="keyboard-pen"
        data-down={pen.down || undefined}
        style={{ left: `${100 * pen.x}%`, top: `${100 * pen.y}%` }}
        aria-hidden
      />
      <span className="unseen" role="status">
        {t(pen.down ? 'pad.down' : 'pad.up')}
      </span>
    </>
  );
}
