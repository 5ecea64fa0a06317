/**
 * Which channel of a layer mattered: for each, how the winning class's probability changes without it, and the answer
 * then. Click a channel's name to open it; the button beside it mutes it.
 */
import { Volume2, VolumeX } from 'lucide-react';
import { type FocusEvent, useEffect, useLayoutEffect, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useStore } from 'zustand';
import { filterCount } from '../../../workspace/edit/apply';
import { isSilent, layerEdit, toggleMuted } from '../../../workspace/edit/edits';
import { createChannelImportance } from '../../../workspace/inspect/channelImportance';
import { ablationsOf, type ChannelRanking, type WithoutChannel } from '../../../workspace/inspect/channelRanking';
import type { Network } from '../../../workspace/network';
import { percent, points } from '../../../workspace/numbers';
import { layerIn, type Selection } from '../../../workspace/selection';
import { IconButton } from '../../parts/IconButton';
import { Spoken } from '../../parts/Spoken';
import { useClassNames } from '../../parts/useClassNames';
import { useFrame, useWorkspace } from '../../playground';
import '../../styles/edit.css';
import { useEditing, useEdits } from './useEditing';

interface Props {
  readonly network: Network;
  readonly selection: Selection;
}

/** Channels shown at first. */
const FEW = 8;

export function ImportanceView({ network, selection }: Props) {
  const { t } = useTranslation();
  const { layer } = selection;
  const mattering = useWorkspace().part(createChannelImportance);
  const isTestable = ablationsOf(network, layer).length > 1;
  useEffect(() => (isTestable ? mattering.watch(layer) : undefined), [mattering, layer, isTestable]);
  const { matters, progress } = useStore(mattering.store);
  const isAnswered = useFrame(({ answer }) => answer !== null);
  if (!isTestable || !isAnswered) return null;
  const title = t('edit.matters.title', { layer });
  return (
    <section className="matters stack tight" aria-label={title} aria-busy={progress !== null} data-testid="matters">
      <h3>{title}</h3>
      {matters?.layer === layer && <Channels network={network} matters={matters} selection={selection} />}
      {progress && <p className="muted small number">{t('edit.matters.progress', progress)}</p>}
    </section>
  );
}

function Channels({ network, matters, selection }: Props & { readonly matters: ChannelRanking }) {
  const { t } = useTranslation();
  const names = useClassNames();
  const [isAll, setAll] = useState(false);
  const { layer, best, share, channels } = matters;
  const label = (index: number): string => network.spec.labels[index] ?? String(index);
  const largest = Math.max(...channels.map(({ change }) => Math.abs(change)));
  const [first] = channels;
  const edits = useEdits((state) => state.edits);
  const marks = (at: WithoutChannel['at']): Pick<RowProps, 'isMuted' | 'isSilent'> => {
    const edit = layerEdit(edits, at.node);
    return { isMuted: edit.muted.has(at.channel), isSilent: isSilent(edit, at.channel) };
  };
  const changesAnswer = channels.some((each) => each.best !== best || marks(each.at).isSilent);
  const kept = useKeptFocus(matters);
  return (
    <>
      <p className="muted small">
        {t('edit.matters.help', { name: names.spoken(label(best)), share: percent(share) })}
      </p>
      <ol data-plain={!changesAnswer || undefined} {...kept}>
        {channels.map((each, i) => {
          const mark = marks(each.at);
          // Channels muted here stay listed.
          if (!isAll && i >= FEW && !mark.isMuted) return null;
          return (
            <Row
              key={each.channel}
              {...mark}
              network={network}
              layer={layer}
              without={each}
              portion={largest > 0 ? Math.abs(each.change) / largest : 0}
              name={names.spoken(label(best))}
              then={each.best === best ? null : label(each.best)}
              isSelected={each.channel === selection.channel}
            />
          );
        })}
      </ol>
      {channels.length > FEW && (
        <button type="button" className="button" aria-expanded={isAll} onClick={() => setAll(!isAll)}>
          {isAll ? t('edit.matters.fewer') : t('edit.matters.all', { count: channels.length })}
        </button>
      )}
      {first && <Spoken text={t('edit.matters.most', { channel: first.channel, change: points(first.change) })} />}
    </>
  );
}

/** Keeps the focus on the same element when the rows are reordered. */
function useKeptFocus(rows: unknown) {
  const last = useRef<EventTarget | null>(null);
  // biome-ignore lint/correctness/useExhaustiveDependencies: rows change places with what they are of.
  useLayoutEffect(() => {
    const { current } = last;
    const isLost = document.activeElement === document.body;
    if (isLost && current instanceof HTMLElement && current.isConnected) current.focus({ preventScroll: true });
  }, [rows]);
  return {
    onFocus: ({ target }: FocusEvent) => {
      last.current = target;
    },
    onBlur: ({ relatedTarget }: FocusEvent) => {
      // Without a new target, the focus was lost because its row moved, or it went to the page.
      if (relatedTarget) last.current = null;
    },
  };
}

interface RowProps {
  readonly network: Network;
  readonly layer: string;
  readonly without: WithoutChannel;
  /** Bar length as a fraction of the longest. */
  readonly portion: number;
  /** The class that wins in the network as it is. */
  readonly name: string;
  /** The class that wins without the channel, if different. */
  readonly then: string | null;
  readonly isSelected: boolean;
  /** Whether its filter is muted, or zero for any reason. */
  readonly isMuted: boolean;
  readonly isSilent: boolean;
}

function Row({ network, layer, without: { channel, at, change }, portion, name, then, isSelected, ...mark }: RowProps) {
  const { t } = useTranslation();
  const names = useClassNames();
  const { select } = useWorkspace();
  const editing = useEditing();
  const isCell = layerIn(network.units, layer)?.form === 'strip';
  const spoken = t(then === null ? 'edit.matters.spoken' : 'edit.matters.spokenThen', {
    channel,
    name,
    change: points(change),
    other: then === null ? '' : names.spoken(then),
  });
  return (
    <li data-channel={channel} data-change={change} data-then={then ?? undefined}>
      <button
        type="button"
        className="matters-row"
        aria-label={spoken}
        title={spoken}
        aria-current={isSelected}
        onClick={() => select({ layer, channel, pixel: isCell ? { row: 0, column: 0 } : null })}
      >
        <span>{t(isCell ? 'edit.matters.cell' : 'edit.matters.map', { channel })}</span>
        <span className="matters-bar" data-against={change > 0 || undefined}>
          <span style={{ transform: `scaleX(${portion})` }} />
        </span>
        <span className="number">{points(change)}</span>
        <span className="matters-then">
          {mark.isSilent ? t('edit.marks.muted') : then !== null && `→ ${names.short(then)}`}
        </span>
      </button>
      {filterCount(network.model, at.node) > 0 && (
        <IconButton
          quiet
          label={t('edit.matters.mute', { layer: at.node, channel: at.channel })}
          aria-pressed={mark.isMuted}
          onClick={() => editing.change((edits) => toggleMuted(edits, at.node, at.channel))}
        >
          {mark.isMuted ? <VolumeX size={16} aria-hidden /> : <Volume2 size={16} aria-hidden />}
        </IconButton>
      )}
    </li>
  );
}
