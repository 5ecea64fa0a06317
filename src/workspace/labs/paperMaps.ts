/** A laboratory's maps on paper: a picture replaces each one, because a printer does not see the live canvas. */
import type { Palette, Range, Tile } from '../../backend/types';
import type { TensorId } from '../../kernels/kernel';
import { planePixels } from '../stage/mapPixels';
import type { Workspace } from '../workspace';

/** A map without its place. */
export type Drawn = Omit<Tile, 'x' | 'y' | 'width' | 'height'>;

/** The end of each group's signed scale, as in the live maps under the range `layer`. */
function extentsOf(drawn: readonly Drawn[], ranges: ReadonlyMap<TensorId, Range>): ReadonlyMap<number, number> {
  const extents = new Map<number, number>();
  for (const { tensor, group, colour } of drawn) {
    const range = ranges.get(tensor);
    if (colour !== 'signed' || !range) continue;
    extents.set(group, Math.max(extents.get(group) ?? 0, -range.min, range.max));
  }
  return extents;
}

/** Puts a picture into every slot; call the result to remove them. A map that cannot be read stays as it is. */
export async function paperMaps(
  { engine, frame }: Workspace,
  slots: ReadonlyMap<HTMLElement, Drawn>,
  palette: Palette,
): Promise<() => void> {
  const drawn = [...slots.values()];
  const tensors = [...new Set(drawn.map(({ tensor }) => tensor))];
  const read = (await engine.read(tensors)) ?? [];
  const extents = extentsOf(drawn, frame.getState().ranges);
  const pictures = [...slots].flatMap(
    ([element, { tensor, plane, rows, columns, group, colour, scale = 1, shift = 0 }]) => {
      const count = rows * columns;
      const values = read[tensors.indexOf(tensor)]?.subarray(plane * count, (plane + 1) * count);
      const canvas = document.createElement('canvas');
      const context = canvas.getContext('2d');
      if (!values || !context) return [];
      const look = colour === 'signed' ? { colour, extent: extents.get(group) ?? 0 } : { colour, scale, shift };
      canvas.className = 'map-paper';
      canvas.width = columns;
      canvas.height = rows;
      context.putImageData(new ImageData(planePixels(values, look, palette), columns, rows), 0, 0);
      element.append(canvas);
      return [canvas];
    },
  );
  return () => {
    for (const picture of pictures) picture.remove();
  };
}
