/** React's way to the page's state: the settings, the network that stands, what was read of it, the cell pointed at. */
import { useStore } from 'zustand';
import { createPoolingPage } from '../../store/labs';
import type { Cell, Pooling, Reading, Standing } from '../../workspace/labs/pooling/pooling';
import type { PoolingSettings } from '../../workspace/labs/pooling/settings';
import { cellAt, type WindowGeometry } from '../../workspace/labs/pooling/windows';
import { usePlayground } from '../playground';

export const usePooling = (): Pooling => usePlayground().part(createPoolingPage);

export const useSettings = <T>(select: (settings: PoolingSettings) => T): T => useStore(usePooling().settings, select);

export const useStanding = (): Standing | null => useStore(usePooling().standing, ({ now }) => now);

/** Of the network that stands; null until its first frame has been read. */
export function useReading(standing: Standing): Reading | null {
  const reading = useStore(usePooling().reading, ({ now }) => now);
  return reading?.standing === standing ? reading : null;
}

/** The channel that is looked at: the chosen one, as far as the map has so many. */
export const useChannel = ({ pooling }: Standing): number =>
  useSettings(({ channel }) => Math.min(channel, pooling.channels - 1));

/** The cell that is pointed at, else the one in the middle. */
export function useCell(geometry: WindowGeometry): Cell {
  const pointed = useStore(usePooling().cell, ({ now }) => now);
  if (pointed) return pointed;
  const [row, column] = cellAt(geometry, (geometry.rows - 1) / 2, (geometry.columns - 1) / 2);
  return { row, column };
}
