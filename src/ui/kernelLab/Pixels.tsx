/** Pictures on canvases of their own size: any pixels, a part of what a layer reads, the kernels of a filter. */
import { type CanvasHTMLAttributes, useLayoutEffect, useMemo, useRef } from 'react';
import { kernelAt, kernelsOf, largest } from '../../workspace/labs/kernelLab/design';
import { filterPicture, type LearnedFilter } from '../../workspace/labs/kernelLab/learned';
import { type Bitmap, type Look, type Part, sourcePicture } from '../../workspace/labs/kernelLab/sourcePixels';
import type { StageLayer } from '../../workspace/stage/layers';
import { usePalette } from '../parts/usePalette';
import { useGiven } from '../playground';
import { useKernelsState } from './useKernels';

type Canvas = Omit<CanvasHTMLAttributes<HTMLCanvasElement>, 'width' | 'height' | 'part'>;

/** The last picture stays until there is another. */
export function Pixels({ picture, ...canvas }: Canvas & { readonly picture: Bitmap | null }) {
  const element = useRef<HTMLCanvasElement>(null);
  useLayoutEffect(() => {
    const context = element.current?.getContext('2d');
    if (!context || !picture) return;
    const { bytes, width, height } = picture;
    context.canvas.width = width;
    context.canvas.height = height;
    context.putImageData(new ImageData(bytes, width, height), 0, 0);
  }, [picture]);
  return <canvas ref={element} width={1} height={1} {...canvas} />;
}

/** How a layer's planes are coloured: a picture is bright where it is high, a drawing is ink, maps have signs. */
export function useLookOf({ kind }: Pick<StageLayer, 'kind'>): Look {
  const isDrawn = useGiven((state) => state.kind === 'draw');
  if (kind !== 'input') return 'signed';
  return isDrawn ? 'ink' : 'gray';
}

interface OfSource extends Canvas {
  readonly layer: StageLayer;
  /** All its planes; null: not yet known. */
  readonly source: Float32Array | null;
  readonly part: Part;
  /** What lies beyond the edge is the edge repeated, not left out. */
  readonly isEndless?: boolean;
}

export function SourcePixels({ layer, source, part, isEndless = false, ...canvas }: OfSource) {
  const { top, left, rows, columns } = part;
  const look = useLookOf(layer);
  const palette = usePalette();
  const picture = useMemo(() => {
    const mode = isEndless ? 'edge' : 'none';
    return source && sourcePicture(source, layer, { top, left, rows, columns }, look, palette, { mode });
  }, [source, layer, top, left, rows, columns, look, palette, isEndless]);
  return <Pixels picture={picture} {...canvas} />;
}

interface OfFilter extends Canvas {
  readonly filter: LearnedFilter;
  /** Where the colours end; by default, at its own largest weight. */
  readonly extent?: number;
}

export function FilterPixels({ filter, extent = largest(filter.kernels.flat()), ...canvas }: OfFilter) {
  const palette = usePalette();
  const picture = useMemo(() => filterPicture(filter, extent, palette), [filter, extent, palette]);
  return <Pixels picture={picture} aria-hidden {...canvas} />;
}

interface OfKernel {
  readonly layer: number;
  readonly filter: number;
  /** Null: all kernels of the filter. */
  readonly channel?: number | null;
}

/** Kernels of the page's own layers, as they are. */
export function KernelPixels({ layer: index, filter, channel = null }: OfKernel) {
  const layer = useKernelsState(({ layers }) => layers[index]);
  const shown = useMemo(() => {
    if (!layer || filter >= layer.filters) return null;
    const { rows, columns, weights } = layer;
    const kernels = channel === null ? kernelsOf(layer, filter) : [kernelAt(layer, filter, channel)];
    return { filter: { rows, columns, kernels }, extent: largest(weights) };
  }, [layer, filter, channel]);
  if (!shown) return null;
  const { rows, columns } = shown.filter;
  return <FilterPixels {...shown} style={{ aspectRatio: channel === null ? undefined : `${columns} / ${rows}` }} />;
}
