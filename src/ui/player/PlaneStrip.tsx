/** All planes that one sum goes over, small, each with the window on it: the one being added is outlined. */
import { useCallback } from 'react';
import { useTranslation } from 'react-i18next';
import { frameIn, inputLook, planeOf, regionBox, thinned } from '../../store/player/picture';
import type { PlaneRef } from '../../store/player/sweep';
import { windowAt } from '../../store/player/sweep';
import { planePixels } from '../../store/stage/mapPixels';
import { arrowSteps } from '../parts/arrows';
import { drawPicture, inksOf, outline, pictureOf } from './draw';
import { type Draw, type DrawMoving, LayeredCanvas } from './LayeredCanvas';
import type { View } from './view';

/** Planes shown at once. */
const PAGE = 32;
const GAP = 6;

const sideFor = (count: number): number => (count <= 4 ? 72 : count <= 16 ? 44 : 34);

interface Props {
  readonly view: View;
  readonly name: (plane: PlaneRef) => string;
}

export function PlaneStrip({ view, name }: Props) {
  const { t } = useTranslation();
  const { source, sweep, values, player, step, part, palette } = view;
  const first = Math.floor(part / PAGE) * PAGE;
  const count = Math.min(PAGE, step.parts.length - first);
  const side = sideFor(count);
  // Planes stay the same from one position to the next, except where each output has its own.
  const key = step.parts
    .slice(first, first + count)
    .map(({ input, plane }) => `${input}.${plane}`)
    .join(' ');
  const across = (width: number): number => Math.max(1, Math.floor((width + GAP) / (side + GAP)));
  const boxAt = (i: number, width: number) => {
    const columns = across(width);
    return { x: (i % columns) * (side + GAP), y: Math.floor(i / columns) * (side + GAP), width: side, height: side };
  };

  // biome-ignore lint/correctness/useExhaustiveDependencies: `key` stands for the planes, `side` for the boxes.
  const picture = useCallback<Draw>(
    (context, { width }) => {
      key.split(' ').forEach((ref, i) => {
        const [input = 0, plane = 0] = ref.split('.').map(Number);
        const shown = sweep.inputs[input];
        if (!shown) return;
        const look = inputLook(source, sweep, values, { input, plane });
        const own = planeOf(values.inputs[input] ?? new Float32Array(), shown, plane);
        const {
          values: pixels,
          rows,
          columns,
        } = thinned({ values: own, rows: shown.rows, columns: shown.columns }, 2 * side);
        const whole = new Float32Array(rows * columns);
        whole.set(pixels);
        const frame = frameIn(boxAt(i, width), { top: 0, left: 0, bottom: rows - 1, right: columns - 1 });
        drawPicture(context, pictureOf(planePixels(whole, look, palette), columns), frame);
      });
    },
    [source, sweep, values, palette, key, side],
  );
  const moving: DrawMoving = (context, { width }) => {
    const inks = inksOf(context.canvas);
    const window = windowAt(sweep, step.position);
    step.parts.slice(first, first + count).forEach(({ input }, i) => {
      const { rows = 1, columns = 1 } = sweep.inputs[input] ?? {};
      const box = boxAt(i, width);
      const frame = frameIn(box, { top: 0, left: 0, bottom: rows - 1, right: columns - 1 });
      const isOwn = first + i === part;
      context.save();
      context.beginPath();
      context.rect(box.x - 2, box.y - 2, box.width + 4, box.height + 4);
      context.clip();
      context.globalAlpha = isOwn ? 1 : 0.6;
      outline(context, regionBox(frame, window), inks, isOwn ? 2 : 1);
      context.restore();
      if (!isOwn) return;
      context.strokeStyle = inks.ink;
      context.lineWidth = 2;
      context.strokeRect(box.x + 1, box.y + 1, box.width - 2, box.height - 2);
    });
    return false;
  };

  const choose = (next: number): void => {
    if (next >= 0 && next < step.parts.length) player.setState({ part: next, isPlaying: false });
  };
  const current = step.parts[part];
  return (
    <div
      className="player-strip"
      role="slider"
      tabIndex={0}
      aria-label={t('player.channel')}
      aria-valuemin={0}
      aria-valuemax={step.parts.length - 1}
      aria-valuenow={part}
      aria-valuetext={current ? `${name(current)}: ${step.sumTexts[part] ?? ''}` : ''}
      onPointerDown={({ currentTarget, clientX, clientY }) => {
        const { left, top, width } = currentTarget.getBoundingClientRect();
        const [column, row] = [clientX - left, clientY - top].map((at) => Math.floor(at / (side + GAP)));
        choose(first + (row ?? 0) * across(width) + Math.min(across(width) - 1, column ?? 0));
      }}
      onKeyDown={(event) => {
        const arrow = arrowSteps[event.key];
        if (!arrow) return;
        event.preventDefault();
        choose(part + arrow[0] + arrow[1] * across(event.currentTarget.clientWidth));
      }}
    >
      <LayeredCanvas
        heightFor={(width) => Math.ceil(count / across(width)) * (side + GAP) - GAP}
        picture={picture}
        moving={moving}
      />
      {step.parts.length > PAGE && (
        <p className="muted small">
          {t('player.planesShown', { from: first + 1, to: first + count, count: step.parts.length })}
        </p>
      )}
    </div>
  );
}
