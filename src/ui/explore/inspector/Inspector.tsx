/** The selection, shown beside the stage: a map, or one of its values. */
import { ArrowLeft, Play } from 'lucide-react';
import { type KeyboardEvent, useEffect, useMemo, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { Network } from '../../../workspace/network';
import { layerIn, levelOf, pixelOf, type Selection, selectionText } from '../../../workspace/selection';
import { IconButton } from '../../parts/IconButton';
import { lazily } from '../../parts/lazily';
import { usePalette } from '../../parts/usePalette';
import { useWork, useWorkspace } from '../../playground';
import '../../styles/inspector.css';
import { DisplayProvider } from './display';
import { MapPanel } from './MapPanel';
import { usePlace } from './useOperand';
import { ValuePanel } from './ValuePanel';

const PlaySheet = lazily(() => import('./PlaySheet').then((module) => module.PlaySheet));

export function Inspector() {
  const network = useWork((state) => state.network);
  const selection = useWork((state) => state.selection);
  if (!network || !selection) return null;
  return <Panel network={network} selection={selection} />;
}

function useTitle({ units }: Network, selection: Selection): string {
  const { t } = useTranslation();
  const place = usePlace();
  const layer = layerIn(units, selection.layer);
  const pixel = layer && pixelOf(selection, layer);
  return pixel ? place(pixel, layer) : t('inspector.map', { layer: selection.layer, channel: selection.channel });
}

/** Keeps the focus in the panel when the focused element goes with the previous selection. */
function useKeptFocus(selection: Selection) {
  const panel = useRef<HTMLElement>(null);
  const title = useRef<HTMLHeadingElement>(null);
  const wasInside = useRef(false);
  // biome-ignore lint/correctness/useExhaustiveDependencies: each selection replaces what could have had the focus.
  useEffect(() => {
    const isLost = document.activeElement === document.body || document.activeElement === null;
    if (wasInside.current && isLost) title.current?.focus({ preventScroll: true });
    // As a sheet, it covers the lower part of the window, where the stage would be.
    const isSheet = panel.current && getComputedStyle(panel.current).position === 'fixed';
    if (isSheet) document.querySelector('.stage')?.scrollIntoView({ block: 'start' });
    else title.current?.scrollIntoView({ block: 'nearest' });
  }, [selection]);
  return {
    panel,
    title,
    onFocus: () => {
      wasInside.current = true;
    },
    onBlur: ({ relatedTarget }: { relatedTarget: EventTarget | null }) => {
      // The focus moved elsewhere; the focused element was not removed.
      if (relatedTarget !== null)
        wasInside.current = relatedTarget instanceof Node && !!panel.current?.contains(relatedTarget);
    },
  };
}

function Panel({ network, selection }: { readonly network: Network; readonly selection: Selection }) {
  const { t } = useTranslation();
  const { back, pointer } = useWorkspace();
  const palette = usePalette();
  const [isExact, setExact] = useState(false);
  const [isPlayed, setPlayed] = useState(false);
  const name = useTitle(network, selection);
  const { panel, title, ...focus } = useKeptFocus(selection);
  const View = selection.pixel ? ValuePanel : MapPanel;
  const display = useMemo(() => ({ palette, isExact, setExact }), [palette, isExact]);

  const goBack = (): void => {
    pointer.setState({ hover: null });
    // The panel closes with its map: return the focus to the stage, where it was opened.
    if (levelOf(selection) === 1 || network.units.length === 0) focusStage();
    back();
  };
  const onKeyDown = (event: KeyboardEvent): void => {
    if (event.key !== 'Escape' || event.defaultPrevented) return;
    event.preventDefault();
    goBack();
  };

  return (
    <section
      ref={panel}
      className="inspector"
      aria-labelledby="inspector-title"
      data-testid="inspector"
      data-at={selectionText(selection, network.units)}
      onKeyDown={onKeyDown}
      {...focus}
    >
      <header className="inspector-head">
        <IconButton quiet label={t('inspector.back')} onClick={goBack}>
          <ArrowLeft size={16} aria-hidden />
        </IconButton>
        <h2 id="inspector-title" ref={title} tabIndex={-1}>
          {name}
        </h2>
      </header>
      {isPlayed ? (
        <PlaySheet network={network} selection={selection} name={name} onClose={() => setPlayed(false)} />
      ) : (
        selection.layer !== 'input' && (
          <button type="button" className="button" aria-haspopup="dialog" onClick={() => setPlayed(true)}>
            <Play size={16} aria-hidden />
            {t('player.play')}
          </button>
        )
      )}
      <DisplayProvider value={display}>
        <View key={selectionText(selection, network.units)} network={network} selection={selection} />
      </DisplayProvider>
    </section>
  );
}

function focusStage(): void {
  document.querySelector<HTMLElement>('.stage-scroller')?.focus({ preventScroll: true });
}
