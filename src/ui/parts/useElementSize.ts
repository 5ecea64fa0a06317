/** The live size of an element's content in CSS pixels. */
import { type RefObject, useLayoutEffect, useState } from 'react';
import { RESHAPED } from '../../store/paper';

export interface ElementSize {
  readonly width: number;
  readonly height: number;
}

const none: ElementSize = { width: 0, height: 0 };

/** Zero until the element exists. Scroll bars are not content. */
export function useElementSize(ref: RefObject<HTMLElement | null>): ElementSize {
  const [size, setSize] = useState(none);
  useLayoutEffect(() => {
    const element = ref.current;
    if (!element) return;
    const measure = (): void => {
      const { clientWidth: width, clientHeight: height } = element;
      setSize((before) => (before.width === width && before.height === height ? before : { width, height }));
    };
    measure();
    const observer = new ResizeObserver(measure);
    observer.observe(element);
    window.addEventListener(RESHAPED, measure);
    return () => {
      observer.disconnect();
      window.removeEventListener(RESHAPED, measure);
    };
  }, [ref]);
  return size;
}
