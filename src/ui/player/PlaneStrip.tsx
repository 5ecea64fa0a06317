/** All planes that one sum covers, small, each with the window and its contribution; the shown one is framed. */
import { useCallback } from 'react';
import { useTranslation } from 'react-i18next';
import { frameIn, inputLook, planeOf, regionBox } from '../../workspace/player/picture';
import { BAR, stripLayout } from '../../workspace/player/stripLayout';
import { type PlaneRef, type Sweep, windowAt } from '../../workspace/player/sweep';
import { arrowSteps } from '../parts/gestures';
import { drawPlane, outline } from './draw';
import { type Draw, type DrawMoving, LayeredCanvas } from './LayeredCanvas';
import type { View } from './view';

/** Planes shown at once. */
const PAGE = 32;

interface Props {
  readonly view: View;
  readonly name: (plane: PlaneRef) => string;
}

const wholePlane = ({ inputs }: Sweep, input: number) => {
  const { rows = 1, columns = 1 } = inputs[input] ?? {};
  return { top: 0, left: 0, bottom: rows - 1, right: columns - 1 };
};

export function PlaneStrip({ view, name }: Props) {
  const { t } = useTranslation();
  const { source, sweep, values, player, step, done, part, palette, inks } = view;
  const first = Math.floor(part / PAGE) * PAGE;
  const shown = step.parts.slice(first, first + PAGE);
  const count = shown.length;
  // The planes stay the same between positions, unless each output has its own.
  const key = shown.map(({ input, plane }) => `${input}.${plane}`).join(' ');

  const picture = useCallback<Draw>(
    (context, { width }) => {
      const refs = key.split(' ').map((ref) => ref.split('.').map(Number));
      const { boxes } = stripLayout(refs.length, width);
      refs.forEach(([input = 0, plane = 0], i) => {
        const [planes, box] = [sweep.inputs[input], boxes[i]];
        if (!planes || !box) return;
        const look = inputLook(source, sweep, values, { input, plane });
        const own = planeOf(values.inputs[input] ?? new Float32Array(), planes, plane);
        drawPlane(
          context,
          { ...planes, values: own },
          look,
          palette,
          regionBox(frameIn(box, wholePlane(sweep, input)), wholePlane(sweep, input)),
        );
      });
    },
    [source, sweep, values, palette, key],
  );
  const moving: DrawMoving = (context, { width }) => {
    const window = windowAt(sweep, step.position);
    const most = Math.max(...step.sums.map(Math.abs).filter(Number.isFinite));
    stripLayout(count, width).boxes.forEach((box, i) => {
      const isOwn = first + i === part;
      context.save();
      context.beginPath();
      context.rect(box.x, box.y, box.width, box.height);
      context.clip();
      context.globalAlpha = isOwn ? 1 : 0.6;
      outline(context, regionBox(frameIn(box, wholePlane(sweep, shown[i]?.input ?? 0)), window), inks, isOwn ? 2 : 1);
      context.restore();
      const sum = step.sums[first + i] ?? 0;
      if (done.done >= (step.ends[first + i] ?? Infinity) && most > 0) {
        context.fillStyle = `rgb(${(sum < 0 ? palette.negative : palette.positive).join(' ')})`;
        context.fillRect(box.x, box.y + box.height + 2, (Math.abs(sum) / most) * box.width, BAR - 1);
      }
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
      data-testid="player-planes"
      role="slider"
      tabIndex={0}
      aria-label={t('player.channel')}
      aria-valuemin={0}
      aria-valuemax={step.parts.length - 1}
      aria-valuenow={part}
      aria-valuetext={current ? `${name(current)}: ${step.sumTexts[part] ?? ''}` : ''}
      onPointerDown={({ currentTarget, clientX, clientY }) => {
        const { left, top, width } = currentTarget.getBoundingClientRect();
        choose(first + stripLayout(count, width).at(clientX - left, clientY - top));
      }}
      onKeyDown={(event) => {
        const arrow = arrowSteps[event.key];
        if (!arrow) return;
        event.preventDefault();
        choose(part + arrow[0] + arrow[1] * stripLayout(count, event.currentTarget.clientWidth).columns);
      }}
    >
      <LayeredCanvas heightFor={(width) => stripLayout(count, width).height} picture={picture} moving={moving} />
      {step.parts.length > PAGE && (
        <p className="muted small">
          {t('player.planesShown', { from: first + 1, to: first + count, count: step.parts.length })}
        </p>
      )}
    </div>
  );
}
