/** The layers without maps as bars about an axis: what is silent on one side of it, what speaks on the other. */
import { memo, useEffect, useRef } from 'react';
import { onFrame } from '../../workspace/frame';
import { latestWins } from '../../workspace/latest';
import { messageFor } from '../../workspace/messages';
import type { Lane, StageLayout } from '../../workspace/stage/layout';
import { css } from '../../workspace/stage/palette';
import { usePalette } from '../parts/usePalette';
import { useWorkspace } from '../playground';
import { placed } from './placed';

interface Props {
  readonly layout: StageLayout;
}

export const Bars = memo(function Bars({ layout }: Props) {
  return layout.blocks.flatMap(({ block }) => {
    const lanes = layout.lanes.filter(({ layer, drawn }) => drawn === 'bars' && block.layers.includes(layer));
    const [first] = lanes;
    return first ? [<BlockBars key={first.layer.id} layout={layout} lanes={lanes} />] : [];
  });
});

interface BlockProps extends Pick<Props, 'layout'> {
  readonly lanes: readonly Lane[];
}

/** Where the axis stands along the lanes: between what is read and what is passed on, or in the middle of one lane. */
const axisOf = (lanes: readonly Lane[]): number => (lanes.length > 1 ? 1 - 1 / lanes.length : 0.5);

function BlockBars({ layout: { direction }, lanes }: BlockProps) {
  const { engine, frame, host } = useWorkspace();
  const palette = usePalette();
  const canvas = useRef<HTMLCanvasElement>(null);
  const isAcross = direction === 'across';
  const left = Math.min(...lanes.map(({ x }) => x));
  const top = Math.min(...lanes.map(({ y }) => y));
  const width = Math.max(...lanes.map((lane) => lane.x + lane.width)) - left;
  const height = Math.max(...lanes.map((lane) => lane.y + lane.height)) - top;
  // Bars show the values before the activation function: it keeps those on the far side of the axis.
  const shown = lanes[0]?.layer;

  useEffect(() => {
    const context = canvas.current?.getContext('2d');
    if (!context || !shown) return;
    const ratio = window.devicePixelRatio;
    context.canvas.width = Math.round(width * ratio);
    context.canvas.height = Math.round(height * ratio);
    const [length, breadth] = isAcross ? [width, height] : [height, width];
    const axis = axisOf(lanes) * length;
    const pitch = breadth / shown.rows;
    const thickness = Math.max(1, pitch * 0.72);
    const [silent, speaks, line] = [css(palette.negative), css(palette.positive), css(palette.ink)];
    const rectangle = (along: number, across: number, size: number): void =>
      isAcross ? context.fillRect(along, across, size, thickness) : context.fillRect(across, along, thickness, size);
    const draw = (values: Float32Array): void => {
      let most = 0;
      for (const value of values) if (Number.isFinite(value)) most = Math.max(most, Math.abs(value));
      context.setTransform(ratio, 0, 0, ratio, 0, 0);
      context.clearRect(0, 0, width, height);
      const [before, after] = most > 0 ? [axis / most, (length - axis) / most] : [0, 0];
      for (let i = 0; i < values.length; i++) {
        const value = values[i] ?? 0;
        const across = i * pitch + (pitch - thickness) / 2;
        context.globalAlpha = value < 0 ? 0.3 : 1;
        context.fillStyle = value < 0 ? silent : speaks;
        if (value < 0) rectangle(axis + value * before, across, -value * before);
        else rectangle(axis, across, value * after);
      }
      context.globalAlpha = 0.7;
      context.fillStyle = line;
      if (isAcross) context.fillRect(axis - 0.5, 0, 1, height);
      else context.fillRect(0, axis - 0.5, width, 1);
    };
    let isCurrent = true;
    const read = latestWins(async () => {
      const [values] = (await engine.look([shown.tensor])) ?? [];
      if (values && isCurrent) draw(values);
    });
    const ask = (): void => {
      read().catch((error: unknown) => host.say(messageFor(error)));
    };
    ask();
    const stop = onFrame(frame, ask);
    return () => {
      isCurrent = false;
      stop();
    };
  }, [engine, frame, host, palette, shown, lanes, width, height, isAcross]);

  return <canvas ref={canvas} className="bars" style={placed({ x: left, y: top, width, height })} aria-hidden />;
}
