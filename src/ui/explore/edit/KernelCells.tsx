/** A kernel in the hand: numbers are typed or changed by keys, and a drag over the cells paints them with the brush. */
import { type PointerEvent, useId, useRef } from 'react';
import { useTranslation } from 'react-i18next';
import { NumberCells } from '../../parts/NumberCells';

interface Props {
  readonly values: Float32Array;
  readonly columns: number;
  /** Which kernel of its filter this is. */
  readonly channel: number;
  /** Where the colour scale ends. */
  readonly extent: number;
  readonly brush: number;
  readonly nameOf: (cell: number) => string;
  readonly onPaint: (cell: number, value: number) => void;
  /** A stroke or a run of keys has ended. */
  readonly onSettle: () => void;
}

/** Pixels that a pointer may move and still click: then the cell waits for a number. */
const CLICK = 4;

export function KernelCells({ values, columns, channel, extent, brush, nameOf, onPaint, onSettle }: Props) {
  const { t } = useTranslation();
  const help = useId();
  const grid = useRef<HTMLDivElement>(null);
  const stroke = useRef<{ readonly cell: number; readonly x: number; readonly y: number; moved: boolean } | null>(null);

  const paint = (cell: number): void => {
    if (cell >= 0 && values[cell] !== brush) onPaint(cell, brush);
  };
  const move = ({ clientX, clientY }: PointerEvent): void => {
    const { current } = stroke;
    if (!current || (!current.moved && Math.hypot(clientX - current.x, clientY - current.y) < CLICK)) return;
    if (!current.moved) paint(current.cell);
    current.moved = true;
    // A pointer that is captured does not tell by itself what it is over.
    const under = document.elementFromPoint(clientX, clientY);
    paint(under ? [...(grid.current?.children ?? [])].indexOf(under) : -1);
  };
  const end = (): void => {
    if (stroke.current?.moved) onSettle();
    stroke.current = null;
  };

  return (
    <>
      <NumberCells
        grid={grid}
        label={t('edit.cells')}
        describedBy={help}
        isPainted
        values={values}
        columns={columns}
        channel={channel}
        extent={extent}
        nameOf={nameOf}
        onType={(cell, value) => {
          onPaint(cell, value);
          onSettle();
        }}
        onStep={(cell, steps) => onPaint(cell, (values[cell] ?? 0) + (steps * extent) / 10)}
        onPointerDown={(cell, event) => {
          stroke.current = { cell, x: event.clientX, y: event.clientY, moved: false };
        }}
        onPointerMove={move}
        onPointerUp={end}
        onLeave={onSettle}
      />
      <p id={help} className="muted small">
        {t('edit.cellsHelp')}
      </p>
    </>
  );
}
