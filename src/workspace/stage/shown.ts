/** The layer values the stage shows: the network's own, or their difference from the originals. */
import type { Reader } from '../inspect/reading';
import type { Network } from '../network';
import type { StageLayer } from './layers';

/** Reads them from one frame, in layer order. Null if another network takes over first. */
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
