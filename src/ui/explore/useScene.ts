/** Keeps the engine's scene in step with the stage: its layout, how far it is scrolled, the range and the colours. */
import { type RefObject, useCallback, useEffect, useLayoutEffect, useRef, useState } from 'react';
import type { Network } from '../../workspace/network';
import type { LaneLayout } from '../../workspace/stage/layout';
import { areaAround } from '../../workspace/stage/near';
import { type Box, sightOf } from '../../workspace/stage/pointer';
import { stageScene } from '../../workspace/stage/scene';
import type { ElementSize } from '../parts/useElementSize';
import { usePalette } from '../parts/usePalette';
import { useWork, useWorkspace } from '../playground';

interface SceneParts {
  readonly network: Network;
  readonly layout: LaneLayout;
  readonly size: ElementSize;
  readonly canvasHost: RefObject<HTMLElement | null>;
  readonly scroller: RefObject<HTMLElement | null>;
}

interface Sight {
  /** To be called when the stage has been scrolled. */
  readonly scrolled: () => void;
  /** What is in sight with what lies around it; null until the stage has a size. */
  readonly area: Box | null;
}

export function useScene({ network, layout, size, canvasHost, scroller }: SceneParts): Sight {
  const { engine } = useWorkspace();
  const range = useWork((state) => state.range);
  const palette = usePalette();
  const [area, setArea] = useState<Box | null>(null);

  useEffect(() => {
    engine.attach(canvasHost.current);
    return () => engine.attach(null);
  }, [engine, canvasHost]);

  const update = useCallback(() => {
    const { width, height } = size;
    if (width === 0 || height === 0 || !scroller.current) return;
    const { scrollLeft, parentElement } = scroller.current;
    parentElement?.toggleAttribute('data-more', scrollLeft + width < layout.width - 1);
    const sight = sightOf(scroller.current);
    setArea((before) => areaAround(sight, before));
    const scene = stageScene(layout, sight, range, network.inputScale, network.originals);
    engine.setScene({ width, height, pixelRatio: window.devicePixelRatio, ...scene, palette }, network);
  }, [engine, network, layout, size, range, palette, scroller]);

  useLayoutEffect(update, [update]);

  // A burst of scroll events sets one scene per display frame.
  const pending = useRef(0);
  useEffect(() => () => cancelAnimationFrame(pending.current), []);
  const scrolled = useCallback(() => {
    cancelAnimationFrame(pending.current);
    pending.current = requestAnimationFrame(update);
  }, [update]);
  return { scrolled, area };
}
