/** Latest wins: for live work that may be requested faster than it can be done. */

/**
 * Wraps `work` so that one call runs at a time; of the calls that arrive meanwhile, only the last runs afterwards. The
 * promise of a superseded call resolves to null.
 */
export function latestWins<A extends readonly unknown[], R>(
  work: (...given: A) => Promise<R>,
): (...given: A) => Promise<R | null> {
  let busy = false;
  let next: { readonly given: A; resolve(result: Promise<R> | null): void } | null = null;

  function start(given: A): Promise<R> {
    busy = true;
    const done = work(...given);
    const followed = (): void => {
      busy = false;
      const waiting = next;
      next = null;
      waiting?.resolve(start(waiting.given));
    };
    done.then(followed, followed);
    return done;
  }

  return (...given) => {
    if (!busy) return start(given);
    next?.resolve(null);
    return new Promise((resolve) => {
      next = { given, resolve };
    });
  };
}
