/**
 * What follows the frame without React: a subscription writes into the element itself, and only what has changed. Its
 * text has a place of a fixed size (`.live`), so that a new one lays out nothing else.
 */
import { type RefObject, useEffect, useLayoutEffect, useRef } from 'react';
import type { FrameState } from '../../workspace/frame';
import { useWorkspace } from '../playground';
import '../styles/live.css';

type Text = (state: FrameState) => string;

/** Calls `write` with the element after each render and with every new state of the frame. */
export function useLive<E extends HTMLElement>(write: (element: E, state: FrameState) => void): RefObject<E | null> {
  const { frame } = useWorkspace();
  const ref = useRef<E>(null);
  const latest = useRef(write);
  latest.current = write;
  useLayoutEffect(() => {
    if (ref.current) latest.current(ref.current, frame.getState());
  });
  useLayoutEffect(
    () =>
      frame.subscribe((state) => {
        if (ref.current) latest.current(ref.current, state);
      }),
    [frame],
  );
  return ref;
}

/** Writes a text into an element that has nothing else. */
export function say(element: HTMLElement, text: string): void {
  const { firstChild } = element;
  if (!(firstChild instanceof Text)) element.textContent = text;
  else if (firstChild.data !== text) firstChild.data = text;
}

/** Sets an attribute; nothing removes it. */
export function put(element: HTMLElement, name: string, value: string | number | null | undefined): void {
  if (value === null || value === undefined) element.removeAttribute(name);
  else if (element.getAttribute(name) !== String(value)) element.setAttribute(name, String(value));
}

interface Props {
  readonly of: Text;
  readonly className?: string;
}

/** A number or a few words that change with every frame. */
export function Live({ of, className = '' }: Props) {
  const ref = useLive<HTMLSpanElement>((element, state) => say(element, of(state)));
  return (
    <span className={`live ${className}`}>
      <span ref={ref} />
    </span>
  );
}

/** Milliseconds that a sentence must stand before it is announced. */
const RESTED = 700;

/** Announces a sentence to screen readers once it stands; what changes every frame stays silent. */
export function LiveStatus({ of }: Pick<Props, 'of'>) {
  const pending = useRef<{ text: string; timer: ReturnType<typeof setTimeout> } | null>(null);
  const ref = useLive<HTMLParagraphElement>((element, state) => {
    const text = of(state);
    if (text === pending.current?.text) return;
    clearTimeout(pending.current?.timer);
    pending.current = { text, timer: setTimeout(() => say(element, text), RESTED) };
  });
  useEffect(
    () => () => {
      clearTimeout(pending.current?.timer);
      pending.current = null;
    },
    [],
  );
  return <p ref={ref} className="unseen" role="status" />;
}
