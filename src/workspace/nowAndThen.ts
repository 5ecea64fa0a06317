/** Work that many changes ask for, done at once and then only now and then while they go on, and once more at their end. */

/** Calls `work` at most once in `pause` milliseconds; the last call is never lost. */
export function nowAndThen(work: () => void, pause: number): () => void {
  let resting: ReturnType<typeof setTimeout> | null = null;
  let isOwed = false;
  return function ask(): void {
    isOwed = resting !== null;
    if (isOwed) return;
    work();
    resting = setTimeout(() => {
      resting = null;
      if (isOwed) ask();
    }, pause);
  };
}
