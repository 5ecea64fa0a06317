/** The history of the training run, fetched when a lesson first shows it. */
import { decodeHistory, type HistoryMoment } from '../../store/lessons/trainingHistory';
import { useFetched } from '../parts/useFetched';

let fetched: Promise<readonly HistoryMoment[]> | null = null;

async function fetchHistory(): Promise<readonly HistoryMoment[]> {
  const response = await fetch(`${import.meta.env.BASE_URL}models/digits.history.safetensors`);
  if (!response.ok) throw new Error(`${response.status} ${response.statusText}`.trim());
  return decodeHistory(new Uint8Array(await response.arrayBuffer()));
}

/** A failed fetch is retried the next time. */
function fetchOnce(): Promise<readonly HistoryMoment[]> {
  fetched ??= fetchHistory();
  fetched.catch(() => {
    fetched = null;
  });
  return fetched;
}

/** Null until it has loaded. */
export const useHistory = (): readonly HistoryMoment[] | null => useFetched(fetchOnce, 'part-load');
