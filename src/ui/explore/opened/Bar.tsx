/** What is opened, in words, the way back, and what can be done with it. */
import { ArrowLeft, ChevronLeft, ChevronRight, Info, Play, SlidersHorizontal, Square, VolumeX } from 'lucide-react';
import type { RefObject } from 'react';
import { useTranslation } from 'react-i18next';
import { filterBehind, filterKind } from '../../../workspace/edit/apply';
import { layerEdit, toggleMuted } from '../../../workspace/edit/edits';
import type { Network } from '../../../workspace/network';
import { layerIn, type Selection } from '../../../workspace/selection';
import type { OpenedLayout } from '../../../workspace/stage/opened';
import { IconButton } from '../../parts/IconButton';
import { useEditing, useEdits } from '../edit/useEditing';
import { placed } from './placed';
import { Share } from './Share';

export type OpenedPanel = 'change' | 'about';

interface Props {
  readonly network: Network;
  readonly selection: Selection;
  readonly layout: OpenedLayout;
  readonly title: RefObject<HTMLHeadingElement | null>;
  /** Where "back" leads, and what is opened. */
  readonly parent: string;
  readonly name: string;
  readonly sentence: string;
  readonly panel: OpenedPanel | null;
  readonly onPanel: (panel: OpenedPanel | null) => void;
  readonly isPlayed: boolean;
  readonly onPlay: () => void;
  readonly onBack: () => void;
  /** Opens the map or the cell before or after; null: there is none. */
  readonly beside: (step: 1 | -1) => (() => void) | null;
}

export function Bar({ network, selection, layout, title, panel, onPanel, isPlayed, onPlay, ...rest }: Props) {
  const { t } = useTranslation();
  const { parent, name, sentence, onBack, beside } = rest;
  const [before, after] = [beside(-1), beside(1)];
  const isCell = layerIn(network.units, selection.layer)?.form === 'strip';
  const toggle = (each: OpenedPanel) => ({
    'aria-expanded': panel === each,
    onClick: () => onPanel(panel === each ? null : each),
  });
  return (
    <header className="opened-bar" style={placed(layout.places.bar)}>
      <button type="button" className="button opened-back" onClick={onBack}>
        <ArrowLeft size={16} aria-hidden />
        {parent}
        <kbd aria-hidden>Esc</kbd>
      </button>
      <h2 id="opened-title" ref={title} tabIndex={-1}>
        {name}
      </h2>
      <p className="muted opened-sentence">
        {sentence}
        {(isCell || !selection.pixel) && <Share network={network} selection={selection} />}
      </p>
      <div className="opened-actions">
        <Mute network={network} selection={selection} />
        <button type="button" className="button change" {...toggle('change')}>
          <SlidersHorizontal size={16} aria-hidden />
          <span>{t('opened.change')}</span>
        </button>
        <button type="button" className="button about" {...toggle('about')}>
          <Info size={16} aria-hidden />
          <span>{t(isCell ? 'opened.aboutCell' : 'opened.about')}</span>
        </button>
        {selection.layer !== 'input' && (
          <button type="button" className="button slide" aria-pressed={isPlayed} onClick={onPlay}>
            {isPlayed ? <Square size={16} aria-hidden /> : <Play size={16} aria-hidden />}
            <span>{t('opened.slide')}</span>
          </button>
        )}
        <IconButton label={t('opened.before')} idle={!before} onClick={() => before?.()}>
          <ChevronLeft size={16} aria-hidden />
        </IconButton>
        <IconButton label={t('opened.after')} idle={!after} onClick={() => after?.()}>
          <ChevronRight size={16} aria-hidden />
        </IconButton>
      </div>
    </header>
  );
}

/** Silences the filter that computes the map. */
function Mute({ network, selection }: Pick<Props, 'network' | 'selection'>) {
  const { t } = useTranslation();
  const editing = useEditing();
  const edits = useEdits((state) => state.edits);
  const filter = filterBehind(network.model, { node: selection.layer, channel: selection.channel });
  if (!filter) return null;
  const { node, channel } = filter;
  return (
    <button
      type="button"
      className="button"
      aria-pressed={layerEdit(edits, node).muted.has(channel)}
      title={t(`edit.${filterKind(network.model, node) ?? 'kernels'}.muteHelp`)}
      onClick={() => editing.change((now) => toggleMuted(now, node, channel))}
    >
      <VolumeX size={16} aria-hidden />
      <span>{t('edit.mute')}</span>
    </button>
  );
}
