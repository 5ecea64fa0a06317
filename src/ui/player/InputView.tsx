/** The input plane with its padding and the window; and, small, all planes that the sum covers. */
import { useCallback, useMemo, useRef } from 'react';
import { useTranslation } from 'react-i18next';
import { brief } from '../../workspace/numbers';
import {
  between,
  cellLook,
  frameIn,
  inputLook,
  pixelAt,
  planeOf,
  regionBox,
  repeated,
} from '../../workspace/player/picture';
import { positionOver, type Region, windowAt, windowOf } from '../../workspace/player/sweep';
import { drawPlane, eased, hatch, lines, outline, write } from './draw';
import { type Draw, type DrawMoving, LayeredCanvas } from './LayeredCanvas';
import { usePlaneName, usePositionText } from './names';
import { PlaneStrip } from './PlaneStrip';
import { seeking } from './useSeeking';
import type { View } from './view';

/** From these sides on, a pixel has an outline and shows its number. */
const [LINED, WRITTEN] = [9, 30];
const TALLEST = 340;

export function InputView({ view }: { readonly view: View }) {
  const { t } = useTranslation();
  const { source, sweep, values, player, state, step, part, palette, inks, glide } = view;
  const planeName = usePlaneName(source, sweep);
  const positionText = usePositionText(view);
  const { input, plane } = step.parts[part] ?? { input: 0, plane: 0 };
  const shown = sweep.inputs[input];
  const { rows = 1, columns = 1 } = shown ?? {};
  // A broadcast operand has no padding and no position of its own.
  const { reach } = sweep;
  const look = useMemo(() => inputLook(source, sweep, values, { input, plane }), [source, sweep, values, input, plane]);

  const picture = useCallback<Draw>(
    (context, { width, height }) => {
      const own = planeOf(values.inputs[input] ?? new Float32Array(), { rows, columns }, plane);
      const frame = frameIn({ x: 0, y: 0, width, height }, reach);
      const all = regionBox(frame, reach);
      const padding = repeated({ values: own, rows, columns }, reach, sweep.node);
      if (padding) {
        context.globalAlpha = 0.45;
        drawPlane(context, padding, look, palette, all);
        context.globalAlpha = 1;
      } else hatch(context, all, inks);
      const box = regionBox(frame, { top: 0, left: 0, bottom: rows - 1, right: columns - 1 });
      drawPlane(context, { values: own, rows, columns }, look, palette, box);
      if (frame.side >= LINED) lines(context, frame, rows, columns);
      context.strokeStyle = inks.line;
      context.lineWidth = 1;
      context.strokeRect(box.x + 0.5, box.y + 0.5, box.width - 1, box.height - 1);
      if (frame.side < WRITTEN) return;
      context.font = `12px ${inks.font}`;
      for (const [i, value] of own.entries()) {
        const [row, column] = [Math.floor(i / columns), i % columns];
        context.fillStyle = cellLook(value, look, palette).color;
        write(context, brief(value), regionBox(frame, { top: row, left: column, bottom: row, right: column }));
      }
    },
    [values, input, plane, rows, columns, reach, look, palette, inks, sweep.node],
  );

  const target = windowAt(sweep, step.position);
  const came = useRef({ from: target, to: target, at: 0 });
  if (!sameRegion(came.current.to, target)) came.current = { from: came.current.to, to: target, at: performance.now() };
  const { from, to, at } = came.current;
  const isSeekable = positionOver(sweep, 0, 0) !== null;
  const taps = windowOf(sweep);
  const done = tapsDone(view);
  const moving: DrawMoving = (context, { width, height }, now) => {
    const frame = frameIn({ x: 0, y: 0, width, height }, reach);
    const share = eased(now - at, glide);
    const window = between(from, to, share);
    if (frame.side >= 4 && taps.rows * taps.columns > 1 && isSeekable) {
      context.fillStyle = inks.accent;
      for (let tap = 0; tap < taps.rows * taps.columns; tap++) {
        const row = window.top + Math.floor(tap / taps.columns) * taps.dilation[0];
        const column = window.left + (tap % taps.columns) * taps.dilation[1];
        const box = regionBox(frame, { top: row, left: column, bottom: row, right: column });
        context.globalAlpha = tap < done ? 0.26 : 0.08;
        context.fillRect(box.x, box.y, box.width, box.height);
      }
      context.globalAlpha = 1;
    }
    outline(context, regionBox(frame, window), inks);
    return share < 1;
  };

  const handlers = seeking(player, sweep.columns, (x, y, width, height) =>
    positionOver(sweep, ...pixelAt(frameIn({ x: 0, y: 0, width, height }, reach), x, y)),
  );
  const name = planeName(step.parts[part] ?? { input, plane });
  const ratio = (reach.bottom - reach.top + 1) / (reach.right - reach.left + 1);
  return (
    <section className="player-input">
      <h3>
        {name} <span className="muted number">{shown && !shown.isVector ? `${columns} × ${rows}` : shown?.values}</span>
      </h3>
      <div
        className="player-map"
        data-testid="player-input"
        data-seekable={isSeekable || undefined}
        role="slider"
        tabIndex={0}
        aria-label={t('player.seekInput', { name })}
        aria-valuemin={0}
        aria-valuemax={state.count - 1}
        aria-valuenow={state.position}
        aria-valuetext={positionText}
        {...handlers}
      >
        <LayeredCanvas heightFor={(width) => Math.min(TALLEST, width * ratio)} picture={picture} moving={moving} />
      </div>
      {step.parts.length > 1 && <PlaneStrip view={view} name={planeName} />}
    </section>
  );
}

const sameRegion = (a: Region, b: Region): boolean =>
  a.top === b.top && a.left === b.left && a.bottom === b.bottom && a.right === b.right;

/** How many taps of the shown part have been computed. */
function tapsDone({ step, part, done }: View): number {
  return done.done - (step.ends[part] ?? 0) + (step.parts[part]?.terms.length ?? 0);
}
