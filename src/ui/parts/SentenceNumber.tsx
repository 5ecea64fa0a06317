/**
 * A number in a sentence that is dragged (right or up, a step every 8 pixels), stepped with arrow and page keys, or,
 * after a click or Enter, typed. With Shift, drags and arrows take the other step.
 */
import { type KeyboardEvent, type PointerEvent, useLayoutEffect, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { exact } from '../../workspace/numbers';
import { type NumberLimits, stepped } from '../../workspace/typedNumber';
import { SLACK } from './gestures';
import { NumberField } from './NumberField';

interface Props {
  /** What the number is: "Stride". */
  readonly label: string;
  readonly value: number;
  readonly onChange: (value: number) => void;
  readonly limits?: NumberLimits;
  readonly step?: number;
  /** The step with Shift, finer or coarser; by default there is none. */
  readonly shiftStep?: number;
  /** How the number reads in the sentence, if not by itself: "3 × 3". */
  readonly show?: (value: number) => string;
  /** A drag or a run of keys has ended: what follows is another edit. */
  readonly onSettle?: () => void;
}

const PIXELS_PER_STEP = 8;
const keySteps: { readonly [key: string]: number } = {
  ArrowUp: 1,
  ArrowRight: 1,
  ArrowDown: -1,
  ArrowLeft: -1,
  PageUp: 10,
  PageDown: -10,
};

interface Hold {
  readonly x: number;
  readonly y: number;
  readonly value: number;
  /** The steps taken so far; null until the pointer has moved enough to be dragging. */
  taken: number | null;
}

export function SentenceNumber(props: Props) {
  const { label, value, onChange, limits = {}, step = 1, shiftStep = step, show = exact, onSettle } = props;
  const { t } = useTranslation();
  const [isTyped, setTyped] = useState(false);
  const element = useRef<HTMLSpanElement>(null);
  const hold = useRef<Hold | null>(null);
  const takesFocus = useRef(false);
  // At once when the number is back: a frame later the focus might be wanted elsewhere.
  useLayoutEffect(() => {
    if (!isTyped && takesFocus.current) element.current?.focus();
    takesFocus.current = false;
  }, [isTyped]);
  const change = (from: number, steps: number, isShifted: boolean): void => {
    const next = stepped(from, steps, isShifted ? shiftStep : step, limits);
    if (next !== value) onChange(next);
  };

  const key = (event: KeyboardEvent): void => {
    if (event.altKey || event.ctrlKey || event.metaKey) return;
    const by = keySteps[event.key];
    const end = event.key === 'Home' ? limits.least : event.key === 'End' ? limits.most : undefined;
    if (by !== undefined) change(value, by, event.shiftKey);
    else if (end !== undefined) onChange(end);
    else if (event.key === 'Enter' || /^[\d.,\-−]$/.test(event.key)) setTyped(true);
    else return;
    // A digit that opens the field is typed into it.
    if (by !== undefined || end !== undefined || event.key === 'Enter') event.preventDefault();
  };
  const press = (event: PointerEvent<HTMLElement>): void => {
    if (event.button !== 0) return;
    event.currentTarget.setPointerCapture(event.pointerId);
    hold.current = { x: event.clientX, y: event.clientY, value, taken: null };
  };
  const move = (event: PointerEvent): void => {
    const { current } = hold;
    if (!current) return;
    const [right, up] = [event.clientX - current.x, current.y - event.clientY];
    const far = Math.abs(right) > Math.abs(up) ? right : up;
    if (current.taken === null && Math.abs(far) < SLACK) return;
    const steps = Math.trunc(far / PIXELS_PER_STEP);
    if (steps !== current.taken) change(current.value, steps, event.shiftKey);
    current.taken = steps;
  };
  const release = (isClick: boolean): void => {
    if (!hold.current) return;
    const wasDragged = hold.current.taken !== null;
    hold.current = null;
    if (wasDragged) onSettle?.();
    else if (isClick) setTyped(true);
  };
  const done = (how: 'key' | 'left'): void => {
    takesFocus.current = how === 'key';
    setTyped(false);
    onSettle?.();
  };

  if (isTyped) {
    return (
      <span className="sentence-typed">
        <NumberField {...{ label, value, onChange, limits, step }} isBare isEager onDone={done} />
      </span>
    );
  }
  return (
    <span
      ref={element}
      role="spinbutton"
      tabIndex={0}
      className="sentence-number"
      title={t('number.change')}
      aria-label={label}
      aria-valuenow={value}
      aria-valuemin={limits.least}
      aria-valuemax={limits.most}
      aria-valuetext={show(value)}
      onKeyDown={key}
      onKeyUp={({ key: name }) => name in keySteps && onSettle?.()}
      onPointerDown={press}
      onPointerMove={move}
      onPointerUp={() => release(true)}
      onPointerCancel={() => release(false)}
    >
      {show(value)}
    </span>
  );
}
