/**
 * The room for the stage: its width, and the height from its top to the foot of the window, less what stands below. In a
 * window too low for a drawing, the page scrolls.
 */
import { type RefObject, useLayoutEffect, useState } from 'react';
import { LEAST, type Room } from '../../workspace/stage/layout';

const none: Room = { width: 0, height: 0 };

/** Height of what follows an element on the page, such as the bar of an embedded one. */
function heightAfter(element: Element | null): number {
  const next = element?.nextElementSibling;
  if (!(next instanceof HTMLElement)) return 0;
  const isInFlow = !['absolute', 'fixed'].includes(getComputedStyle(next).position);
  return (isInFlow ? next.offsetHeight : 0) + heightAfter(next);
}

export function useRoom(stage: RefObject<HTMLElement | null>, foot: RefObject<HTMLElement | null>): Room {
  const [room, setRoom] = useState(none);
  useLayoutEffect(() => {
    const measure = (): void => {
      if (!stage.current) return;
      const width = stage.current.clientWidth;
      const top = stage.current.getBoundingClientRect().top + window.scrollY;
      const below = (foot.current?.offsetHeight ?? 0) + heightAfter(stage.current.closest('main'));
      const height = Math.max(LEAST.height, Math.floor(window.innerHeight - top - below));
      setRoom((before) => (before.width === width && before.height === height ? before : { width, height }));
    };
    measure();
    const observer = new ResizeObserver(measure);
    for (const element of [stage.current, foot.current, document.body]) if (element) observer.observe(element);
    window.addEventListener('resize', measure);
    return () => {
      observer.disconnect();
      window.removeEventListener('resize', measure);
    };
  }, [stage, foot]);
  return room;
}
