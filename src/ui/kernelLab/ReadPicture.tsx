/**
 * What the chosen kernel reads, with its padding: pixels that no window reads are crossed out, the window is marked tap
 * by tap, and under it stands a tick for each of its places. Of a large picture, the part about the window is shown.
 */
import { useLayoutEffect, useRef } from 'react';
import { useTranslation } from 'react-i18next';
import { firstChannel } from '../../workspace/labs/kernelLab/design';
import type { EditLayout } from '../../workspace/labs/kernelLab/layout';
import { sourcePicture } from '../../workspace/labs/kernelLab/sourcePixels';
import { seek } from '../../workspace/player/player';
import { positionOver } from '../../workspace/player/sweep';
import { cellUnder } from '../parts/gestures';
import { placed } from '../parts/placed';
import { tokenColour, usePalette, useTheme } from '../parts/usePalette';
import { Head } from './MapFigure';
import { useLookOf } from './Pixels';
import { useGeometry } from './Settings';
import { useKernelsState } from './useKernels';
import { useLive, useShown } from './useLive';

/** Pixels this large have room for a line across, or for a veil alone. */
const [LINED, VEILED] = [6, 2.5];

export function ReadPicture({ layout }: { readonly layout: EditLayout }) {
  const { t } = useTranslation();
  const { input, sweep, player } = useLive();
  const { source, window: region, column: place } = useShown();
  const geometry = useGeometry();
  const chosen = useKernelsState((state) => state.chosen);
  const look = useLookOf(input);
  const palette = usePalette();
  const theme = useTheme();
  const canvas = useRef<HTMLCanvasElement>(null);
  const { pixel, rows, columns, isPart, unit } = layout;
  const size = geometry?.size;
  const layer = geometry?.layer;
  const reads = geometry?.reads ?? null;
  const plane = layer ? firstChannel(layer, chosen.filter) + chosen.channel : 0;
  const mode = layer?.padding.mode ?? 'none';
  // From the padding's first pixel, or about the window.
  const along = (axis: 'rows' | 'columns', from: number, to: number, shown: number): number => {
    const { padBegin = 0, padEnd = 0, input: count = 1 } = size?.[axis] ?? {};
    if (!isPart) return -padBegin;
    return Math.min(count + padEnd - shown, Math.max(-padBegin, Math.round((from + to + 1 - shown) / 2)));
  };
  const top = along('rows', region.top, region.bottom, rows);
  const left = along('columns', region.left, region.right, columns);

  // biome-ignore lint/correctness/useExhaustiveDependencies: the tokens' colours depend on the theme.
  useLayoutEffect(() => {
    const context = canvas.current?.getContext('2d');
    if (!context || !source) return;
    const ratio = window.devicePixelRatio;
    const side = pixel * ratio;
    context.canvas.width = Math.round(columns * side);
    context.canvas.height = Math.round(rows * side);
    const { bytes, width, height } = sourcePicture(source, input, { top, left, rows, columns }, look, palette, {
      plane,
      mode,
    });
    const small = document.createElement('canvas');
    small.width = width;
    small.height = height;
    small.getContext('2d')?.putImageData(new ImageData(bytes, width, height), 0, 0);
    context.imageSmoothingEnabled = false;
    context.drawImage(small, 0, 0, context.canvas.width, context.canvas.height);
    if (!reads || pixel < VEILED) return;
    context.strokeStyle = tokenColour('--ink-3');
    context.fillStyle = tokenColour('--surface');
    context.lineWidth = ratio;
    context.beginPath();
    for (let i = 0; i < rows; i++) {
      for (let j = 0; j < columns; j++) {
        const [row, column] = [top + i, left + j];
        if (row < 0 || column < 0 || row >= input.rows || column >= input.columns) continue;
        if (reads.rows[row] && reads.columns[column]) continue;
        context.globalAlpha = 0.62;
        context.fillRect(j * side, i * side, side, side);
        if (pixel < LINED) continue;
        context.moveTo((j + 0.3) * side, (i + 0.7) * side);
        context.lineTo((j + 0.7) * side, (i + 0.3) * side);
      }
    }
    context.globalAlpha = 0.8;
    context.stroke();
  }, [source, input, top, left, rows, columns, pixel, look, palette, theme, plane, mode, reads]);

  if (!size || !layer) return null;
  const { dilation } = layer;
  const taps = Array.from({ length: layer.rows * layer.columns }, (_, i) => ({
    top: region.top + Math.floor(i / layer.columns) * dilation - top,
    left: region.left + (i % layer.columns) * dilation - left,
  }));
  const seen = reads && reads.unread > 0;
  const share = reads ? Math.round(reads.pixels / Math.max(1, reads.pixels - reads.unread)) : 1;
  const title = !seen
    ? t('kernelLab.readTitle')
    : share > 1
      ? t('kernelLab.readOneIn', { count: share })
      : t('kernelLab.readMost');
  return (
    <section className="kernel-read">
      <Head
        title={title}
        sub={t(isPart ? 'kernelLab.readPart' : 'kernelLab.readSub')}
        tag={t('kernelLab.readTag', {
          rows: input.rows,
          columns: input.columns,
          top: size.rows.padBegin,
          left: size.columns.padBegin,
        })}
      />
      <div
        className="kernel-frame"
        id="pad"
        style={{ width: columns * pixel, height: rows * pixel }}
        onPointerDown={(event) => {
          const cell = cellUnder(event, rows, columns);
          const position = positionOver(sweep, top + cell.row, left + cell.column);
          if (position !== null) seek(player, position);
        }}
      >
        <canvas
          ref={canvas}
          className="kernel-input"
          role="img"
          aria-label={t('kernelLab.inputAlt', {
            side: input.rows,
            top: size.rows.padBegin,
            left: size.columns.padBegin,
          })}
        />
        <span
          className="kernel-border"
          aria-hidden
          style={placed({ left: -left, top: -top, width: input.columns, height: input.rows }, columns, rows)}
        />
        {taps.map(({ top: y, left: x }, i) => (
          <span
            // biome-ignore lint/suspicious/noArrayIndexKey: a tap is its place.
            key={i}
            className="kernel-mark"
            data-kind={pixel >= LINED ? 'tap' : 'point'}
            aria-hidden
            style={placed({ left: x, top: y, width: 1, height: 1 }, columns, rows)}
          />
        ))}
      </div>
      {!isPart && !layout.isNarrow && size.width !== null && pixel >= LINED && (
        <Ticks {...{ columns, pixel, place, unit }} count={size.width} stride={layer.stride} beside={size.beside} />
      )}
    </section>
  );
}

interface TicksProps {
  readonly columns: number;
  readonly pixel: number;
  readonly count: number;
  readonly stride: number;
  readonly beside: number;
  /** The place of the window. */
  readonly place: number;
  readonly unit: number;
}

/** One tick for each place of the window's left column, and where columns are left over. */
function Ticks({ columns, pixel, count, stride, beside, place }: TicksProps) {
  const { t } = useTranslation();
  const ticks = Array.from({ length: count }, (_, i) => i * stride * pixel);
  return (
    <>
      <svg className="kernel-ticks" width={columns * pixel} height={12} aria-hidden="true">
        {ticks.map((x, i) => (
          <path key={x} d={`M${x + 1} 10v-6h${pixel - 2}v6`} data-here={i === place || undefined} />
        ))}
        {beside > 0 && (
          <path
            className="left-over"
            d={`M${(columns - beside) * pixel} 0v12M${(columns - beside) * pixel} 6H${columns * pixel}`}
          />
        )}
      </svg>
      <p className="small muted">
        {t('kernelLab.places', { count, stride })}
        {beside > 0 && <span className="kernel-unread"> {t('kernelLab.leftOver', { count: beside })}</span>}
      </p>
    </>
  );
}
