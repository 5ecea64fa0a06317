/** Numbers in a grid of coloured cells, to be read. Cells without room for their numbers show their colours alone. */
import type { Ref } from 'react';
import type { CellColour } from '../../workspace/inspect/cellColour';
import { brief, exact } from '../../workspace/numbers';

interface Props {
  readonly values: readonly number[];
  readonly columns: number;
  /** In CSS pixels. */
  readonly cell: { readonly width: number; readonly height: number };
  readonly colourOf: (value: number, place: number) => CellColour;
  /** Of the numbers, in CSS pixels. */
  readonly size?: number;
  /** The numbers as text, if not each by itself; empty where one is not yet known. */
  readonly texts?: readonly string[];
  /** Marks the cells as those of this kernel of a filter. */
  readonly kernel?: number;
  readonly ref?: Ref<HTMLSpanElement>;
}

/** All digits if they are few. */
export const short = (value: number): string => {
  const text = exact(value);
  return text.length <= 4 ? text : brief(value);
};

/** With its sign, so that one sees what is added and what is taken away. */
export const signed = (text: string): string => (text === '' || /^[−+]/.test(text) ? text : `+${text}`);

const LEGIBLE = 19;

export function Cells({ values, columns, cell, colourOf, texts, size, kernel, ref }: Props) {
  const isWritten = cell.width >= LEGIBLE && cell.height >= LEGIBLE - 5;
  return (
    <span
      ref={ref}
      className="kernel-cells number"
      style={{
        gridTemplateColumns: `repeat(${columns}, ${cell.width}px)`,
        gridAutoRows: `${cell.height}px`,
        gap: cell.width < 8 ? 0 : 1,
        fontSize: size ?? Math.max(12, Math.min(19, cell.width * 0.42, cell.height * 0.62)),
      }}
    >
      {values.map((value, place) => (
        <span
          // biome-ignore lint/suspicious/noArrayIndexKey: a cell is its place.
          key={place}
          title={exact(value)}
          style={texts?.[place] === '' ? undefined : colourOf(value, place)}
          {...(kernel === undefined
            ? {}
            : {
                'data-testid': 'kernel-cell',
                'data-channel': kernel,
                'data-row': Math.floor(place / columns),
                'data-column': place % columns,
                'data-value': value,
              })}
        >
          {isWritten ? (texts?.[place] ?? short(value)) : ''}
        </span>
      ))}
    </span>
  );
}
