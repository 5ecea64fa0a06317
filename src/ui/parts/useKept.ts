/** Keeps what is made anew but is the same, so that what depends on it need not render. */
import { useRef } from 'react';

/** The object given before, if all its values are the same. */
export function useKept<T extends object | null>(now: T): T {
  const kept = useRef(now);
  const before = kept.current;
  const isSame = before !== null && now !== null && sameValues(before, now);
  if (!isSame) kept.current = now;
  return kept.current;
}

function sameValues(a: object, b: object): boolean {
  const values = Object.entries(a);
  const others = new Map<string, unknown>(Object.entries(b));
  return values.length === others.size && values.every(([key, value]) => Object.is(value, others.get(key)));
}
