/** A picture of a set, one pixel a value: ink on paper, gray, or in colour. */
import { useLayoutEffect, useRef } from 'react';
import { inputColour } from '../../../workspace/input/colour';
import type { SetFacts } from '../../../workspace/training/sets';
import { inkPixels } from '../../parts/Plane';
import { usePalette } from '../../parts/usePalette';

interface Props {
  /** Bytes 0..255, or values 0..1, channels x height x width. */
  readonly bytes: Uint8Array | Float32Array;
  readonly facts: Pick<SetFacts, 'shape' | 'preprocessing'>;
}

export function SetPicture({ bytes, facts }: Props) {
  const { shape, preprocessing } = facts;
  const [, rows, columns] = shape;
  const canvas = useRef<HTMLCanvasElement>(null);
  const palette = usePalette();
  useLayoutEffect(() => {
    const colour = inputColour(preprocessing);
    const values = bytes instanceof Uint8Array ? Float32Array.from(bytes, (byte) => byte / 255) : bytes;
    const pixels = inkPixels(values, rows, columns, colour === 'rgb' ? 'colour' : colour, palette);
    canvas.current?.getContext('2d')?.putImageData(new ImageData(pixels, columns, rows), 0, 0);
  }, [bytes, preprocessing, rows, columns, palette]);
  return <canvas ref={canvas} width={columns} height={rows} aria-hidden />;
}
