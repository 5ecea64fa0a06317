/** A window of numbers in the colours of maps: the pixels that are read, the kernel, or their products. */
import { type KeyboardEvent, useRef, useState } from 'react';
import { cellColour } from '../../../store/inspect/cellColour';
import { arrowSteps } from '../../parts/arrows';
import { useDisplay } from './display';

export interface GridCell {
  readonly value: number;
  readonly text: string;
  /** The value with all its digits, for a tooltip. */
  readonly title?: string;
}

interface LookProps {
  readonly columns: number;
  readonly cells: readonly GridCell[];
  /** Where the colour scale ends. */
  readonly extent: number;
  /** The cell that all grids of an equation mark together, and how it is told to them. */
  readonly marked: number | null;
  readonly onMark: (cell: number | null) => void;
  /** Cells with room for more digits. */
  readonly isWide?: boolean;
  readonly testId?: string;
}

const columnsOf = (count: number) => ({ gridTemplateColumns: `repeat(${count}, minmax(0, 1fr))` });

/** Numbers that lead nowhere. */
export function NumberGrid({ columns, cells, extent, marked, onMark, isWide = false, testId }: LookProps) {
  const { palette } = useDisplay();
  return (
    <div
      className="number-grid"
      data-wide={isWide || undefined}
      style={columnsOf(columns)}
      onPointerLeave={() => onMark(null)}
    >
      {cells.map(({ value, text, title }, i) => (
        <span
          // biome-ignore lint/suspicious/noArrayIndexKey: a cell is its place.
          key={i}
          className="cell"
          style={cellColour(value, extent, palette)}
          title={title}
          data-testid={testId}
          data-value={value}
          data-marked={marked === i || undefined}
          onPointerEnter={() => onMark(i)}
        >
          {text}
        </span>
      ))}
    </div>
  );
}

interface LinkProps extends LookProps {
  readonly label: string;
  /** Whether a cell can be opened: padding cannot. */
  readonly isOpen: (cell: number) => boolean;
  readonly name: (cell: number) => string;
  readonly onOpen: (cell: number) => void;
  /** The cell that was chosen, where one is. */
  readonly winner?: number | null;
}

/** Numbers that are opened: one stop of the Tab key, the arrow keys walk over the cells. */
export function LinkGrid({
  columns,
  cells,
  extent,
  marked,
  onMark,
  isWide = false,
  winner = null,
  label,
  isOpen,
  name,
  onOpen,
}: LinkProps) {
  const { palette } = useDisplay();
  const grid = useRef<HTMLDivElement>(null);
  const [current, setCurrent] = useState(0);

  const walk = (event: KeyboardEvent): void => {
    const step = arrowSteps[event.key];
    if (!step) return;
    event.preventDefault();
    const [row, column] = [Math.floor(current / columns) + step[1], (current % columns) + step[0]];
    const next = row * columns + column;
    if (column < 0 || column >= columns || next < 0 || next >= cells.length) return;
    const cell = grid.current?.children[next];
    if (cell instanceof HTMLElement) cell.focus();
  };

  return (
    // biome-ignore lint/a11y/useSemanticElements: a window of a map is no form.
    <div
      ref={grid}
      role="group"
      aria-label={label}
      className="number-grid"
      data-wide={isWide || undefined}
      style={columnsOf(columns)}
      onKeyDown={walk}
      onPointerLeave={() => onMark(null)}
    >
      {cells.map(({ value, text }, i) => (
        <button
          // biome-ignore lint/suspicious/noArrayIndexKey: a cell is its place.
          key={i}
          type="button"
          className="cell"
          style={isOpen(i) ? cellColour(value, extent, palette) : undefined}
          data-testid="operand"
          data-value={value}
          data-winner={winner === i || undefined}
          data-padding={!isOpen(i) || undefined}
          data-marked={marked === i || undefined}
          aria-label={name(i)}
          aria-disabled={!isOpen(i) || undefined}
          tabIndex={i === current ? 0 : -1}
          onPointerEnter={() => onMark(i)}
          onFocus={() => {
            setCurrent(i);
            onMark(i);
          }}
          onBlur={() => onMark(null)}
          onClick={() => isOpen(i) && onOpen(i)}
        >
          {text}
        </button>
      ))}
    </div>
  );
}
