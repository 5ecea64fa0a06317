/** An editable kernel: type numbers, change them with keys, or drag over the cells to paint. */
import { type PointerEvent, useId, useRef } from 'react';
import { useTranslation } from 'react-i18next';
import { type CellDrag, NumberCells } from '../../parts/NumberCells';

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

export function KernelCells({ values, columns, channel, extent, brush, nameOf, onPaint, onSettle }: Props) {
  const { t } = useTranslation();
  const help = useId();
  const grid = useRef<HTMLDivElement>(null);

  const paint = (cell: number): void => {
    if (cell >= 0 && values[cell] !== brush) onPaint(cell, brush);
  };
  const drag = ({ cell, isFirst }: CellDrag, { clientX, clientY }: PointerEvent): void => {
    if (isFirst) paint(cell);
    // A captured pointer does not report what it is over.
    const under = document.elementFromPoint(clientX, clientY);
    paint(under ? [...(grid.current?.children ?? [])].indexOf(under) : -1);
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
        onDrag={drag}
        onSettle={onSettle}
      />
      <p id={help} className="muted small">
        {t('edit.cellsHelp')}
      </p>
    </>
  );
}
