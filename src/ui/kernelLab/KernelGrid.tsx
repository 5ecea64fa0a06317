/** One kernel as cells: a number is typed, dragged, turned by the wheel or changed by keys, and goes to the engine at once. */
import { type KeyboardEvent, type PointerEvent, useEffect, useId, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { cellColour } from '../../store/inspect/cellColour';
import { kernelAt } from '../../store/labs/kernelLab/design';
import { setCell } from '../../store/labs/kernelLab/edit';
import { edit } from '../../store/labs/kernelLab/state';
import { brief, exact } from '../../store/numbers';
import { arrowSteps } from '../parts/arrows';
import { usePalette } from '../parts/usePalette';
import { useKernels, useKernelsState } from './useKernels';

/** What a pixel of a drag, a notch of the wheel and a key change. */
const PER_PIXEL = 0.02;
const PER_NOTCH = 0.1;
const PER_KEY = 0.1;
/** Pixels that a pointer may move and still click. */
const CLICK = 3;

/** Steps land on round numbers. */
const tidy = (value: number): number => Math.round(value * 100) / 100;

export function KernelGrid() {
  const { t } = useTranslation();
  const { store } = useKernels();
  const palette = usePalette();
  const layer = useKernelsState((state) => state.layers[state.chosen.layer]);
  const chosen = useKernelsState((state) => state.chosen);
  const grid = useRef<HTMLDivElement>(null);
  const drag = useRef<{ cell: number; y: number; from: number; moved: boolean } | null>(null);
  const [typed, setTyped] = useState<{ cell: number; text: string } | null>(null);
  const [focused, setFocused] = useState(0);
  const help = useId();
  const values = layer ? kernelAt(layer, chosen.filter, chosen.channel) : [];
  const { columns = 1 } = layer ?? {};

  const set = (cell: number, value: number, goesOn = false): void => {
    const place = [Math.floor(cell / columns), cell % columns] as const;
    edit(
      store,
      (layers, { isLinked, symmetry }) =>
        setCell(layers, store.getState().chosen, { linked: isLinked, symmetry }, place, value),
      { goesOn },
    );
  };
  const commit = (): void => {
    const value = typed && Number(typed.text.replace('−', '-').replace(',', '.') || 'nothing');
    if (typed && value !== null && Number.isFinite(value)) set(typed.cell, value);
    setTyped(null);
  };

  // React listens to wheels passively, and the page must not scroll here.
  useEffect(() => {
    const element = grid.current;
    const turn = (event: WheelEvent): void => {
      const { target } = event;
      const cell = target instanceof HTMLInputElement ? Number(target.dataset.index) : Number.NaN;
      if (event.ctrlKey || target !== document.activeElement || Number.isNaN(cell)) return;
      event.preventDefault();
      const { layers, chosen: now, isLinked, symmetry } = store.getState();
      const own = layers[now.layer];
      if (!own) return;
      const value = kernelAt(own, now.filter, now.channel)[cell] ?? 0;
      const place = [Math.floor(cell / own.columns), cell % own.columns] as const;
      const next = tidy(value - Math.sign(event.deltaY) * PER_NOTCH);
      edit(store, (all) => setCell(all, now, { linked: isLinked, symmetry }, place, next));
    };
    element?.addEventListener('wheel', turn, { passive: false });
    return () => element?.removeEventListener('wheel', turn);
  }, [store]);

  const begin = (cell: number) => (event: PointerEvent<HTMLInputElement>) => {
    if (event.button !== 0 || typed) return;
    event.currentTarget.setPointerCapture(event.pointerId);
    drag.current = { cell, y: event.clientY, from: values[cell] ?? 0, moved: false };
  };
  const move = (event: PointerEvent<HTMLInputElement>): void => {
    const { current } = drag;
    if (!current) return;
    const up = current.y - event.clientY;
    if (!current.moved && Math.abs(up) < CLICK) return;
    set(current.cell, tidy(current.from + up * PER_PIXEL * (event.shiftKey ? 0.1 : 1)), current.moved);
    current.moved = true;
  };
  const end = (): void => {
    drag.current = null;
  };
  const key = (cell: number) => (event: KeyboardEvent<HTMLInputElement>) => {
    const { key: name, currentTarget } = event;
    const arrow = arrowSteps[name];
    if (name === 'Enter') commit();
    else if (name === 'Escape') setTyped(null);
    else if (name === 'PageUp' || name === 'PageDown') {
      const by = (name === 'PageUp' ? 1 : -1) * PER_KEY * (event.shiftKey ? 10 : 1);
      set(cell, tidy((values[cell] ?? 0) + by));
    } else if (arrow && !typed && !event.altKey && !event.ctrlKey && !event.metaKey) {
      const [x, y] = [(cell % columns) + arrow[0], Math.floor(cell / columns) + arrow[1]];
      const next = y * columns + x;
      const inside = x >= 0 && x < columns && next >= 0 && next < values.length;
      const other = inside ? currentTarget.parentElement?.children[next] : null;
      if (other instanceof HTMLElement) other.focus();
    } else return;
    event.preventDefault();
  };

  if (!layer) return null;
  const extent = values.reduce((most, value) => Math.max(most, Math.abs(value)), 0);
  return (
    <>
      {/* biome-ignore lint/a11y/useSemanticElements: a fieldset would be drawn as a form. */}
      <div
        ref={grid}
        role="group"
        aria-label={t('kernelLab.kernel')}
        aria-describedby={help}
        className="kernel-grid"
        data-dense={columns > 5 || undefined}
        style={{ gridTemplateColumns: `repeat(${columns}, minmax(0, 1fr))` }}
      >
        {values.map((value, cell) => {
          const [row, column] = [Math.floor(cell / columns), cell % columns];
          const isTyped = typed?.cell === cell;
          return (
            <input
              // biome-ignore lint/suspicious/noArrayIndexKey: a cell is its place.
              key={cell}
              data-testid="kernel-cell"
              data-index={cell}
              data-channel={chosen.channel}
              data-row={row}
              data-column={column}
              data-value={value}
              inputMode="decimal"
              autoComplete="off"
              aria-label={t('kernelLab.cell', { row: row + 1, column: column + 1 })}
              title={exact(value)}
              tabIndex={cell === Math.min(focused, values.length - 1) ? 0 : -1}
              value={isTyped ? typed.text : brief(value)}
              style={cellColour(value, extent, palette)}
              onFocus={({ currentTarget }) => {
                setFocused(cell);
                currentTarget.select();
              }}
              onBlur={commit}
              onChange={({ target }) => setTyped({ cell, text: target.value })}
              onKeyDown={key(cell)}
              onPointerDown={begin(cell)}
              onPointerMove={move}
              onPointerUp={end}
              onPointerCancel={end}
            />
          );
        })}
      </div>
      <p id={help} className="muted small">
        {t('kernelLab.cellHelp')}
      </p>
    </>
  );
}
