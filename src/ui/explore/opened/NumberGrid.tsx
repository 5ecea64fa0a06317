/**
 * A window of numbers in the maps' colours: the input pixels, the kernel, or their products. Hundreds of cells may
 * follow a drawing, so a cell rerenders only when what it shows changes, and the grid handles the events of all.
 */
import { type CSSProperties, memo, type SyntheticEvent, useMemo, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { type CellColour, cellColour } from '../../../workspace/inspect/cellColour';
import { exact } from '../../../workspace/numbers';
import { pixelAtIndex } from '../../../workspace/selection';
import type { StageLayer } from '../../../workspace/stage/layers';
import { focusBeside } from '../../parts/gestures';
import { useDisplay } from './display';
import { useOperand, usePlace } from './useOperand';

export interface GridCell {
  readonly value: number;
  readonly text: string;
}

/** A cell that links to a layer's value, or to nothing where it is padding. */
export interface LinkCell extends GridCell {
  readonly index: number | null;
}

interface LookProps {
  readonly columns: number;
  /** Where the colour scale ends. */
  readonly extent: number;
  /** The cell that all grids of an equation mark together, and how to change it. */
  readonly marked: number | null;
  readonly onMark: (cell: number | null) => void;
  /** Cells with room for more digits. */
  readonly isWide?: boolean;
}

/** Numbers with more characters are written smaller. */
const LONG = 5;
const charactersOf = (cells: readonly GridCell[]): number => Math.max(0, ...cells.map(({ text }) => text.length));

/** The size of the cells, set by the longest number. */
const sizesOf = (columns: number, cells: readonly GridCell[]): CSSProperties & Record<'--characters', number> => ({
  gridTemplateColumns: `repeat(${columns}, var(--cell))`,
  '--characters': charactersOf(cells),
});

/** The grid cell of an event; null between cells. */
function cellOf({ currentTarget, target }: SyntheticEvent<HTMLElement>): number | null {
  const cell = target instanceof Element ? target.closest('.cell') : null;
  const place = cell ? [...currentTarget.children].indexOf(cell) : -1;
  return place < 0 ? null : place;
}

interface NumberProps extends LookProps {
  readonly cells: readonly GridCell[];
  /** The value with all its digits, for a tooltip; must stay the same function. */
  readonly title: (value: number) => string;
  readonly testId?: string;
}

/** Numbers without links. */
export function NumberGrid({ columns, cells, extent, marked, onMark, isWide = false, title, testId }: NumberProps) {
  const { palette } = useDisplay();
  return (
    <div
      className="number-grid"
      data-wide={isWide || undefined}
      data-long={charactersOf(cells) > LONG || undefined}
      style={sizesOf(columns, cells)}
      onPointerOver={(event) => onMark(cellOf(event))}
      onPointerLeave={() => onMark(null)}
    >
      {cells.map(({ value, text }, i) => (
        <NumberView
          // biome-ignore lint/suspicious/noArrayIndexKey: a cell is its place.
          key={i}
          {...{ value, text, title, testId }}
          colour={cellColour(value, extent, palette)}
          isMarked={marked === i}
        />
      ))}
    </div>
  );
}

interface ViewProps extends GridCell {
  readonly colour: CellColour;
  readonly isMarked: boolean;
}

const NumberView = memo(function NumberView({
  value,
  text,
  colour,
  isMarked,
  title,
  testId,
}: ViewProps & { readonly title: (value: number) => string; readonly testId: string | undefined }) {
  return (
    <span
      className="cell"
      style={colour}
      title={title(value)}
      data-testid={testId}
      data-value={value}
      data-marked={isMarked || undefined}
    >
      {text}
    </span>
  );
});

interface LinkProps extends LookProps {
  readonly cells: readonly LinkCell[];
  /** The layer whose values the cells are. */
  readonly layer: StageLayer;
  readonly label: string;
  /** The winning cell, if there is one. */
  readonly winner?: number | null;
}

/** Numbers as links: one Tab stop, and arrow keys move between the cells. */
export function LinkGrid({
  columns,
  cells,
  layer,
  extent,
  marked,
  onMark,
  isWide = false,
  winner = null,
  label,
}: LinkProps) {
  const { palette } = useDisplay();
  const { open } = useOperand();
  const grid = useRef<HTMLDivElement>(null);
  const [current, setCurrent] = useState(0);

  const follow = (event: SyntheticEvent<HTMLElement>): void => {
    const index = cells[cellOf(event) ?? -1]?.index ?? null;
    if (index !== null) open(pixelAtIndex(layer, index), layer);
  };

  return (
    // biome-ignore lint/a11y/useSemanticElements: a window of a map is no form.
    <div
      ref={grid}
      role="group"
      aria-label={label}
      className="number-grid"
      data-wide={isWide || undefined}
      data-long={charactersOf(cells) > LONG || undefined}
      style={sizesOf(columns, cells)}
      onKeyDown={(event) => focusBeside(event, grid.current, current, columns)}
      onPointerOver={(event) => onMark(cellOf(event))}
      onPointerLeave={() => onMark(null)}
      onFocus={(event) => {
        const cell = cellOf(event);
        setCurrent(cell ?? current);
        onMark(cell);
      }}
      onBlur={() => onMark(null)}
      onClick={follow}
    >
      {cells.map(({ value, text, index }, i) => (
        <LinkView
          // biome-ignore lint/suspicious/noArrayIndexKey: a cell is its place.
          key={i}
          {...{ value, text, index, layer }}
          colour={cellColour(value, extent, palette)}
          isMarked={marked === i}
          isWinner={winner === i}
          isStop={i === current}
        />
      ))}
    </div>
  );
}

interface LinkViewProps extends ViewProps {
  readonly index: number | null;
  readonly layer: StageLayer;
  readonly isWinner: boolean;
  /** The Tab key stops here. */
  readonly isStop: boolean;
}

/** Stands for the value in a cached label, since the value may change with every frame. */
const VALUE = '\u0000';

const LinkView = memo(function LinkView({
  value,
  text,
  index,
  layer,
  colour,
  isMarked,
  isWinner,
  isStop,
}: LinkViewProps) {
  const { t } = useTranslation();
  const place = usePlace();
  const name = useMemo(
    () =>
      index === null
        ? t('opened.padding')
        : t('opened.walk', { place: place(pixelAtIndex(layer, index), layer), value: VALUE }),
    [t, place, index, layer],
  );
  const isPadding = index === null;
  return (
    <button
      type="button"
      className="cell"
      style={isPadding ? undefined : colour}
      data-testid="operand"
      data-value={value}
      data-winner={isWinner || undefined}
      data-padding={isPadding || undefined}
      data-marked={isMarked || undefined}
      aria-label={name.replace(VALUE, exact(value))}
      aria-disabled={isPadding || undefined}
      tabIndex={isStop ? 0 : -1}
    >
      {text}
    </button>
  );
});
