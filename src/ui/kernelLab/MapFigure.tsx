/**
 * A map is marked; while the window slides, what it has not yet reached is covered.
 */
import type { KeyboardEvent, PointerEvent } from 'react';
import { useTranslation } from 'react-i18next';
import { useStore } from 'zustand';
import { type PlayerStore, point, seek } from '../../workspace/player/player';
import type { Region } from '../../workspace/player/sweep';
import type { StageLayer } from '../../workspace/stage/layers';
import { MapSlot } from '../labs/LabMaps';
import { cellBeside, cellUnder } from '../parts/gestures';
import { placed } from '../parts/placed';
import { useSaving } from './SaveMap';
import { type Live, useLive, useShown } from './useLive';

/** Heading, what it says, and what the map is. */
export function Head({ title, sub = '', tag = '' }: { title: string; sub?: string; tag?: string }) {
  return (
    <header className="kernel-head">
      <h2 title={title}>{title}</h2>
      <p className="kernel-sub" title={sub}>
        {sub}
      </p>
      <p className="kernel-tag number" title={tag}>
        {tag}
      </p>
    </header>
  );
}

/** A region of a plane, outlined. */
export function Mark({ region, rows, columns, kind = 'window' }: MarkProps) {
  const { top, left, bottom, right } = region;
  const box = { left, top, width: right - left + 1, height: bottom - top + 1 };
  return <span className="kernel-mark" data-kind={kind} aria-hidden style={placed(box, columns, rows)} />;
}

interface MarkProps {
  readonly region: Region;
  readonly rows: number;
  readonly columns: number;
  readonly kind?: 'window' | 'pixel' | 'place';
}

/** The window in a plane that the layer reads. */
export function WindowMark({ rows, columns }: Pick<MarkProps, 'rows' | 'columns'>) {
  return <Mark region={useShown().window} {...{ rows, columns }} />;
}

/** The value's place in a map of the layer's own. */
export function PlaceMark() {
  const { row, column } = useShown();
  const { rows, columns } = useLive().feature;
  return <Mark region={{ top: row, left: column, bottom: row, right: column }} {...{ rows, columns }} kind="place" />;
}

/** Handlers by which the pointer and the keys move the window over a map of the layer's own. */
export function pointingAt({ player, sweep: { rows, columns } }: Live) {
  const index = (event: PointerEvent<HTMLElement>): number => {
    const { row, column } = cellUnder(event, rows, columns);
    return row * columns + column;
  };
  return {
    onPointerMove(event: PointerEvent<HTMLElement>): void {
      if (event.pointerType === 'mouse') point(player, index(event));
      else if (event.buttons !== 0) seek(player, index(event));
    },
    onPointerDown(event: PointerEvent<HTMLElement>): void {
      if (event.button === 0) seek(player, index(event));
    },
    onPointerLeave: (): void => point(player, null),
    onKeyDown(event: KeyboardEvent<HTMLElement>): void {
      const { position } = player.getState();
      const from = { row: Math.floor(position / columns), column: position % columns };
      const to = cellBeside(event, from, rows, columns, event.shiftKey ? 10 : 1);
      if (to) seek(player, to.row * columns + to.column);
      else if (event.key === 'Escape') point(player, null);
    },
  };
}

interface Props {
  readonly layer: StageLayer;
  readonly which: 'feature' | 'activation';
}

/** The feature map or the activation map of the chosen filter. */
export function MapFigure({ layer, which }: Props) {
  const { t } = useTranslation();
  const live = useLive();
  const { filter, sweep } = live;
  const { rows, columns, tensor } = layer;
  const name = t('kernelLab.mapName', { title: t(`kernelLab.${which}`), filter: filter + 1 });
  return (
    <div className="kernel-frame" data-wire={which} {...useSaving({ layer, plane: filter, name })}>
      <MapSlot
        key={layer.id}
        {...{ tensor, rows, columns }}
        plane={filter}
        group={0}
        label={`${name}: ${rows} × ${columns}. ${t('kernelLab.pixelHelp')}`}
        role="application"
        tabIndex={0}
        {...pointingAt(live)}
      />
      <Cover player={live.player} columns={sweep.columns} rows={sweep.rows} />
      <PlaceMark />
    </div>
  );
}

interface CoverProps {
  readonly player: PlayerStore;
  readonly rows: number;
  readonly columns: number;
}

/** Covers what a sliding window has not yet computed. */
export function Cover({ player, rows, columns }: CoverProps) {
  const isPlaying = useStore(player, (state) => state.isPlaying);
  const position = useStore(player, (state) => state.position);
  if (!isPlaying) return null;
  const [row, column] = [Math.floor(position / columns), position % columns];
  return (
    <>
      <span
        className="kernel-cover"
        aria-hidden
        style={placed({ left: column + 1, top: row, width: columns - column - 1, height: 1 }, columns, rows)}
      />
      <span
        className="kernel-cover"
        aria-hidden
        style={placed({ left: 0, top: row + 1, width: columns, height: rows - row - 1 }, columns, rows)}
      />
    </>
  );
}
