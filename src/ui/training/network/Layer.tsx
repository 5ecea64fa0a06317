/** A row of the network that is built: a layer with its activation, its maps, and what it costs. */
import { GripVertical } from 'lucide-react';
import type { KeyboardEvent, ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import type { Network } from '../../../workspace/network';
import { grouped } from '../../../workspace/numbers';
import { sizeText } from '../../../workspace/training/network/examine';
import type { Row } from '../../../workspace/training/network/rows';
import { RowMaps } from './RowMaps';
import type { Dragged } from './useDragged';
import { type Built, useDetails } from './useNetwork';

interface Props {
  readonly row: Row;
  readonly at: number;
  readonly built: Built;
  readonly network: Network | null;
  readonly isChosen: boolean;
  /** The layer with a mistake that this one waits for. */
  readonly waits: string | null;
  readonly drag: Dragged;
  readonly onChoose: () => void;
  readonly onKey: (event: KeyboardEvent) => void;
  /** What adds a row before this one. */
  readonly before: ReactNode;
  /** Its mistake. */
  readonly children: ReactNode;
}

export function Layer(props: Props) {
  const { row, at, built, network, isChosen, waits, drag, onChoose, onKey, before, children } = props;
  const { t } = useTranslation();
  const details = useDetails();
  const { rows: seen, mistake } = built.examined;
  const own = seen[at];
  if (!own) return null;
  const shape = waits === null && mistake?.at !== at ? own.shape : null;
  return (
    <li
      className="builder-row"
      data-testid="builder-layer"
      data-kind={row.kind}
      data-shape={shape ? shape.join('x') : ''}
      data-chosen={isChosen}
      data-wrong={mistake?.at === at}
      data-waits={waits !== null}
      data-drag={drag.markOf(at)}
      style={drag.styleOf(at)}
    >
      {before}
      <span className="builder-grip" title={t('train.builder.grip', { layer: own.id })} {...drag.gripOf(at)}>
        <GripVertical size={16} aria-hidden />
      </span>
      <span className="builder-name">
        <button
          type="button"
          className="builder-row-button"
          aria-pressed={isChosen}
          onClick={onChoose}
          onKeyDown={onKey}
        >
          <b>{t(`train.builder.kinds.${row.kind}`)}</b> {own.id}
        </button>
        <small className="builder-word">{details(row, at, seen)}</small>
      </span>
      {shape ? (
        <RowMaps network={network} node={own.activation ?? own.id} shape={shape} layer={own.id} />
      ) : (
        <span className="muted">{waits !== null && t('train.builder.waits', { layer: waits })}</span>
      )}
      <span className="number">{shape ? sizeText(shape) : '?'}</span>
      <span className="number">{shape && (own.parameters > 0 ? grouped(own.parameters) : '–')}</span>
      <span className="number">{shape && grouped(own.macs)}</span>
      <span className="number">{shape && sizeText(own.sees)}</span>
      {children}
    </li>
  );
}
