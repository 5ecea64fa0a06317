/**
 * Keeps the engine's scene in step with the stage: its layout, how far it is scrolled, the range and the colours. Where
 * something opens, the maps move to their new places.
 */
import { type RefObject, useCallback, useEffect, useLayoutEffect, useRef } from 'react';
import type { Tile } from '../../backend/types';
import type { Network } from '../../workspace/network';
import type { LaneLayout } from '../../workspace/stage/layout';
import { movingTiles } from '../../workspace/stage/moving';
import { sightOf } from '../../workspace/stage/pointer';
import { stageScene } from '../../workspace/stage/scene';
import { isMotionReduced } from '../parts/motion';
import type { ElementSize } from '../parts/useElementSize';
import { usePalette } from '../parts/usePalette';
import { useWork, useWorkspace } from '../playground';

interface SceneParts {
  readonly network: Network;
  readonly layout: LaneLayout;
  readonly size: ElementSize;
  readonly canvasHost: RefObject<HTMLElement | null>;
  readonly scroller: RefObject<HTMLElement | null>;
  /** When this changes, the maps move from the layout before to the one now. */
  readonly moves?: unknown;
}

/** Milliseconds that maps are on their way. */
export const MOVES = 240;

interface Last {
  readonly network: Network;
  readonly moves: unknown;
  readonly tiles: readonly Tile[];
}

/** `scrolled` is to be called when the stage has been scrolled. */
export function useScene({ network, layout, size, canvasHost, scroller, moves }: SceneParts) {
  const { engine } = useWorkspace();
  const range = useWork((state) => state.range);
  const palette = usePalette();
  const pending = useRef(0);
  const last = useRef<Last | null>(null);

  useEffect(() => {
    engine.attach(canvasHost.current);
    return () => engine.attach(null);
  }, [engine, canvasHost]);

  const update = useCallback(() => {
    cancelAnimationFrame(pending.current);
    const { width, height } = size;
    if (width === 0 || height === 0 || !scroller.current) return;
    const { scrollLeft, parentElement } = scroller.current;
    parentElement?.toggleAttribute('data-more', scrollLeft + width < layout.width - 1);
    const scene = stageScene(layout, sightOf(scroller.current), range, network.inputScale, network.originals);
    const show = (tiles: readonly Tile[]): void =>
      engine.setScene({ width, height, pixelRatio: window.devicePixelRatio, ...scene, tiles, palette }, network);
    const before = last.current;
    last.current = { network, moves, tiles: scene.tiles };
    if (!before || isMotionReduced() || before.network !== network || before.moves === moves) {
      show(scene.tiles);
      return;
    }
    const tilesAt = movingTiles(before.tiles, scene.tiles);
    const began = performance.now();
    const step = (): void => {
      const part = (performance.now() - began) / MOVES;
      show(part < 1 ? tilesAt(part) : scene.tiles);
      if (part < 1) pending.current = requestAnimationFrame(step);
    };
    step();
  }, [engine, network, layout, size, range, palette, scroller, moves]);

  useLayoutEffect(update, [update]);

  // A burst of scroll events sets one scene per display frame.
  useEffect(() => () => cancelAnimationFrame(pending.current), []);
  const scrolled = useCallback(() => {
    cancelAnimationFrame(pending.current);
    pending.current = requestAnimationFrame(update);
  }, [update]);
  return { scrolled };
}
