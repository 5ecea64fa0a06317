/** The layers without maps, drawn as bars with every frame. */
import { memo, useEffect, useMemo, useRef } from 'react';
import { onFrame } from '../../workspace/frame';
import { latestWins } from '../../workspace/latest';
import { messageFor } from '../../workspace/messages';
import { type BarChart, barCharts, barColours, createShownBars, drawBars, keepBars } from '../../workspace/stage/bars';
import type { StageLayout } from '../../workspace/stage/layout';
import { usePalette } from '../parts/usePalette';
import { useWorkspace } from '../playground';
import { placed } from './placed';

export const Bars = memo(function Bars({ layout }: { readonly layout: StageLayout }) {
  const charts = useMemo(() => barCharts(layout), [layout]);
  return charts.map((chart) => <BlockBars key={chart.layer.id} chart={chart} />);
});

function BlockBars({ chart }: { readonly chart: BarChart }) {
  const workspace = useWorkspace();
  const palette = usePalette();
  const canvas = useRef<HTMLCanvasElement>(null);

  useEffect(() => {
    const context = canvas.current?.getContext('2d');
    if (!context) return;
    const { engine, frame, host } = workspace;
    const { layer, x, y, width, height } = chart;
    const shown = workspace.part(createShownBars);
    const colours = barColours(palette);
    const ratio = window.devicePixelRatio;
    context.canvas.width = Math.round(width * ratio);
    context.canvas.height = Math.round(height * ratio);
    let isCurrent = true;
    const read = latestWins(async () => {
      const [values] = (await engine.look([layer.tensor])) ?? [];
      if (!values || !isCurrent) return;
      context.setTransform(ratio, 0, 0, ratio, -x * ratio, -y * ratio);
      context.clearRect(x, y, width, height);
      drawBars(context, chart, values, colours);
      keepBars(shown, frame.getState().version, layer.tensor, values);
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
  }, [workspace, palette, chart]);

  return <canvas ref={canvas} className="bars" style={placed(chart)} aria-hidden />;
}
