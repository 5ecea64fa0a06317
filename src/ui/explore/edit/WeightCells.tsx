/**
 * Weights of a filter, or its bias, as numbers that are changed where they stand: dragged, typed or stepped by keys; one is
 * painted over others of its kernel by a drag sideways.
 */
import { useCallback, useRef } from 'react';
import { useTranslation } from 'react-i18next';
import { brief } from '../../../workspace/numbers';
import { NumberCells } from '../../parts/NumberCells';
import type { EditableFilter } from './useFilter';
import '../../styles/edit.css';

interface KernelProps {
  readonly filter: EditableFilter;
  /** Its first weight, by index in the filter. */
  readonly first: number;
  readonly count: number;
  readonly columns: number;
  readonly channel: number;
  readonly label: string;
  readonly marked: number | null;
  readonly onMark: (cell: number | null) => void;
  readonly taken?: { readonly cell: number } | null;
}

/** A kernel in the maps' colours. */
export function KernelCells({ filter, first, count, columns, ...rest }: KernelProps) {
  const { t } = useTranslation();
  const grid = useRef<HTMLDivElement>(null);
  const { weights, extent, isFixed } = filter.now;
  const nameOf = useCallback(
    (cell: number) => t('edit.cell', { row: Math.floor(cell / columns) + 1, column: (cell % columns) + 1 }),
    [t, columns],
  );
  return (
    <NumberCells
      {...rest}
      {...{ grid, columns, extent, isFixed, nameOf }}
      testId="kernel-value"
      values={weights.subarray(first, first + count)}
      onType={(cell, value) => filter.write(first + cell, value)}
      onStep={(cell, steps) => filter.step(first + cell, steps)}
      onDrag={({ cell, value, up }) => filter.drag(first + cell, value, up)}
      onPaint={(cell, value) => filter.paint(first + cell, value)}
      onSettle={filter.settle}
    />
  );
}

interface NumberProps {
  readonly filter: EditableFilter;
  /** Which weight it is, by index in the filter; or the bias. */
  readonly place: number | 'bias';
  readonly label: string;
  /** The number as the sum around it writes it; by default, two or three digits. */
  readonly text?: string;
  readonly testId?: string;
}

/** One number of a filter among others that are not. */
export function FilterNumber({ filter, place, label, text, testId = 'weight' }: NumberProps) {
  const grid = useRef<HTMLDivElement>(null);
  const { weights, bias, extent, isFixed } = filter.now;
  const value = place === 'bias' ? bias : weights[place];
  const nameOf = useCallback(() => label, [label]);
  return (
    <NumberCells
      {...{ grid, label, testId, isFixed, nameOf }}
      values={[value ?? Number.NaN]}
      text={(number) => text ?? brief(number)}
      columns={1}
      channel={0}
      extent={place === 'bias' ? null : extent}
      onType={(_, typed) => filter.write(place, typed)}
      onStep={(_, steps) => filter.step(place, steps)}
      onDrag={({ value: from, up }) => filter.drag(place, from, up)}
      onSettle={filter.settle}
    />
  );
}
