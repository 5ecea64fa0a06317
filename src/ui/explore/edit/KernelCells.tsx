/**
 * A kernel whose cells are painted: by pressing and dragging with the brush's value, or by keys, where arrows walk, plus
 * and minus change the cell by a step, and Enter paints it. One stop of the Tab key.
 */
import { type KeyboardEvent, type PointerEvent, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { cellColour } from '../../../store/inspect/cellColour';
import { brief, exact } from '../../../store/numbers';
import { arrowSteps } from '../../parts/arrows';
import { usePalette } from '../../parts/usePalette';

interface Props {
  readonly values: Float32Array;
  readonly columns: number;
  /** Which kernel of its filter this is. */
  readonly channel: number;
  /** Where the colour scale ends. */
  readonly extent: number;
  readonly brush: number;
  readonly onPaint: (cell: number, value: number) => void;
  /** A stroke or a run of keys has ended. */
  readonly onSettle: () => void;
}

const signs: { readonly [key: string]: number } = { '+': 1, '=': 1, '-': -1, '−': -1 };

export function KernelCells({ values, columns, channel, extent, brush, onPaint, onSettle }: Props) {
  const { t } = useTranslation();
  const palette = usePalette();
  const grid = useRef<HTMLDivElement>(null);
  const [current, setCurrent] = useState(0);
  const step = extent / 10;

  const onKeyDown = (event: KeyboardEvent): void => {
    const sign = signs[event.key];
    if (sign !== undefined) {
      event.preventDefault();
      onPaint(current, (values[current] ?? 0) + sign * step);
      return;
    }
    const arrow = arrowSteps[event.key];
    if (!arrow) return;
    event.preventDefault();
    const [row, column] = [Math.floor(current / columns) + arrow[1], (current % columns) + arrow[0]];
    const next = row * columns + column;
    if (column < 0 || column >= columns || next < 0 || next >= values.length) return;
    const cell = grid.current?.children[next];
    if (cell instanceof HTMLElement) cell.focus();
  };

  /** The cell under a pointer, which a finger's stroke does not tell by itself. */
  const paintUnder = ({ clientX, clientY, buttons }: PointerEvent): void => {
    if ((buttons & 1) === 0) return;
    const under = document.elementFromPoint(clientX, clientY);
    const cell = under ? [...(grid.current?.children ?? [])].indexOf(under) : -1;
    if (cell >= 0 && values[cell] !== brush) onPaint(cell, brush);
  };

  return (
    // biome-ignore lint/a11y/useSemanticElements: a kernel is no form.
    <div
      ref={grid}
      role="group"
      aria-label={t('edit.cells')}
      className="number-grid kernel-cells"
      style={{ gridTemplateColumns: `repeat(${columns}, minmax(0, 1fr))` }}
      onKeyDown={onKeyDown}
      onBlur={onSettle}
      onPointerDown={paintUnder}
      onPointerMove={paintUnder}
      onPointerUp={onSettle}
    >
      {Array.from(values, (value, i) => (
        <button
          // biome-ignore lint/suspicious/noArrayIndexKey: a cell is its place.
          key={i}
          type="button"
          className="cell"
          style={cellColour(value, extent, palette)}
          data-testid="kernel-cell"
          data-channel={channel}
          data-row={Math.floor(i / columns)}
          data-column={i % columns}
          data-value={value}
          title={exact(value)}
          aria-label={t('edit.cell', {
            row: Math.floor(i / columns) + 1,
            column: (i % columns) + 1,
            value: brief(value),
          })}
          tabIndex={i === current ? 0 : -1}
          onFocus={() => setCurrent(i)}
          // A key's click: a pointer has painted already.
          onClick={({ detail }) => detail === 0 && onPaint(i, brush)}
        >
          {brief(value)}
        </button>
      ))}
    </div>
  );
}
