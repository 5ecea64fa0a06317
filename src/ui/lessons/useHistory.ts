/** The history of the training run, fetched when a lesson first shows it. */
import { useEffect, useState } from 'react';
import { decodeHistory, type HistoryMoment } from '../../store/lessons/trainingHistory';
import { say } from '../../store/session';
import { messageFor } from '../../workspace/messages';
import { usePlayground } from '../playground';

let fetched: Promise<readonly HistoryMoment[]> | null = null;

async function fetchHistory(): Promise<readonly HistoryMoment[]> {
  const response = await fetch(`${import.meta.env.BASE_URL}models/digits.history.safetensors`);
  if (!response.ok) throw new Error(`${response.status} ${response.statusText}`.trim());
  return decodeHistory(new Uint8Array(await response.arrayBuffer()));
}

/** Null until it has come. */
export function useHistory(): readonly HistoryMoment[] | null {
  const { session } = usePlayground();
  const [history, setHistory] = useState<readonly HistoryMoment[] | null>(null);
  useEffect(() => {
    let isShown = true;
    fetched ??= fetchHistory();
    fetched.then(
      (moments) => isShown && setHistory(moments),
      (error: unknown) => {
        fetched = null;
        say(session, messageFor(error, 'part-load'));
      },
    );
    return () => {
      isShown = false;
    };
  }, [session]);
  return history;
}
