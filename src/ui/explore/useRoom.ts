/** The room for the stage: its width, and the height from its top to the foot of the window, less what stands below. */
import { type RefObject, useLayoutEffect, useState } from 'react';
import type { Room } from '../../workspace/stage/layout';

const none: Room = { width: 0, height: 0 };

export function useRoom(stage: RefObject<HTMLElement | null>, foot: RefObject<HTMLElement | null>): Room {
  const [room, setRoom] = useState(none);
  useLayoutEffect(() => {
    const measure = (): void => {
      if (!stage.current) return;
      const width = stage.current.clientWidth;
      const top = stage.current.getBoundingClientRect().top + window.scrollY;
      const height = Math.max(0, Math.floor(window.innerHeight - top - (foot.current?.offsetHeight ?? 0)));
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
