/** A map as a small picture in the colours of the stage; a single value is one cell of colour. */
import { useLayoutEffect, useRef } from 'react';
import { mapPixels } from '../../../workspace/stage/mapPixels';
import { usePalette } from '../../parts/usePalette';

interface Props {
  /** rows x columns values, row by row. */
  readonly values: Float32Array;
  readonly rows: number;
  readonly columns: number;
  /** |value| at the ends of the scale. */
  readonly extent: number;
}

export function MapPicture({ values, rows, columns, extent }: Props) {
  const ref = useRef<HTMLCanvasElement>(null);
  const palette = usePalette();
  useLayoutEffect(() => {
    const context = ref.current?.getContext('2d');
    context?.putImageData(new ImageData(mapPixels(values, extent, palette), columns, rows), 0, 0);
  });
  return <canvas ref={ref} className="map-picture" width={columns} height={rows} aria-hidden />;
}
