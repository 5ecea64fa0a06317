/**
 * A value a frame later, in turns of its own: what has changed at once is on the display before what follows is begun.
 */
import { startTransition, useEffect, useState } from 'react';

export function useLater<T>(value: T): T {
  const [late, setLate] = useState(value);
  useEffect(() => {
    let pending = requestAnimationFrame(() => {
      pending = requestAnimationFrame(() => startTransition(() => setLate(value)));
    });
    return () => cancelAnimationFrame(pending);
  }, [value]);
  return late;
}
