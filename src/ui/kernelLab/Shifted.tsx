/** The chosen kernel's map as a sum: for each of its numbers the picture, shifted, times that number. */
import { useLayoutEffect, useMemo, useRef } from 'react';
import { useTranslation } from 'react-i18next';
import { useStore } from 'zustand';
import { firstChannel, kernelAt } from '../../workspace/labs/kernelLab/design';
import { shiftedPictures } from '../../workspace/labs/kernelLab/shifted';
import { extentOf } from '../../workspace/stage/extent';
import { planePixels } from '../../workspace/stage/mapPixels';
import { placed } from '../parts/placed';
import { usePalette } from '../parts/usePalette';
import { useGeometry } from './Settings';
import { useKernels, useKernelsState } from './useKernels';
import { useLive, useShown } from './useLive';

const GAP = 2;

/** `held`: the number in the hand. */
export function Shifted({ held, width }: { readonly held: number; readonly width: number }) {
  const { t } = useTranslation();
  const { lab } = useKernels();
  const { input, feature, activation } = useLive();
  const { source } = useShown();
  const chosen = useKernelsState((state) => state.chosen);
  const layer = useKernelsState(({ layers }) => layers[chosen.layer]);
  const size = useGeometry()?.size;
  const extent = useStore(lab.frame, ({ ranges }) => extentOf([feature, activation], ranges) ?? 0);
  const palette = usePalette();
  const canvas = useRef<HTMLCanvasElement>(null);
  const { rows = 1, columns = 1 } = layer ?? {};
  const ratio = Math.min(2, window.devicePixelRatio);
  const tile = Math.max(2, Math.floor((width * ratio) / Math.max(rows, columns)) - GAP);
  const own = layer ? firstChannel(layer, chosen.filter) + chosen.channel : 0;
  const mode = layer?.padding.mode;
  // What the numbers weigh stays while they are dragged.
  const pictures = useMemo(() => {
    const plane = source?.subarray(own * input.rows * input.columns, (own + 1) * input.rows * input.columns);
    return plane && size?.height && size.width && mode ? shiftedPictures(plane, size, mode, tile) : null;
  }, [source, own, input, size, mode, tile]);
  const kernel = useMemo(
    () => (layer ? kernelAt(layer, chosen.filter, chosen.channel) : []),
    [layer, chosen.filter, chosen.channel],
  );
  useLayoutEffect(() => {
    const context = canvas.current?.getContext('2d');
    if (!context || !pictures) return;
    const weighed = new Float32Array(tile * tile);
    kernel.forEach((weight, i) => {
      const { values } = pictures[i] ?? { values: weighed };
      for (let k = 0; k < weighed.length; k++) weighed[k] = weight * (values[k] as number);
      const bytes = planePixels(weighed, { colour: 'signed', extent }, palette);
      const [x, y] = [(i % columns) * (tile + GAP), Math.floor(i / columns) * (tile + GAP)];
      context.putImageData(new ImageData(bytes, tile, tile), x, y);
    });
  }, [pictures, kernel, extent, palette, columns, tile]);
  const count = rows * columns;
  return (
    <figure className="kernel-shifted">
      <figcaption className="small">
        <b>{t('kernelLab.shifted', { count })}</b>
        <br />
        <span className="muted">{t('kernelLab.shiftedSub')}</span>
      </figcaption>
      <div className="kernel-frame" style={{ width: (columns * (tile + GAP) - GAP) / ratio }}>
        <canvas
          ref={canvas}
          width={columns * (tile + GAP) - GAP}
          height={rows * (tile + GAP) - GAP}
          role="img"
          aria-label={t('kernelLab.shifted', { count })}
        />
        <span
          className="kernel-mark"
          aria-hidden
          style={placed({ left: held % columns, top: Math.floor(held / columns), width: 1, height: 1 }, columns, rows)}
        />
      </div>
    </figure>
  );
}
