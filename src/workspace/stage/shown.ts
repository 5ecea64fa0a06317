/** The values that the stage shows of a network's layers: their own, or their difference from the originals beside it. */
import type { Reader } from '../inspect/reading';
import type { Network } from '../network';
import type { StageLayer } from './layers';

/** Reads them of one frame, in the order of the layers. Null where another network takes over first. */
export async function readShown(
  reader: Pick<Reader, 'read'>,
  { originals }: Network,
  layers: readonly StageLayer[],
): Promise<readonly Float32Array[] | null> {
  const own = layers.map(({ tensor }) => tensor);
  if (!originals) return reader.read(own);
  const minus = layers.map(({ id, colour, tensor }) => (colour === 'signed' ? (originals.get(id) ?? tensor) : null));
  const read = await reader.read([...own, ...minus.filter((id) => id !== null)]);
  if (!read) return null;
  let next = own.length;
  return minus.map((id, i) => {
    const values = read[i] ?? new Float32Array();
    if (id === null) return values;
    const other = read[next++];
    return values.map((value, k) => value - (other?.[k] ?? 0));
  });
}
