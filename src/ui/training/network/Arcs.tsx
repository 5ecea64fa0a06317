/** Beside the rows, an arc from each row that is read further down to the one that reads it. Words say it in the rows. */
import { type RefObject, useLayoutEffect, useState } from 'react';
import type { Rows } from '../../../workspace/training/network/rows';
import { useElementSize } from '../../parts/useElementSize';
import '../../styles/trainArcs.css';

/** Where arcs begin and end, and how much further out those past more rows go, in pixels. */
const EDGE = 12;
const FURTHER = 3;
const MOST_ROWS = 6;

interface Arc {
  readonly to: number;
  readonly path: string;
}

interface Props {
  /** The input's row, then the network's. */
  readonly list: RefObject<HTMLOListElement | null>;
  readonly rows: Rows;
  readonly chosen: number | null;
}

export function Arcs({ list, rows, chosen }: Props) {
  const size = useElementSize(list);
  const [arcs, setArcs] = useState<readonly Arc[]>([]);
  // biome-ignore lint/correctness/useExhaustiveDependencies: where rows stand depends on the size of the list.
  useLayoutEffect(() => {
    const top = list.current?.getBoundingClientRect().top ?? 0;
    const names = [...(list.current?.querySelectorAll('.builder-row > .builder-name') ?? [])];
    const middle = (row: number): number => {
      const box = names[row + 1]?.getBoundingClientRect();
      return box ? Math.round(box.top + box.height / 2 - top) : 0;
    };
    setArcs(
      rows.flatMap(({ from }, to) => {
        if (from === undefined || from >= to) return [];
        const [start, end] = [middle(from), middle(to)];
        const out = EDGE / 2 - FURTHER * Math.min(MOST_ROWS, to - from);
        return [{ to, path: `M${EDGE} ${start}C${out} ${start} ${out} ${end} ${EDGE} ${end}m-4 -3l4 3l-4 3` }];
      }),
    );
  }, [list, rows, size]);
  return (
    <svg className="builder-arcs" aria-hidden>
      {arcs.map(({ to, path }) => (
        <path key={to} d={path} data-testid="builder-arc" data-chosen={to === chosen} />
      ))}
    </svg>
  );
}
