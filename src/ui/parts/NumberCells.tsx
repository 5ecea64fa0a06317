/**
 * Editable numbers in a grid of coloured cells: Enter or leaving the cell commits what was typed, Escape discards it,
 * arrow keys move, and Page Up and Page Down step the value. One Tab stop. The owner decides what a drag does. There
 * may be 121 cells during a drag: the grid handles the events of all, and a cell whose number stays does not rerender.
 */
import {
  type ChangeEvent,
  type KeyboardEvent,
  memo,
  type PointerEvent,
  type RefObject,
  useCallback,
  useMemo,
  useRef,
  useState,
} from 'react';
import { type CellColour, cellColour } from '../../workspace/inspect/cellColour';
import { brief, exact } from '../../workspace/numbers';
import { arrowSteps, focusBeside, SLACK } from './gestures';
import '../styles/numberCells.css';
import { usePalette } from './usePalette';

interface Props {
  readonly grid: RefObject<HTMLDivElement | null>;
  readonly label: string;
  readonly describedBy: string;
  /** A drag paints instead of changing the number under it. */
  readonly isPainted?: boolean;
  readonly values: ArrayLike<number>;
  readonly columns: number;
  /** Which kernel of its filter this is. */
  readonly channel: number;
  /** Where the colour scale ends. */
  readonly extent: number;
  /** Must stay the same function while the names stay. */
  readonly nameOf: (cell: number) => string;
  readonly onType: (cell: number, value: number) => void;
  /** A step up (1) or down (-1), or a large one (10, -10). */
  readonly onStep: (cell: number, steps: number) => void;
  readonly onDrag: (drag: CellDrag, event: PointerEvent) => void;
  /** A drag or a run of keys has ended. */
  readonly onSettle: () => void;
}

/** A drag that started on a cell that is not being typed in. */
export interface CellDrag {
  readonly cell: number;
  /** The cell's value at the start. */
  readonly value: number;
  /** Pixels moved upwards. */
  readonly up: number;
  readonly isFirst: boolean;
}

/** Parses typed text with either decimal sign and either minus; null if it is not a number. */
function numberIn(text: string): number | null {
  const value = Number(text.replace('−', '-').replace(',', '.') || 'nothing');
  return Number.isFinite(value) ? value : null;
}

/** The cell of an event; null between cells. */
function cellOf({ target }: { readonly target: EventTarget }): number | null {
  const index = target instanceof HTMLInputElement ? target.dataset.index : undefined;
  return index === undefined ? null : Number(index);
}

export function NumberCells(props: Props) {
  const { grid, values, columns, channel, extent, nameOf, onType } = props;
  const palette = usePalette();
  const [typed, setTyped] = useState<{ readonly cell: number; readonly text: string } | null>(null);
  const [focused, setFocused] = useState(0);
  const held = useRef<{ cell: number; value: number; x: number; y: number; isDragged: boolean } | null>(null);
  const { length: count } = values;
  const names = useMemo(() => Array.from({ length: count }, (_, cell) => nameOf(cell)), [count, nameOf]);
  const change = useCallback((event: ChangeEvent<HTMLInputElement>): void => {
    const cell = cellOf(event);
    if (cell !== null) setTyped({ cell, text: event.target.value });
  }, []);

  const commit = (): void => {
    const value = typed && numberIn(typed.text);
    if (typed && value !== null) onType(typed.cell, value);
    setTyped(null);
  };
  const key = (event: KeyboardEvent): void => {
    const { key: name } = event;
    const cell = cellOf(event);
    if (cell === null) return;
    const arrow = arrowSteps[name];
    if (name === 'Enter') commit();
    else if (name === 'Escape' && typed) setTyped(null);
    else if (name === 'PageUp' || name === 'PageDown') {
      setTyped(null);
      props.onStep(cell, (name === 'PageUp' ? 1 : -1) * (event.shiftKey ? 10 : 1));
    } else if (arrow && !event.altKey && !event.ctrlKey && !event.metaKey) {
      // While typing, left and right move the caret.
      if (typed && arrow[0] !== 0) return;
      focusBeside(event, grid.current, cell, columns);
    } else return;
    event.preventDefault();
  };
  const press = (event: PointerEvent): void => {
    const cell = cellOf(event);
    if (cell === null || event.button !== 0 || typed) return;
    if (event.target instanceof Element) event.target.setPointerCapture(event.pointerId);
    held.current = { cell, value: values[cell] ?? 0, x: event.clientX, y: event.clientY, isDragged: false };
  };
  const move = (event: PointerEvent): void => {
    const { current } = held;
    if (!current) return;
    const { cell, value, x, y, isDragged } = current;
    if (!isDragged && Math.hypot(event.clientX - x, event.clientY - y) < SLACK) return;
    current.isDragged = true;
    props.onDrag({ cell, value, up: y - event.clientY, isFirst: !isDragged }, event);
  };
  const release = (): void => {
    if (held.current?.isDragged) props.onSettle();
    held.current = null;
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
      onFocus={({ target }) => {
        setFocused(cellOf({ target }) ?? focused);
        if (target instanceof HTMLInputElement) target.select();
      }}
      onBlur={({ relatedTarget }) => {
        commit();
        if (!(relatedTarget instanceof Node && grid.current?.contains(relatedTarget))) props.onSettle();
      }}
      onKeyDown={key}
      onPointerDown={press}
      onPointerMove={move}
      onPointerUp={release}
      onPointerCancel={release}
    >
      {Array.from(values, (value, cell) => (
        <Cell
          // biome-ignore lint/suspicious/noArrayIndexKey: a cell is its place.
          key={cell}
          {...{ cell, columns, channel, value }}
          name={names[cell] ?? ''}
          text={typed?.cell === cell ? typed.text : brief(value)}
          colour={cellColour(value, extent, palette)}
          isStop={cell === Math.min(focused, count - 1)}
          onChange={change}
        />
      ))}
    </div>
  );
}

interface CellProps extends Pick<Props, 'columns' | 'channel'> {
  readonly cell: number;
  readonly value: number;
  readonly name: string;
  /** The value or the text being typed. */
  readonly text: string;
  readonly colour: CellColour;
  /** The Tab key stops here. */
  readonly isStop: boolean;
  readonly onChange: (event: ChangeEvent<HTMLInputElement>) => void;
}

const Cell = memo(function Cell({ cell, columns, channel, value, name, text, colour, isStop, onChange }: CellProps) {
  return (
    <input
      data-testid="kernel-cell"
      data-index={cell}
      data-channel={channel}
      data-row={Math.floor(cell / columns)}
      data-column={cell % columns}
      data-value={value}
      inputMode="decimal"
      autoComplete="off"
      aria-label={name}
      title={exact(value)}
      tabIndex={isStop ? 0 : -1}
      value={text}
      style={colour}
      onChange={onChange}
    />
  );
});
