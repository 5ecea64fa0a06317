/**
 * A map as an interactive picture: one plane of values in the maps' colours, or an input as light on dark. Pointer and
 * arrow keys choose a cell; frames show windows over it. The element keeps the map's proportions.
 */
import { type ReactNode, useLayoutEffect, useRef } from 'react';
import type { Cell } from '../../../store/lessons/evidence';
import { trailKey } from '../../../store/lessons/settings';
import { rounded } from '../../../workspace/numbers';
import { mapPixels } from '../../../workspace/stage/mapPixels';
import { cellWithin, pointing } from '../../parts/gestures';
import { type Ink, inkPixels } from '../../parts/Plane';
import { placed } from '../../parts/placed';
import { Spoken } from '../../parts/Spoken';
import { usePalette } from '../../parts/usePalette';
import { useLessons } from '../context';
import { fill } from '../text';

/** In cells of the map; it may extend past the edge. */
export interface Frame {
  readonly top: number;
  readonly left: number;
  readonly rows: number;
  readonly columns: number;
}

interface Props {
  readonly values: Float32Array;
  readonly rows: number;
  readonly columns: number;
  readonly label: string;
  /** The ink of an input; otherwise the map has signed colours up to +-extent. */
  readonly ink?: Ink;
  readonly extent?: number;
  /** A window over it; with `onCell`, it is moved instead of a cell. */
  readonly frame?: Frame | null;
  /** The places that are shown (see trailKey); by default, all. */
  readonly seen?: ReadonlySet<number> | null;
  readonly cell?: Cell;
  readonly onCell?: (row: number, column: number) => void;
}

export function Board(props: Props) {
  const { values, rows, columns, label, ink, extent = 1, frame = null, seen = null, cell, onCell } = props;
  const { words } = useLessons();
  const canvas = useRef<HTMLCanvasElement>(null);
  const board = useRef<HTMLDivElement>(null);
  const palette = usePalette();
  useLayoutEffect(() => {
    const pixels = ink ? inkPixels(values, rows, columns, ink, palette) : mapPixels(values, extent, palette);
    if (pixels.length !== 4 * rows * columns) return;
    if (seen) {
      for (let i = 0; i < rows * columns; i++) {
        if (!seen.has(trailKey(Math.floor(i / columns), i % columns))) pixels[4 * i + 3] = 0;
      }
    }
    canvas.current?.getContext('2d')?.putImageData(new ImageData(pixels, columns, rows), 0, 0);
  }, [values, rows, columns, ink, extent, palette, seen]);

  const picture = <canvas ref={canvas} width={columns} height={rows} aria-hidden />;
  const style = { aspectRatio: `${columns} / ${rows}` };
  const outline = frame && <Outline frame={frame} rows={rows} columns={columns} />;
  if (!onCell || !cell) {
    return (
      <div className="board" role="img" aria-label={label} style={style} data-filling={seen !== null || undefined}>
        {picture}
        {outline}
      </div>
    );
  }

  const chosen = cellWithin({ row: cell[0], column: cell[1] }, rows, columns);
  const { row, column } = chosen;
  const value = values[row * columns + column] ?? Number.NaN;
  const text = fill(words.page.cell, { row: `${row}`, column: `${column}`, value: rounded(value) });
  return (
    <div
      ref={board}
      className="board"
      role="application"
      aria-label={label}
      // biome-ignore lint/a11y/noNoninteractiveTabindex: it has arrow keys of its own.
      tabIndex={0}
      style={style}
      data-row={row}
      data-column={column}
      data-value={value}
      data-filling={seen !== null || undefined}
      {...pointing(rows, columns, chosen, (to) => onCell(to.row, to.column), 1)}
    >
      {picture}
      {outline}
      {!frame && (
        <Outline frame={{ top: row, left: column, rows: 1, columns: 1 }} rows={rows} columns={columns} isCell />
      )}
      <Spoken text={text} rested={400} focus={board} />
    </div>
  );
}

interface OutlineProps {
  readonly frame: Frame;
  readonly rows: number;
  readonly columns: number;
  readonly isCell?: boolean;
}

function Outline({ frame, rows, columns, isCell = false }: OutlineProps) {
  return (
    <span
      className={isCell ? 'board-cell' : 'board-frame'}
      style={placed({ ...frame, width: frame.columns, height: frame.rows }, columns, rows)}
      aria-hidden
    />
  );
}

/** A board with its name above and a note below. */
export function Named({
  title,
  note,
  children,
}: {
  readonly title: string;
  readonly note?: string | undefined;
  readonly children: ReactNode;
}) {
  return (
    <figure className="named stack tight">
      <figcaption>
        <span>{title}</span>
        {note !== undefined && <span className="number">{note}</span>}
      </figcaption>
      {children}
    </figure>
  );
}
