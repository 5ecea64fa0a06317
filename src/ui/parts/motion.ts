/** Whether the person has asked for less motion: then what would move shows its states only. */
const reduced = matchMedia('(prefers-reduced-motion: reduce)');
/** Kept, because asking makes the browser compute its styles. */
let matches = reduced.matches;

reduced.addEventListener('change', (event) => {
  matches = event.matches;
});

export const isMotionReduced = (): boolean => matches;
