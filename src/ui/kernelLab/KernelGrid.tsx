/** One kernel as cells: type, drag, scroll or use keys to change a number, which goes to the engine at once. */
import { useCallback, useId, useRef } from 'react';
import { useTranslation } from 'react-i18next';
import { kernelAt } from '../../workspace/labs/kernelLab/design';
import { setCell } from '../../workspace/labs/kernelLab/edit';
import { edit, settle } from '../../workspace/labs/kernelLab/state';
import { useWheel } from '../parts/gestures';
import { NumberCells } from '../parts/NumberCells';
import { useKernels, useKernelsState } from './useKernels';

/** The change per pixel of a drag, notch of the wheel and key press. */
const PER_PIXEL = 0.02;
const PER_NOTCH = 0.1;
const PER_KEY = 0.1;
/** Rounds so that steps land on round numbers. */
const tidy = (value: number): number => Math.round(value * 100) / 100;

export function KernelGrid() {
  const { t } = useTranslation();
  const { store } = useKernels();
  const layer = useKernelsState((state) => state.layers[state.chosen.layer]);
  const chosen = useKernelsState((state) => state.chosen);
  const grid = useRef<HTMLDivElement>(null);
  const help = useId();
  const values = layer ? kernelAt(layer, chosen.filter, chosen.channel) : [];
  const { columns = 1 } = layer ?? {};

  const nameOf = useCallback(
    (cell: number) => t('kernelLab.cell', { row: Math.floor(cell / columns) + 1, column: (cell % columns) + 1 }),
    [t, columns],
  );

  const set = (cell: number, value: number, gesture: string | null = null): void => {
    const place = [Math.floor(cell / columns), cell % columns] as const;
    edit(
      store,
      (layers, { isLinked, symmetry }) =>
        setCell(layers, store.getState().chosen, { linked: isLinked, symmetry }, place, value),
      gesture,
    );
  };

  // The page does not scroll while the wheel changes the focused cell.
  useWheel(grid, (pixels, event) => {
    const { target } = event;
    const cell = target instanceof HTMLInputElement ? Number(target.dataset.index) : Number.NaN;
    if (event.ctrlKey || target !== document.activeElement || Number.isNaN(cell)) return;
    event.preventDefault();
    set(cell, tidy((values[cell] ?? 0) - Math.sign(pixels) * PER_NOTCH));
  });

  if (!layer) return null;
  const extent = values.reduce((most, value) => Math.max(most, Math.abs(value)), 0);
  return (
    <>
      <NumberCells
        grid={grid}
        label={t('kernelLab.kernel')}
        describedBy={help}
        values={values}
        columns={columns}
        channel={chosen.channel}
        extent={extent}
        nameOf={nameOf}
        onType={(cell, value) => set(cell, value)}
        onStep={(cell, steps) => set(cell, tidy((values[cell] ?? 0) + steps * PER_KEY))}
        onDrag={({ cell, value, up }, { shiftKey }) =>
          set(cell, tidy(value + up * PER_PIXEL * (shiftKey ? 0.1 : 1)), 'drag')
        }
        onSettle={() => settle(store)}
      />
      <p id={help} className="muted small">
        {t('kernelLab.cellHelp')}
      </p>
    </>
  );
}
