/** Data that must be fetched before it can be shown. */
import { useEffect, useState } from 'react';
import { say } from '../../store/session';
import { messageFor } from '../../workspace/messages';
import { usePlayground } from '../playground';

/** Null until the first arrives; then the last one until the next arrives. A new `fetch` is called again. */
export function useFetched<T>(fetch: () => Promise<T>, code?: Parameters<typeof messageFor>[1]): T | null {
  const { session } = usePlayground();
  const [fetched, setFetched] = useState<T | null>(null);
  useEffect(() => {
    let isShown = true;
    fetch().then(
      (value) => isShown && setFetched(() => value),
      (error: unknown) => say(session, messageFor(error, code)),
    );
    return () => {
      isShown = false;
    };
  }, [session, fetch, code]);
  return fetched;
}
