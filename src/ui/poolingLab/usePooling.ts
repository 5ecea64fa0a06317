/** React hooks for a part of the page's state: the page's own pooling, or the one of the other noise experiment. */
import { createContext, useContext, useEffect, useMemo, useRef } from 'react';
import { useStore } from 'zustand';
import { createPoolingPage } from '../../store/labs';
import type { Measures } from '../../workspace/labs/pooling/measures';
import { type Cell, type Pooling, type Reading, type Standing, shownCell } from '../../workspace/labs/pooling/pooling';
import { numberLimits, type PoolingSettings } from '../../workspace/labs/pooling/settings';
import { type Branch, isGlobal, type RowKind } from '../../workspace/labs/pooling/spec';
import { pooledSize, type WindowGeometry } from '../../workspace/labs/pooling/windows';
import { usePlayground } from '../playground';

const Context = createContext<Pooling | null>(null);
export const PoolingProvider = Context.Provider;

/** The page's own; it is what the controls change. */
export const usePoolingPage = (): Pooling => usePlayground().part(createPoolingPage);

export function usePooling(): Pooling {
  const page = usePoolingPage();
  return useContext(Context) ?? page;
}

export const useSettings = <T>(select: (settings: PoolingSettings) => T): T => useStore(usePooling().settings, select);

export const useStanding = (): Standing | null => useStore(usePooling().standing, ({ now }) => now);

/** The reading of the current network; null until its first frame has been read. */
export function useReading(standing: Standing): Reading | null {
  const reading = useStore(usePooling().reading, ({ now }) => now);
  return reading?.standing === standing ? reading : null;
}

/** How far the changed maps are from the clean ones, and which pixels win; null until they have been read. */
export function useMeasures(standing: Standing): Measures | null {
  const measures = useStore(usePooling().measures, ({ now }) => now);
  return measures?.standing === standing ? measures : null;
}

/** The shown channel: the chosen one, limited to the channels that the map has. */
export const useChannel = ({ pooling }: Standing): number =>
  useSettings(({ channel }) => Math.min(channel, pooling.channels - 1));

/** The values of one kind's map in the shown channel; null until they have been read. */
export function usePlane(standing: Standing, kind: RowKind, branch: Branch = 'clean'): Float32Array | null {
  const reading = useReading(standing);
  const channel = useChannel(standing);
  const values = branch === 'difference' ? undefined : reading?.[branch].get(kind);
  return useMemo(() => {
    const count = (values?.length ?? 0) / standing.pooling.channels;
    return values?.subarray(channel * count, (channel + 1) * count) ?? null;
  }, [values, channel, standing]);
}

/** The cell whose window is shown. */
export const useCell = (): Cell => useStore(usePooling().cell, shownCell);

/** Calls back with the shown cell, at once and whenever it changes, without rendering. `place` must stay the same. */
export function useCellEffect(place: (cell: Cell) => void): void {
  const { cell } = usePooling();
  const latest = useRef(place);
  latest.current = place;
  useEffect(() => {
    place(shownCell(cell.getState()));
    return cell.subscribe((now) => latest.current(shownCell(now)));
  }, [cell, place]);
}

/** Escape frees the window, wherever the focus is, unless the key closes something else. */
export function useFreeing(pause: () => void): void {
  const { cell } = usePooling();
  useEffect(() => {
    const free = (event: KeyboardEvent): void => {
      if (event.key !== 'Escape' || event.defaultPrevented) return;
      pause();
      cell.setState({ pinned: null, hover: null });
    };
    document.addEventListener('keydown', free);
    return () => document.removeEventListener('keydown', free);
  }, [cell, pause]);
}

/** Rows and columns of a kind's maps. */
export function sizeOf(kind: RowKind, geometry: WindowGeometry): readonly [rows: number, columns: number] {
  if (kind === 'map') return [geometry.rows, geometry.columns];
  if (isGlobal(kind)) return [1, 1];
  const { height, width } = pooledSize(geometry);
  return [height.output, width.output];
}

/** A setting's limits as number controls want them. */
export function limitsOf(name: keyof typeof numberLimits) {
  const [least, most, step] = numberLimits[name];
  return { limits: { least, most, isWhole: step === 1 }, step };
}
