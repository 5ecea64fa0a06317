/** The map being computed, filled up to the sweep's position. */
import { useCallback, useMemo, useRef } from 'react';
import { useTranslation } from 'react-i18next';
import { brief } from '../../workspace/numbers';
import { cellLook, frameIn, outputLook, pixelAt, regionBox } from '../../workspace/player/picture';
import { drawPlane, eased, lines, outline, write } from './draw';
import { type Draw, type DrawMoving, LayeredCanvas } from './LayeredCanvas';
import { usePositionText } from './names';
import { seeking } from './useSeeking';
import type { View } from './view';

const [LINED, WRITTEN] = [9, 30];
const TALLEST = 340;
/** The milliseconds a value takes to land, and its initial size relative to its cell. */
const [LANDING, LARGER] = [280, 2.4];

interface Props {
  readonly view: View;
  readonly name: string;
  /** The whole tensor. */
  readonly tensor: Float32Array;
  /** The value of this step is known. */
  readonly isDone: boolean;
  readonly testId: string;
}

function OutputMap({ view, name, tensor, isDone, testId }: Props) {
  const { t } = useTranslation();
  const { source, sweep, values, player, state, step, palette, inks, glide } = view;
  const positionText = usePositionText(view);
  const { rows, columns, count, first } = sweep;
  const look = useMemo(() => outputLook(source, sweep, values), [source, sweep, values]);
  const reach = useMemo(() => ({ top: 0, left: 0, bottom: rows - 1, right: columns - 1 }), [rows, columns]);

  const picture = useCallback<Draw>(
    (context, { width, height }) => {
      const frame = frameIn({ x: 0, y: 0, width, height }, reach);
      const values = tensor.subarray(first, first + count);
      drawPlane(context, { values, rows, columns }, look, palette, regionBox(frame, reach));
      if (frame.side >= LINED) lines(context, frame, rows, columns);
      if (frame.side < WRITTEN) return;
      context.font = `12px ${inks.font}`;
      for (let i = 0; i < count; i++) {
        const value = values[i] ?? 0;
        const [row, column] = [Math.floor(i / columns), i % columns];
        context.fillStyle = cellLook(value, look, palette).color;
        write(context, brief(value), regionBox(frame, { top: row, left: column, bottom: row, right: column }));
      }
    },
    [tensor, first, count, rows, columns, reach, look, palette, inks],
  );

  // Filled: everything before the index, and its own value once it is known.
  const isKnown = state.pointed === null ? isDone : state.phase >= state.phases;
  const filled = state.position + (isKnown ? 1 : 0);
  const landed = useRef({ position: -1, isDone: false, at: 0 });
  const { position } = step;
  if (landed.current.position !== position || landed.current.isDone !== isDone) {
    const lands = landed.current.position === position && isDone && state.pointed === null;
    landed.current = { position, isDone, at: lands ? performance.now() : 0 };
  }
  const { at } = landed.current;
  const moving: DrawMoving = (context, { width, height }, now) => {
    const frame = frameIn({ x: 0, y: 0, width, height }, reach);
    const box = (top: number, left: number, bottom: number, right: number) =>
      regionBox(frame, { top, left, bottom, right });
    const [row, column] = [Math.floor(filled / columns), filled % columns];
    context.fillStyle = inks.ground;
    for (const { x, y, width: across, height: down } of [
      box(row, column, row, columns - 1),
      box(row + 1, 0, rows - 1, columns - 1),
    ]) {
      if (across > 0 && down > 0 && filled < count) context.fillRect(x, y, across, down);
    }
    const whole = regionBox(frame, reach);
    context.strokeStyle = inks.line;
    context.lineWidth = 1;
    context.strokeRect(whole.x + 0.5, whole.y + 0.5, whole.width - 1, whole.height - 1);
    const own = box(
      Math.floor(position / columns),
      position % columns,
      Math.floor(position / columns),
      position % columns,
    );
    const share = eased(now - at, glide === 0 ? 0 : LANDING);
    const grow = (1 - share) * LARGER * Math.max(8, own.width);
    outline(
      context,
      { x: own.x - grow / 2, y: own.y - grow / 2, width: own.width + grow, height: own.height + grow },
      inks,
    );
    return share < 1;
  };

  const handlers = seeking(player, columns, (x, y, width, height) => {
    const [row, column] = pixelAt(frameIn({ x: 0, y: 0, width, height }, reach), x, y).map((at, axis) =>
      Math.min((axis === 0 ? rows : columns) - 1, Math.max(0, Math.round(at))),
    );
    return Math.min(count - 1, (row ?? 0) * columns + (column ?? 0));
  });
  return (
    <div className="player-output-map">
      <h3>
        {name} <span className="muted number">{sweep.isVector ? count : `${columns} × ${rows}`}</span>
      </h3>
      <div
        className="player-map"
        data-testid={testId}
        data-filled={filled}
        role="slider"
        tabIndex={0}
        aria-label={t('player.seekOutput', { name })}
        aria-valuemin={0}
        aria-valuemax={count - 1}
        aria-valuenow={state.position}
        aria-valuetext={positionText}
        {...handlers}
      >
        <LayeredCanvas
          heightFor={(width) => Math.min(TALLEST, (width * rows) / columns)}
          picture={picture}
          moving={moving}
        />
      </div>
    </div>
  );
}

export function OutputView({ view }: { readonly view: View }) {
  const { t } = useTranslation();
  const { sweep, values, done, channel } = view;
  const nameOf = (layer: string): string => (sweep.isVector ? layer : t('opened.map', { layer, channel }));
  return (
    <section className="player-output" aria-label={t('player.output')}>
      <OutputMap
        view={view}
        name={nameOf(sweep.node.id)}
        tensor={values.output}
        isDone={done.result}
        testId="player-output"
      />
      {values.activated && sweep.activation && (
        <OutputMap
          view={view}
          name={nameOf(sweep.activation.id)}
          tensor={values.activated}
          isDone={done.activation}
          testId="player-activated"
        />
      )}
    </section>
  );
}
