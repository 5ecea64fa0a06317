/**
 * Editable numbers in a grid of coloured cells, each typed as in a NumberField; but arrow keys move, and Page Up and
 * Page Down step the value. One Tab stop. A drag up or down changes a number as its owner decides; one that sets off
 * sideways may paint the cells it crosses with that number. There may be 121 cells during a drag: the grid handles the
 * events of all, and a cell whose number stays does not rerender.
 */
import {
  type ChangeEvent,
  type CSSProperties,
  type KeyboardEvent,
  memo,
  type PointerEvent,
  type RefObject,
  useCallback,
  useEffect,
  useId,
  useMemo,
  useRef,
  useState,
} from 'react';
import { type CellColour, cellColour } from '../../workspace/inspect/cellColour';
import { brief, exact } from '../../workspace/numbers';
import { arrowSteps, focusBeside, type NumberDrag, Pull, type Spot } from './gestures';
import '../styles/number.css';
import { useDrafts } from './useDrafts';
import { usePalette } from './usePalette';

interface Props {
  readonly grid: RefObject<HTMLDivElement | null>;
  readonly label: string;
  readonly describedBy?: string;
  readonly testId?: string;
  /** They can be read, not changed. */
  readonly isFixed?: boolean;
  readonly values: ArrayLike<number>;
  /** What is written for a number; by default, two or three digits. */
  readonly text?: (value: number) => string;
  readonly columns: number;
  /** Which kernel of its filter this is. */
  readonly channel: number;
  /** Where the colour scale ends; null: no colours. */
  readonly extent: number | null;
  /** The cell that is marked from elsewhere, and how to mark one there. */
  readonly marked?: number | null;
  readonly onMark?: (cell: number | null) => void;
  /** The cell that gets the focus, once for each object. */
  readonly taken?: { readonly cell: number } | null;
  /** Must stay the same function while the names stay. */
  readonly nameOf: (cell: number) => string;
  readonly onType: (cell: number, value: number) => void;
  /** A step up (1) or down (-1), or a large one (10, -10). */
  readonly onStep: (cell: number, steps: number) => void;
  readonly onDrag: (drag: NumberDrag, event: PointerEvent) => void;
  /** Gives a cell the number of the one that a drag began on; absent: a drag sideways is like any other. */
  readonly onPaint?: (cell: number, value: number) => void;
  /** A drag or a run of keys has ended. */
  readonly onSettle?: () => void;
}

/** The cell of an event; null between cells. */
function cellOf({ target }: { readonly target: EventTarget }): number | null {
  const index = target instanceof HTMLInputElement ? target.dataset.index : undefined;
  return index === undefined ? null : Number(index);
}

/** The cell of a grid at a place, whatever has captured the pointer. */
function cellAt(grid: Element | null, { clientX, clientY }: Spot): number | null {
  const target = document.elementFromPoint(clientX, clientY);
  return target && grid?.contains(target) ? cellOf({ target }) : null;
}

export function NumberCells(props: Props) {
  const { grid, values, columns, channel, extent, nameOf, onMark, testId = 'kernel-cell' } = props;
  const { isFixed = false, text = brief, marked = null, taken = null } = props;
  const palette = usePalette();
  const drafts = useDrafts((cell) => values[cell] ?? 0, props.onType);
  const latest = useRef(drafts);
  latest.current = drafts;
  const [focused, setFocused] = useState(0);
  const refusalId = useId();
  const pull = useMemo(() => new Pull(), []);
  const { length: count } = values;
  const names = useMemo(() => Array.from({ length: count }, (_, cell) => nameOf(cell)), [count, nameOf]);
  const change = useCallback((event: ChangeEvent<HTMLInputElement>): void => {
    const cell = cellOf(event);
    if (cell !== null) latest.current.type(cell, event.target.value);
  }, []);
  const refusals = Array.from(values, (_, cell) => drafts.refusalOf(cell));
  const refusal = refusals[focused] ?? refusals.find((each) => each !== null) ?? null;

  useEffect(() => {
    const cell = grid.current?.children[taken?.cell ?? -1];
    if (cell instanceof HTMLElement) cell.focus({ preventScroll: true });
  }, [grid, taken]);

  const key = (event: KeyboardEvent): void => {
    const { key: name } = event;
    const cell = cellOf(event);
    if (cell === null || event.nativeEvent.isComposing) return;
    const arrow = arrowSteps[name];
    const isTyped = drafts.textOf(cell) !== null;
    if (name === 'Enter') drafts.commit(cell);
    else if (name === 'Escape' && isTyped) drafts.takeBack(cell);
    else if ((name === 'PageUp' || name === 'PageDown') && !isFixed) {
      drafts.takeBack(cell);
      props.onStep(cell, (name === 'PageUp' ? 1 : -1) * (event.shiftKey ? 10 : 1));
    } else if (arrow && !event.altKey && !event.ctrlKey && !event.metaKey) {
      // While typing, left and right move the caret.
      if (isTyped && arrow[0] !== 0) return;
      focusBeside(event, grid.current, cell, columns);
    } else return;
    event.preventDefault();
  };
  const press = (event: PointerEvent): void => {
    const cell = cellOf(event);
    if (cell === null || event.button !== 0 || drafts.textOf(cell) !== null || isFixed) return;
    pull.begin(event, cell, values[cell] ?? 0);
  };
  const move = (event: PointerEvent): void => {
    const drag = pull.move(event);
    if (!drag) return;
    if (!drag.isAcross || !props.onPaint) {
      props.onDrag(drag, event);
      return;
    }
    // A quick pointer crosses several cells between two events.
    const { nativeEvent } = event;
    const crossed = new Set([...nativeEvent.getCoalescedEvents(), nativeEvent].map((at) => cellAt(grid.current, at)));
    for (const cell of crossed) if (cell !== null && values[cell] !== drag.value) props.onPaint(cell, drag.value);
  };
  const release = (): void => {
    if (pull.end()) props.onSettle?.();
  };

  return (
    <>
      {/* biome-ignore lint/a11y/useSemanticElements: a fieldset would be drawn as a form. */}
      <div
        ref={grid}
        role="group"
        aria-label={props.label}
        aria-describedby={props.describedBy}
        className="number-cells"
        data-dense={columns > 5 || undefined}
        style={{ '--columns': columns } as CSSProperties}
        onFocus={({ target }) => {
          const cell = cellOf({ target });
          setFocused(cell ?? focused);
          onMark?.(cell);
          if (target instanceof HTMLInputElement) target.select();
        }}
        onBlur={({ target, relatedTarget }) => {
          const cell = cellOf({ target });
          if (cell !== null) drafts.leave(cell);
          if (!(relatedTarget instanceof Node && grid.current?.contains(relatedTarget))) props.onSettle?.();
          onMark?.(null);
        }}
        onPointerOver={(event) => onMark?.(cellOf(event))}
        onPointerLeave={() => onMark?.(null)}
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
            {...{ cell, columns, channel, value, testId, isFixed }}
            name={names[cell] ?? ''}
            text={drafts.textOf(cell) ?? text(value)}
            colour={extent === null ? null : cellColour(value, extent, palette)}
            isMarked={cell === marked}
            refusal={refusals[cell] ? refusalId : null}
            isStop={cell === Math.min(focused, count - 1)}
            onChange={change}
          />
        ))}
      </div>
      {refusal !== null && (
        <p id={refusalId} role="alert" className="number-refusal">
          {refusal}
        </p>
      )}
    </>
  );
}

interface CellProps extends Pick<Props, 'columns' | 'channel'> {
  readonly testId: string;
  readonly isFixed: boolean;
  readonly isMarked: boolean;
  readonly cell: number;
  readonly value: number;
  readonly name: string;
  /** The value or the text being typed. */
  readonly text: string;
  readonly colour: CellColour | null;
  /** The element that says why the text was refused. */
  readonly refusal: string | null;
  /** The Tab key stops here. */
  readonly isStop: boolean;
  readonly onChange: (event: ChangeEvent<HTMLInputElement>) => void;
}

const Cell = memo(function Cell(props: CellProps) {
  const { cell, columns, channel, value, name, text, colour, refusal, isStop, onChange } = props;
  const { testId, isFixed, isMarked } = props;
  return (
    <input
      data-testid={testId}
      data-index={cell}
      data-channel={channel}
      data-row={Math.floor(cell / columns)}
      data-column={cell % columns}
      data-value={value}
      data-marked={isMarked || undefined}
      // Keypads for decimals have no minus on some phones.
      inputMode="text"
      enterKeyHint="done"
      autoComplete="off"
      aria-label={name}
      aria-invalid={refusal !== null}
      aria-describedby={refusal ?? undefined}
      title={exact(value)}
      tabIndex={isStop ? 0 : -1}
      readOnly={isFixed}
      value={text}
      style={colour ?? undefined}
      onChange={onChange}
    />
  );
});
