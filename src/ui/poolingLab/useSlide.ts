/** The window sliding over the map in its place: a position in time that pins the cell, and how much of it is done. */
import { createContext, useContext, useEffect, useMemo } from 'react';
import { useStore } from 'zustand';
import { shownCell } from '../../workspace/labs/pooling/pooling';
import { pooledSize, type WindowGeometry } from '../../workspace/labs/pooling/windows';
import { runClock } from '../../workspace/player/clock';
import { createPlayer, type PlayerStore, pause, play } from '../../workspace/player/player';
import { useCell, usePooling } from './usePooling';

export interface Slide {
  readonly player: PlayerStore;
  /** Cells in a row. */
  readonly columns: number;
  toggle(): void;
  pause(): void;
}

/** Where no window slides. */
export const still: Slide = { player: createPlayer({ count: 1, columns: 1 }, 0), columns: 1, toggle() {}, pause() {} };

const Context = createContext(still);
export const SlideProvider = Context.Provider;
export const useSlide = (): Slide => useContext(Context);

/** For windows of a geometry; it begins at the shown cell, with the product as its step. */
export function useSliding(geometry: WindowGeometry | null): Slide {
  const { cell } = usePooling();
  const slide = useMemo((): Slide => {
    if (!geometry) return still;
    const { height, width } = pooledSize(geometry);
    const [columns, phases] = [width.output, geometry.window ** 2];
    const player = createPlayer({ count: height.output * columns, columns }, phases);
    player.setState({ phase: phases });
    return {
      player,
      columns,
      pause: () => pause(player),
      toggle() {
        const { isPlaying, phase } = player.getState();
        if (isPlaying) return pause(player);
        const { row, column } = shownCell(cell.getState());
        const position = row * columns + column;
        // Where it was stopped within a window, it goes on.
        const isKept = position === player.getState().position && phase < phases;
        player.setState({ position, ...(!isKept && { phase: 0 }) });
        cell.setState({ pinned: { row, column } });
        play(player);
      },
    };
  }, [geometry, cell]);
  useEffect(() => {
    const { player, columns } = slide;
    const stop = runClock(player, window);
    const follow = player.subscribe(({ position }, before) => {
      if (position === before.position) return;
      cell.setState({ pinned: { row: Math.floor(position / columns), column: position % columns } });
    });
    return () => {
      follow();
      stop();
      pause(player);
    };
  }, [slide, cell]);
  return slide;
}

/** How many of the window's values are done; Infinity unless it is in the middle of them. */
export function useDone(): number {
  const { player, columns } = useSlide();
  const { row, column } = useCell();
  return useStore(player, ({ position, phase, phases, speed }) =>
    position === row * columns + column && speed === 'products' && phase < phases ? phase : Number.POSITIVE_INFINITY,
  );
}
