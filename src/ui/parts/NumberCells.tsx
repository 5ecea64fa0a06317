/**
 * Numbers in a grid of coloured cells, to be typed: Enter or leaving the cell takes what was typed, Escape drops it,
 * arrow keys walk, and Page Up and Page Down take a step. One stop of the Tab key. What a pointer does is the owner's.
 */
import { type KeyboardEvent, type PointerEvent, type RefObject, useState } from 'react';
import { cellColour } from '../../store/inspect/cellColour';
import { brief, exact } from '../../store/numbers';
import { arrowSteps } from './arrows';
import '../styles/numberCells.css';
import { usePalette } from './usePalette';

interface Props {
  readonly grid: RefObject<HTMLDivElement | null>;
  readonly label: string;
  readonly describedBy: string;
  /** A drag paints, and does not turn the number under it. */
  readonly isPainted?: boolean;
  readonly values: ArrayLike<number>;
  readonly columns: number;
  /** Which kernel of its filter this is. */
  readonly channel: number;
  /** Where the colour scale ends. */
  readonly extent: number;
  readonly nameOf: (cell: number) => string;
  readonly onType: (cell: number, value: number) => void;
  /** A step up (1) or down (-1), or a large one (10, -10). */
  readonly onStep: (cell: number, steps: number) => void;
  /** A pointer goes down on a cell in which nothing is being typed. */
  readonly onPointerDown: (cell: number, event: PointerEvent<HTMLInputElement>) => void;
  readonly onPointerMove: (event: PointerEvent<HTMLInputElement>) => void;
  readonly onPointerUp: () => void;
  /** The grid is left. */
  readonly onLeave?: () => void;
}

/** What was typed as a number, with either decimal sign and either minus; null when it is none. */
function numberIn(text: string): number | null {
  const value = Number(text.replace('−', '-').replace(',', '.') || 'nothing');
  return Number.isFinite(value) ? value : null;
}

export function NumberCells(props: Props) {
  const { grid, values, columns, extent, onType, onPointerDown } = props;
  const palette = usePalette();
  const [typed, setTyped] = useState<{ readonly cell: number; readonly text: string } | null>(null);
  const [focused, setFocused] = useState(0);

  const commit = (): void => {
    const value = typed && numberIn(typed.text);
    if (typed && value !== null) onType(typed.cell, value);
    setTyped(null);
  };
  const key = (cell: number) => (event: KeyboardEvent<HTMLInputElement>) => {
    const { key: name } = event;
    const arrow = arrowSteps[name];
    if (name === 'Enter') commit();
    else if (name === 'Escape' && typed) setTyped(null);
    else if (name === 'PageUp' || name === 'PageDown') {
      setTyped(null);
      props.onStep(cell, (name === 'PageUp' ? 1 : -1) * (event.shiftKey ? 10 : 1));
    } else if (arrow && !event.altKey && !event.ctrlKey && !event.metaKey) {
      // Within a number that is being typed, left and right move over its digits.
      if (typed && arrow[0] !== 0) return;
      const [x, y] = [(cell % columns) + arrow[0], Math.floor(cell / columns) + arrow[1]];
      const next = y * columns + x;
      const isInside = x >= 0 && x < columns && next >= 0 && next < values.length;
      const other = isInside ? grid.current?.children[next] : null;
      if (other instanceof HTMLElement) other.focus();
    } else return;
    event.preventDefault();
  };

  return (
    // biome-ignore lint/a11y/useSemanticElements: a fieldset would be drawn as a form.
    <div
      ref={grid}
      role="group"
      aria-label={props.label}
      aria-describedby={props.describedBy}
      className={props.isPainted ? 'number-cells painted' : 'number-cells'}
      data-dense={columns > 5 || undefined}
      style={{ gridTemplateColumns: `repeat(${columns}, minmax(0, 1fr))` }}
      onBlur={({ relatedTarget }) => {
        if (!(relatedTarget instanceof Node && grid.current?.contains(relatedTarget))) props.onLeave?.();
      }}
    >
      {Array.from(values, (value, cell) => (
        <input
          // biome-ignore lint/suspicious/noArrayIndexKey: a cell is its place.
          key={cell}
          data-testid="kernel-cell"
          data-index={cell}
          data-channel={props.channel}
          data-row={Math.floor(cell / columns)}
          data-column={cell % columns}
          data-value={value}
          inputMode="decimal"
          autoComplete="off"
          aria-label={props.nameOf(cell)}
          title={exact(value)}
          tabIndex={cell === Math.min(focused, values.length - 1) ? 0 : -1}
          value={typed?.cell === cell ? typed.text : brief(value)}
          style={cellColour(value, extent, palette)}
          onFocus={({ currentTarget }) => {
            setFocused(cell);
            currentTarget.select();
          }}
          onBlur={commit}
          onChange={({ target }) => setTyped({ cell, text: target.value })}
          onKeyDown={key(cell)}
          onPointerDown={(event) => {
            if (event.button === 0 && !typed) onPointerDown(cell, event);
          }}
          onPointerMove={props.onPointerMove}
          onPointerUp={props.onPointerUp}
          onPointerCancel={props.onPointerUp}
        />
      ))}
    </div>
  );
}
