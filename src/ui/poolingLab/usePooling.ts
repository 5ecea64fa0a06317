/** React hooks for the page's state: settings, current network, its reading, and the cell under the pointer. */
import { useStore } from 'zustand';
import { createPoolingPage } from '../../store/labs';
import type { Cell, Pooling, Reading, Standing } from '../../workspace/labs/pooling/pooling';
import type { PoolingSettings } from '../../workspace/labs/pooling/settings';
import { cellAt, type WindowGeometry } from '../../workspace/labs/pooling/windows';
import { usePlayground } from '../playground';

export const usePooling = (): Pooling => usePlayground().part(createPoolingPage);

export const useSettings = <T>(select: (settings: PoolingSettings) => T): T => useStore(usePooling().settings, select);

export const useStanding = (): Standing | null => useStore(usePooling().standing, ({ now }) => now);

/** The reading of the current network; null until its first frame has been read. */
export function useReading(standing: Standing): Reading | null {
  const reading = useStore(usePooling().reading, ({ now }) => now);
  return reading?.standing === standing ? reading : null;
}

/** The shown channel: the chosen one, limited to the channels that the map has. */
export const useChannel = ({ pooling }: Standing): number =>
  useSettings(({ channel }) => Math.min(channel, pooling.channels - 1));

/** The cell under the pointer, or else the one in the middle. */
export function useCell(geometry: WindowGeometry): Cell {
  const pointed = useStore(usePooling().cell, ({ now }) => now);
  if (pointed) return pointed;
  const [row, column] = cellAt(geometry, (geometry.rows - 1) / 2, (geometry.columns - 1) / 2);
  return { row, column };
}
