/** One live map, with its winners and the window or cell that is pointed at; it points, pins and saves. */
import { type KeyboardEvent, type MouseEvent, useCallback, useRef } from 'react';
import { useTranslation } from 'react-i18next';
import { type Cell, type Standing, shownCell } from '../../workspace/labs/pooling/pooling';
import { type Branch, isGlobal, type RowKind } from '../../workspace/labs/pooling/spec';
import { cellAt, pooledSize, regionOf } from '../../workspace/labs/pooling/windows';
import { MapSlot } from '../labs/LabMaps';
import { cellBeside, cellUnder } from '../parts/gestures';
import { Marks } from './Marks';
import { useSaving } from './Saving';
import { useLook } from './useLook';
import { sizeOf, useCellEffect, useChannel, usePooling } from './usePooling';
import { useSlide } from './useSlide';

interface Props {
  readonly standing: Standing;
  readonly kind: RowKind;
  readonly branch?: Branch;
  /** A Tab stop, from which arrow keys move the window. */
  readonly isStop?: boolean;
}

/** Maps of the same kind of values share a range: pictures and their poolings; all differences. */
const groups: { readonly [B in Branch]: number } = { clean: 0, changed: 0, difference: 1 };

const isSame = (a: Cell | null, b: Cell): boolean => a?.row === b.row && a.column === b.column;

export function PoolMap({ standing, kind, branch = 'clean', isStop = false }: Props) {
  const { t } = useTranslation();
  const pooling = usePooling();
  const channel = useChannel(standing);
  const look = useLook(standing, kind, branch);
  const slide = useSlide();
  const save = useSaving(kind, branch);
  const { geometry, branches } = standing.pooling;
  const [rows, columns] = sizeOf(kind, geometry);
  const isWhole = isGlobal(kind);
  const shown = t(`pooling.branches.${branch === 'changed' ? standing.settings.experiment : branch}`);
  const name = branches.length > 1 ? `${t(`pooling.kinds.${kind}`)}, ${shown}` : t(`pooling.kinds.${kind}`);
  const label = `${name}: ${rows} × ${columns}`;

  const under = (event: MouseEvent<HTMLElement>): Cell => {
    const at = cellUnder(event, rows, columns);
    const [row, column] = kind === 'map' ? cellAt(geometry, at.row, at.column) : [at.row, at.column];
    return { row, column };
  };
  const press = (event: MouseEvent<HTMLElement>): void => {
    const { pinned } = pooling.cell.getState();
    const cell = under(event);
    slide.pause();
    pooling.cell.setState({ pinned: isSame(pinned, cell) ? null : cell });
  };
  const key = (event: KeyboardEvent): void => {
    const { height, width } = pooledSize(geometry);
    const state = pooling.cell.getState();
    const next = cellBeside(event, shownCell(state), height.output, width.output, event.shiftKey ? 10 : 1);
    if (next) {
      slide.pause();
      pooling.cell.setState(state.pinned ? { pinned: next } : { hover: next });
    } else if (event.key === 'Enter') pooling.cell.setState({ pinned: state.pinned ? null : shownCell(state) });
    else if (event.key === ' ') slide.toggle();
    else return;
    event.preventDefault();
  };
  return (
    <div
      className="pooling-frame"
      {...save}
      {...(!isWhole && {
        onPointerMove: (event) => pooling.cell.setState({ hover: under(event) }),
        onPointerLeave: () => pooling.cell.setState({ hover: null }),
        onClick: press,
      })}
    >
      <MapSlot
        tensor={pooling.tensor(standing, branch, kind)}
        plane={channel}
        rows={rows}
        columns={columns}
        group={groups[branch]}
        label={isStop ? `${label}. ${t('pooling.walk')}` : label}
        {...look}
        {...(isStop && { role: 'application', tabIndex: 0, onKeyDown: key })}
      />
      {kind === 'map' && branch !== 'difference' && <Marks standing={standing} branch={branch} />}
      {!isWhole && <Ring standing={standing} kind={kind} />}
    </div>
  );
}

/** The outline of the window on the map, or of its cell on a pooled map. Moves without rendering. */
function Ring({ standing, kind }: Pick<Props, 'standing' | 'kind'>) {
  const { geometry } = standing.pooling;
  const element = useRef<HTMLDivElement>(null);
  const place = useCallback(
    ({ row, column }: Cell): void => {
      const style = element.current?.style;
      if (!style) return;
      const [rows, columns] = sizeOf(kind, geometry);
      const region =
        kind === 'map'
          ? regionOf(geometry, row, column)
          : { rows: [row, row + 1] as const, columns: [column, column + 1] as const };
      style.left = `${(100 * region.columns[0]) / columns}%`;
      style.top = `${(100 * region.rows[0]) / rows}%`;
      style.width = `${(100 * (region.columns[1] - region.columns[0])) / columns}%`;
      style.height = `${(100 * (region.rows[1] - region.rows[0])) / rows}%`;
    },
    [geometry, kind],
  );
  useCellEffect(place);
  return <div ref={element} className="pooling-ring" aria-hidden />;
}
