/**
 * The maps side by side: not pooled and pooled in every way, for the clean picture, the changed one and the difference.
 */
import { Play } from 'lucide-react';
import type { KeyboardEvent, PointerEvent } from 'react';
import { useTranslation } from 'react-i18next';
import type { Standing } from '../../workspace/labs/pooling/pooling';
import { type Branch, branches, type RowKind } from '../../workspace/labs/pooling/spec';
import { cellAt, pooledSize, type WindowGeometry } from '../../workspace/labs/pooling/windows';
import { fixed } from '../../workspace/numbers';
import { LabMaps, MapSlot } from '../labs/LabMaps';
import { type Cell, cellBeside, cellUnder } from '../parts/gestures';
import { IconButton } from '../parts/IconButton';
import { Lens } from './Lens';
import { lookOf } from './look';
import { Marks } from './Marks';
import { useCell, useChannel, usePooling, useReading } from './usePooling';

interface Props {
  readonly standing: Standing;
  readonly onPlay: (kind: RowKind) => void;
}

export function Bench({ standing, onPlay }: Props) {
  const pooling = usePooling();
  const pooled = standing.pooling.kinds.filter((kind) => kind !== 'map');
  return (
    <LabMaps lab={pooling.lab} range="layer" className="pooling-maps">
      <div className="pooling-given">
        <Kind standing={standing} kind="map" onPlay={onPlay} />
        <Lens standing={standing} />
      </div>
      <div className="pooling-pooled">
        {pooled.map((kind) => (
          <Kind key={kind} standing={standing} kind={kind} onPlay={onPlay} />
        ))}
      </div>
    </LabMaps>
  );
}

/** Rows and columns of a kind's maps. */
export function sizeOf(kind: RowKind, geometry: WindowGeometry): readonly [rows: number, columns: number] {
  if (kind === 'map') return [geometry.rows, geometry.columns];
  if (kind === 'globalMax' || kind === 'globalAverage') return [1, 1];
  const { height, width } = pooledSize(geometry);
  return [height.output, width.output];
}

function Kind({ standing, kind, onPlay }: Props & { readonly kind: RowKind }) {
  const { t } = useTranslation();
  const [rows, columns] = sizeOf(kind, standing.pooling.geometry);
  const name = t(`pooling.kinds.${kind}`);
  return (
    <section className="pooling-kind stack tight" aria-label={name} data-kind={kind}>
      <header className={kind === 'map' ? 'pooling-head wide' : 'pooling-head'}>
        <h2>{name}</h2>
        <span className="number muted">
          {rows} × {columns}
        </span>
        {kind !== 'map' && (
          <IconButton quiet label={t('pooling.play', { kind: name })} onClick={() => onPlay(kind)} data-part="player">
            <Play size={14} aria-hidden />
          </IconButton>
        )}
      </header>
      <div className="pooling-branches stack">
        {branches.map((branch) => (
          <OneMap key={branch} standing={standing} kind={kind} branch={branch} />
        ))}
      </div>
    </section>
  );
}

/** Maps of the same kind of values share a range: pictures and their poolings; all differences. */
const groups: { readonly [B in Branch]: number } = { clean: 0, changed: 0, difference: 1 };

function OneMap({ standing, kind, branch }: { standing: Standing; kind: RowKind; branch: Branch }) {
  const { t } = useTranslation();
  const pooling = usePooling();
  const channel = useChannel(standing);
  const { geometry } = standing.pooling;
  const cell = useCell(geometry);
  const [rows, columns] = sizeOf(kind, geometry);
  const shown = t(`pooling.branches.${branch === 'changed' ? standing.settings.experiment : branch}`);
  const label = `${t(`pooling.kinds.${kind}`)}, ${shown}: ${rows} × ${columns}`;
  const look = lookOf(standing, kind, channel, branch);
  const isWhole = kind === 'globalMax' || kind === 'globalAverage';

  const choose = (now: Cell): void => pooling.cell.setState({ now });
  const point = (event: PointerEvent<HTMLElement>): void => {
    if (isWhole) return;
    const under = cellUnder(event, rows, columns);
    const [row, column] = kind === 'map' ? cellAt(geometry, under.row, under.column) : [under.row, under.column];
    choose({ row, column });
  };
  const walk = (event: KeyboardEvent): void => {
    const { height, width } = pooledSize(geometry);
    const next = cellBeside(event, cell, height.output, width.output);
    if (next) choose(next);
  };
  return (
    <figure className="pooling-map">
      <div className="pooling-frame" onPointerMove={point} onPointerDown={point}>
        <MapSlot
          tensor={pooling.tensor(standing, branch, kind)}
          plane={channel}
          rows={rows}
          columns={columns}
          group={groups[branch]}
          label={branch === 'clean' && !isWhole ? `${label}. ${t('pooling.walk')}` : label}
          {...look}
          {...(branch === 'clean' && !isWhole && { role: 'application', tabIndex: 0, onKeyDown: walk })}
        />
        {!isWhole && <Marks standing={standing} kind={kind} branch={branch} cell={cell} />}
      </div>
      <figcaption>
        {shown}
        {isWhole && <WholeValue standing={standing} kind={kind} branch={branch} channel={channel} />}
      </figcaption>
    </figure>
  );
}

interface WholeProps {
  readonly standing: Standing;
  readonly kind: RowKind;
  readonly branch: Branch;
  readonly channel: number;
}

/** The one number that a globally pooled map becomes. */
function WholeValue({ standing, kind, branch, channel }: WholeProps) {
  const reading = useReading(standing);
  const [clean, changed] = [reading?.clean.get(kind)?.[channel], reading?.changed.get(kind)?.[channel]];
  const value =
    branch === 'clean' ? clean : branch === 'changed' ? changed : (changed ?? Number.NaN) - (clean ?? Number.NaN);
  return value === undefined ? null : <span className="number"> {fixed(value, 3)}</span>;
}
