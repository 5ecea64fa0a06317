/**
 * A column a kernel of the first layer: small as it began, as it is now, and what it finds. Painted with every frame.
 * Choosing one follows it along the timeline.
 */
import { type CSSProperties, type ReactNode, useEffect, useRef } from 'react';
import { useTranslation } from 'react-i18next';
import type { Palette } from '../../../backend/types';
import { onFrame } from '../../../workspace/frame';
import { filterPixels, isColoured } from '../../../workspace/training/filterPixels';
import { extentOf, type FirstLayer, filterOf } from '../../../workspace/training/firstLayer';
import { toggled } from '../../../workspace/training/watching';
import { useWorkspace } from '../../playground';
import { useRun, useTraining, useWatching } from '../useTrain';
import { numbers, Scale } from './Maps';
import { useTrackNames } from './tracks';

/** More columns than this are too narrow to be read. */
const MOST_COLUMNS = 10;

/** What the colours end at, at least, whatever the weights of the moment shown. */
function useLeast(): number {
  const range = useWatching((state) => state.range);
  return useTraining(({ moments }) => (range === 'run' ? Math.max(...moments.map(({ extent }) => extent)) : 0));
}

interface Props {
  readonly layer: FirstLayer;
  readonly palette: Palette;
  /** What each kernel finds. */
  readonly children: readonly ReactNode[] | undefined;
}

export function Kernels({ layer, palette, children }: Props) {
  const { t } = useTranslation();
  const { training, watching } = useRun();
  const { engine, frame } = training.workspace;
  const names = useTrackNames();
  const filter = useWatching((state) => state.filter);
  const followed = names.includes('kernel') ? filter : null;
  const row = useRef<HTMLDivElement>(null);
  const least = useLeast();
  useEffect(() => {
    const paint = (which: string, weights: Float32Array | undefined, extent: number): void => {
      const canvases = row.current?.querySelectorAll<HTMLCanvasElement>(which) ?? [];
      if (!weights) return;
      for (const [index, canvas] of [...canvases].entries()) {
        const pixels = filterPixels(filterOf(layer, weights, index), layer, extent, palette);
        canvas.getContext('2d')?.putImageData(new ImageData(pixels, canvas.width, canvas.height), 0, 0);
      }
    };
    const now = (): void => {
      const weights = engine.loaded?.stored.weights.get(layer.weight);
      if (weights) paint('.now', weights, Math.max(least, extentOf(weights)));
    };
    const began = training.began.get(layer.weight);
    if (began) paint('.began', began, extentOf(began));
    now();
    return onFrame(frame, now);
  }, [engine, frame, training, layer, palette, least]);
  const follow = (index: number): void => {
    const isFollowed = followed === index;
    const isShown = names.includes('kernel');
    watching.setState({
      filter: index,
      ...(isFollowed === isShown && { tracks: toggled(names, 'kernel') }),
    });
  };
  const { filters, columns, rows } = layer;
  return (
    <div
      ref={row}
      className="train-kernels"
      style={{ '--count': filters } as CSSProperties}
      data-many={filters > MOST_COLUMNS || undefined}
    >
      {numbers(filters).map((number) => (
        <div key={number}>
          <canvas className="began" width={columns} height={rows} aria-hidden />
          <button
            type="button"
            className="train-follow"
            aria-pressed={followed === number - 1}
            aria-label={t('train.watching.follow', { number })}
            onClick={() => follow(number - 1)}
          >
            <canvas className="now" width={columns} height={rows} data-testid="train-kernel" aria-hidden />
          </button>
          {children?.[number - 1]}
        </div>
      ))}
    </div>
  );
}

export function KernelScale({ layer, background }: { readonly layer: FirstLayer; readonly background: string }) {
  const { engine } = useWorkspace();
  const least = useLeast();
  const extent = (): number =>
    Math.max(least, extentOf(engine.loaded?.stored.weights.get(layer.weight) ?? new Float32Array()));
  // In colour, grey is zero.
  const grey = 'linear-gradient(90deg, #000, #808080, #fff)';
  return <Scale background={isColoured(layer) ? grey : background} extent={extent} />;
}
