/** Whether an element is in sight, or about to be printed; if not, it need not be drawn. */
import { type RefObject, useEffect, useState } from 'react';
import { flushSync } from 'react-dom';

/** False until the element has been in sight. */
export function useInSight(ref: RefObject<Element | null>): boolean {
  const [isInSight, setInSight] = useState(false);
  useEffect(() => {
    const element = ref.current;
    if (!element) return;
    const observer = new IntersectionObserver((entries) => setInSight(entries.at(-1)?.isIntersecting ?? false));
    observer.observe(element);
    // Paper shows all of the page, and the printer waits for nothing.
    const print = (): void => flushSync(() => setInSight(true));
    addEventListener('beforeprint', print);
    return () => {
      observer.disconnect();
      removeEventListener('beforeprint', print);
    };
  }, [ref]);
  return isInSight;
}
