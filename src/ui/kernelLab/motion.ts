/** What moves on the page: a kernel that is turned, and the kernel on its way into the hand and back. */
import { type RefObject, useLayoutEffect, useRef } from 'react';

/** Milliseconds. */
const [TURNS, OPENS] = [250, 280];

const isStill = (): boolean => window.matchMedia('(prefers-reduced-motion: reduce)').matches;

const isTurned = (values: readonly number[], before: readonly number[]): boolean =>
  values.length === before.length &&
  values.some((value, i) => value !== before[i]) &&
  values.every((value, i) => value === before[before.length - 1 - i]);

/** Turns a grid by 180 degrees into its new numbers, which stay upright, if they are its last ones turned. */
export function useTurn(grid: RefObject<HTMLElement | null>, values: readonly number[]): void {
  const last = useRef(values);
  useLayoutEffect(() => {
    const before = last.current;
    last.current = values;
    const { current } = grid;
    if (!current || isStill() || !isTurned(values, before)) return;
    const motion = { duration: TURNS, easing: 'ease-in-out' };
    current.animate({ rotate: ['-180deg', '0deg'] }, motion);
    for (const cell of current.children) cell.animate({ rotate: ['180deg', '0deg'] }, motion);
  }, [grid, values]);
}

/** Where the kernel stood in the view that is just closing. */
let from: DOMRect | null = null;

/** The kernel leaves from here, if the next view shows it. */
export function takeOff(element: Element | null): void {
  from = element && !isStill() ? element.getBoundingClientRect() : null;
  requestAnimationFrame(() => {
    from = null;
  });
}

/** The element comes from where the kernel took off, if it just did. */
export function useLanding(element: RefObject<HTMLElement | null>, isLanding = true): void {
  // biome-ignore lint/correctness/useExhaustiveDependencies: it lands once.
  useLayoutEffect(() => {
    const own = element.current;
    if (!own || !from || !isLanding) return;
    const to = own.getBoundingClientRect();
    const move = `translate(${from.left - to.left}px, ${from.top - to.top}px)`;
    const start = `${move} scale(${from.width / to.width}, ${from.height / to.height})`;
    own.animate(
      { transformOrigin: ['0 0', '0 0'], transform: [start, 'none'] },
      { duration: OPENS, easing: 'ease-out' },
    );
    from = null;
  }, []);
}
