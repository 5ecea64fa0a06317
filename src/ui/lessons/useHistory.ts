/** The history of the training run, fetched when a lesson first shows it. */
import {
  decodeHistory,
  decodeMoments,
  type HistoryMoment,
  type MomentWeights,
} from '../../store/lessons/trainingHistory';
import { useFetched } from '../parts/useFetched';

async function bytesOf(file: string): Promise<Uint8Array> {
  const response = await fetch(`${import.meta.env.BASE_URL}models/${file}`);
  if (!response.ok) throw new Error(`${response.status} ${response.statusText}`.trim());
  return new Uint8Array(await response.arrayBuffer());
}

/** Fetches once; a failed fetch is retried the next time. */
function once<T>(fetch: () => Promise<T>): () => Promise<T> {
  let fetched: Promise<T> | null = null;
  return () => {
    fetched ??= fetch();
    fetched.catch(() => {
      fetched = null;
    });
    return fetched;
  };
}

const history = once(async () => decodeHistory(await bytesOf('digits.history.safetensors')));
const moments = once(async () => decodeMoments(await bytesOf('digits.moments.safetensors'), await history()));

/** Null until it has loaded. */
export const useHistory = (): readonly HistoryMoment[] | null => useFetched(history, 'part-load');

/** The weights of the whole network at each moment but the last; null until they have loaded. */
export const useMoments = (): MomentWeights | null => useFetched(moments, 'part-load');
