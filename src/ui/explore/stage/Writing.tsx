/**
 * Writes over the maps: a number in every pixel that is large enough, and each map's channel. The values are read
 * beside the frame, only for layers in sight, and the latest frame wins.
 */

import { type RefObject, useEffect, useRef } from 'react';
import { onFrame } from '../../../workspace/frame';
import { latestWins } from '../../../workspace/latest';
import { messageFor } from '../../../workspace/messages';
import type { Network } from '../../../workspace/network';
import type { LaneLayout } from '../../../workspace/stage/layout';
import { sightOf } from '../../../workspace/stage/pointer';
import { readShown } from '../../../workspace/stage/shown';
import { writtenTiles } from '../../../workspace/stage/writing';
import { usePalette } from '../../parts/usePalette';
import { useWork, useWorkspace } from '../../playground';
import { type Values, write } from './write';
import '../../styles/stageTools.css';

interface Props {
  readonly network: Network;
  readonly layout: LaneLayout;
  readonly scroller: RefObject<HTMLElement | null>;
  /** Numbers only: what the maps are stands beside them. */
  readonly isPlain?: boolean;
}

export function Writing({ network, layout, scroller, isPlain = false }: Props) {
  const { engine, frame, host } = useWorkspace();
  const canvas = useRef<HTMLCanvasElement>(null);
  const values = useRef<Values>(new Map());
  const palette = usePalette();
  const range = useWork((state) => state.range);
  const moved = useWork((state) => state.arrangement.channels);

  useEffect(() => {
    const element = scroller.current;
    const context = canvas.current?.getContext('2d');
    if (!element || !context) return;
    let isCurrent = true;
    let pending = 0;
    // Asked when it changes, and not with every frame, whose answer has just been written into the page.
    let sight = sightOf(element);
    const draw = (): void => {
      const { ranges } = frame.getState();
      write(context, {
        network,
        layout,
        sight,
        values: values.current,
        ranges,
        range,
        palette,
        moved: isPlain ? null : moved,
      });
    };
    const refresh = latestWins(async (): Promise<void> => {
      const layers = [...new Set(writtenTiles(layout, sight).map(({ layer }) => layer))];
      // Channels stay as they are.
      if (layers.length === 0 && values.current.size === 0) return;
      const read = layers.length === 0 ? [] : await readShown(engine, network, layers);
      if (!isCurrent || !read) return;
      values.current = new Map(read.map((tensor, i) => [layers[i]?.tensor ?? -1, tensor]));
      draw();
    });
    const readAgain = (): void => {
      refresh().catch((error: unknown) => host.say(messageFor(error)));
    };
    const scroll = (): void => {
      cancelAnimationFrame(pending);
      pending = requestAnimationFrame(() => {
        sight = sightOf(element);
        draw();
        const isNew = writtenTiles(layout, sight).some(({ layer }) => !values.current.has(layer.tensor));
        if (isNew) readAgain();
      });
    };
    draw();
    readAgain();
    element.addEventListener('scroll', scroll, { passive: true });
    const resized = new ResizeObserver(scroll);
    resized.observe(element);
    const stop = onFrame(frame, readAgain);
    return () => {
      isCurrent = false;
      cancelAnimationFrame(pending);
      element.removeEventListener('scroll', scroll);
      resized.disconnect();
      stop();
    };
  }, [engine, frame, host, network, layout, scroller, palette, range, moved, isPlain]);

  return <canvas ref={canvas} className="stage-writing" data-testid="stage-numbers" aria-hidden />;
}
