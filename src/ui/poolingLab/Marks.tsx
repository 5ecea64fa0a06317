/** Over the map: where windows begin, the pixels that win theirs, and those that no window reads. */
import { useLayoutEffect, useMemo, useRef } from 'react';
import type { Standing } from '../../workspace/labs/pooling/pooling';
import type { Branch } from '../../workspace/labs/pooling/spec';
import { pooledSize, unreadAlong, winners } from '../../workspace/labs/pooling/windows';
import { css } from '../../workspace/stage/palette';
import { useElementSize } from '../parts/useElementSize';
import { tokenColour, usePalette } from '../parts/usePalette';
import { usePlane, useSettings } from './usePooling';

interface Props {
  readonly standing: Standing;
  readonly branch: Branch;
}

/** The smallest map pixel, in CSS pixels, that marks would not hide; and that has room for lines between windows. */
const [LEAST, LINED] = [3, 6];

export function Marks({ standing, branch }: Props) {
  const canvas = useRef<HTMLCanvasElement>(null);
  const box = useRef<HTMLDivElement>(null);
  const { width, height } = useElementSize(box);
  const palette = usePalette();
  const { geometry } = standing.pooling;
  const side = width / geometry.columns;
  const won = useWinners(standing, branch, side >= LEAST);
  useLayoutEffect(() => {
    const context = canvas.current?.getContext('2d');
    if (!canvas.current || !context || width === 0) return;
    const ratio = window.devicePixelRatio;
    canvas.current.width = Math.round(width * ratio);
    canvas.current.height = Math.round(height * ratio);
    context.scale(ratio, ratio);
    const { rows, columns, stride, pad, window: across } = geometry;
    const size = pooledSize(geometry);
    // What no window reads.
    context.fillStyle = tokenColour('--surface');
    context.globalAlpha = 0.72;
    context.beginPath();
    unreadAlong(rows, size.height.output, geometry).forEach((isUnread, row) => {
      if (isUnread) context.rect(0, row * side, width, side);
    });
    unreadAlong(columns, size.width.output, geometry).forEach((isUnread, column) => {
      if (isUnread) context.rect(column * side, 0, side, height);
    });
    context.fill();
    // Where windows begin, unless they overlap.
    if (stride >= across && across > 1 && side >= LINED) {
      context.globalAlpha = 0.28;
      context.fillStyle = '#fff';
      for (let at = stride - pad; at < Math.max(rows, columns); at += stride) {
        context.fillRect(Math.round(at * side) - 0.5, 0, 1, height);
        context.fillRect(0, Math.round(at * side) - 0.5, width, 1);
      }
    }
    context.globalAlpha = 1;
    context.strokeStyle = '#fff';
    const radius = Math.max(1.2, Math.min(2.6, side / 4));
    const dots = (which: Int32Array, colour: string, shift: number): void => {
      context.fillStyle = colour;
      context.lineWidth = side >= 8 ? 1.2 : 0.6;
      for (const at of which) {
        const [x, y] = [((at % columns) + 0.5 + shift) * side, (Math.floor(at / columns) + 0.5) * side];
        context.beginPath();
        context.arc(x, y, radius, 0, 2 * Math.PI);
        context.fill();
        context.stroke();
      }
    };
    // Beside each other where a pixel wins both.
    const isBoth = won.max.length > 0 && won.min.length > 0;
    dots(won.max, css(palette.positive), isBoth ? -0.2 : 0);
    dots(won.min, css(palette.negative), isBoth ? 0.2 : 0);
  }, [width, height, side, palette, geometry, won]);
  return (
    <div ref={box} className="pooling-marks" aria-hidden>
      <canvas ref={canvas} />
    </div>
  );
}

const none = new Int32Array();

function useWinners(standing: Standing, branch: Branch, isMarked: boolean) {
  const marks = useSettings((settings) => settings.marks);
  const plane = usePlane(standing, 'map', branch);
  return useMemo(() => {
    const of = (kind: 'max' | 'min'): Int32Array =>
      plane && isMarked && (marks === kind || marks === 'both')
        ? winners(plane, standing.pooling.geometry, kind).filter((at) => at >= 0)
        : none;
    return { max: of('max'), min: of('min') };
  }, [plane, isMarked, marks, standing]);
}
