/** One kernel as cells: type, drag, scroll or use keys to change a number, which goes to the engine at once. */
import { useCallback, useLayoutEffect, useRef } from 'react';
import { useTranslation } from 'react-i18next';
import { type KernelLayer, kernelAt, largest } from '../../workspace/labs/kernelLab/design';
import { setCell } from '../../workspace/labs/kernelLab/edit';
import { edit, settle } from '../../workspace/labs/kernelLab/state';
import { useWheel } from '../parts/gestures';
import { NumberCells } from '../parts/NumberCells';
import { takeOff, useLanding, useTurn } from './motion';
import { useKernels, useKernelsState } from './useKernels';

/** What a notch of the wheel, a key press and so many pixels of a drag add; ten times as much with Shift. */
const STEP = 0.1;
const PIXELS = 8;
/** Rounds so that steps land on round numbers. */
const tidy = (value: number): number => Math.round(value * 100) / 100;

/** The cell in the hand, and the layers before it was taken; null: nothing is being changed. */
export interface Held {
  readonly cell: number;
  readonly before: readonly KernelLayer[] | null;
}

export function KernelGrid({ onHold }: { readonly onHold: (held: Held) => void }) {
  const { t } = useTranslation();
  const { store } = useKernels();
  const chosen = useKernelsState((state) => state.chosen);
  const layers = useKernelsState((state) => state.layers);
  const isConvolution = useKernelsState((state) => state.isConvolution);
  const layer = layers[chosen.layer];
  const grid = useRef<HTMLDivElement>(null);
  const values = layer ? kernelAt(layer, chosen.filter, chosen.channel) : [];
  const { columns = 1 } = layer ?? {};

  const nameOf = useCallback(
    (cell: number) => t('kernelLab.cell', { row: Math.floor(cell / columns) + 1, column: (cell % columns) + 1 }),
    [t, columns],
  );

  const set = (cell: number, value: number, gesture: string | null = null): void => {
    // What is kept of a kernel that stands turned.
    const kept = isConvolution ? values.length - 1 - cell : cell;
    const place = [Math.floor(kept / columns), kept % columns] as const;
    edit(
      store,
      (layers, { isLinked, symmetry }) =>
        setCell(layers, store.getState().chosen, { linked: isLinked, symmetry }, place, value),
      gesture,
    );
  };

  // The page does not scroll while the wheel changes the focused cell. With Shift some browsers turn it sideways.
  useWheel(grid, (pixels, event) => {
    const { target } = event;
    const cell = target instanceof HTMLInputElement ? Number(target.dataset.index) : Number.NaN;
    if (event.ctrlKey || target !== document.activeElement || Number.isNaN(cell)) return;
    event.preventDefault();
    set(cell, tidy((values[cell] ?? 0) - Math.sign(pixels || event.deltaX) * STEP * (event.shiftKey ? 10 : 1)));
  });

  useTurn(grid, values);
  useLanding(grid);
  useLayoutEffect(() => {
    const { current } = grid;
    return () => takeOff(current);
  }, []);

  if (!layer) return null;
  const hold = ({ target }: { readonly target: EventTarget }): void => {
    const cell = target instanceof HTMLInputElement ? Number(target.dataset.index) : Number.NaN;
    if (!Number.isNaN(cell)) onHold({ cell, before: layers });
  };
  const extent = largest(values);
  return (
    // Of a cell that is taken, the selected text is not what is dragged.
    // biome-ignore lint/a11y/noStaticElementInteractions: it tells which of the cells within has the focus.
    <div onFocus={hold} onPointerDown={hold} onDragStart={(event) => event.preventDefault()}>
      <NumberCells
        grid={grid}
        label={t('kernelLab.kernel')}
        values={values}
        columns={columns}
        channel={chosen.channel}
        extent={extent}
        nameOf={nameOf}
        onType={(cell, value) => set(cell, value)}
        onStep={(cell, steps) => set(cell, tidy((values[cell] ?? 0) + steps * STEP))}
        onDrag={({ cell, value, up }, { shiftKey }) =>
          set(cell, tidy(value + Math.trunc(up / PIXELS) * STEP * (shiftKey ? 10 : 1)), 'drag')
        }
        onSettle={() => settle(store)}
      />
    </div>
  );
}
