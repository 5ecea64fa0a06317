/**
 * What is selected, opened over the whole width in place of the stage: a map with what it is computed from and what
 * comes of it, or one of its values with its whole equation. Above, the network as a strip. The engine paints all maps
 * on one canvas; kernels, what they add, and products are pictures and cells of values read beside the frame.
 */

import { X } from 'lucide-react';
import { useEffect, useMemo, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { pages } from '../../../store/pages';
import type { LayerReading } from '../../../workspace/inspect/reading';
import type { Network } from '../../../workspace/network';
import { layerIn, levelOf, parentOf, type Selection, selectionText, valueAt } from '../../../workspace/selection';
import { layOutOpened } from '../../../workspace/stage/opened';
import { type Direction, movePixel, type StagePixel } from '../../../workspace/stage/pointer';
import { isFocusLost } from '../../parts/focus';
import { IconButton } from '../../parts/IconButton';
import { keyOf } from '../../parts/keys';
import { lazily } from '../../parts/lazily';
import { Spoken } from '../../parts/Spoken';
import { useElementSize } from '../../parts/useElementSize';
import { usePalette } from '../../parts/usePalette';
import { useWork, useWorkspace } from '../../playground';
import { Writing } from '../stage/Writing';
import { useScene } from '../useScene';
import '../../styles/equation.css';
import '../../styles/opened.css';
import '../../styles/openedBlocks.css';
import '../../styles/openedBody.css';
import { About } from './About';
import { Bar, type OpenedPanel } from './Bar';
import { Body } from './Body';
import { DisplayProvider } from './display';
import { Foot } from './Foot';
import { Strip } from './Strip';
import { useCopying } from './useCopying';
import { useOpened } from './useOpened';
import { useOpenedPointer } from './useOpenedPointer';
import { usePlace } from './useOperand';
import { useReading } from './useReading';

const Played = lazily(() => import('./Played').then((module) => module.Played));
const EditPanel = lazily(() => import('../edit/EditPanel').then((module) => module.EditPanel));
const EditBar = lazily(() => import('../edit/EditBar').then((module) => module.EditBar));
const EditMarks = lazily(() => import('../edit/EditMarks').then((module) => module.EditMarks));
const FeaturePanel = lazily(() => import('../edit/FeaturePanel').then((module) => module.FeaturePanel));

interface Props {
  readonly network: Network;
  readonly selection: Selection;
}

const arrows: { readonly [key: string]: Direction } = {
  ArrowLeft: 'left',
  ArrowRight: 'right',
  ArrowUp: 'up',
  ArrowDown: 'down',
};

/** React's event or the browser's. */
type KeyEvent = Pick<
  KeyboardEvent,
  'key' | 'code' | 'ctrlKey' | 'metaKey' | 'altKey' | 'defaultPrevented' | 'preventDefault'
> & { readonly target: EventTarget | null };

/** What handles its own keys, and what handles Enter and Space. */
const TYPED = 'input, select, textarea, [role=slider], .player, .opened-panel, .map-table-scroller';
const PRESSED = 'button, summary, a';

export function Opened({ network, selection }: Props) {
  const palette = usePalette();
  const [isExact, setExact] = useState(false);
  const display = useMemo(() => ({ palette, isExact, setExact }), [palette, isExact]);
  return (
    <DisplayProvider value={display}>
      <View network={network} selection={selection} />
    </DisplayProvider>
  );
}

function View({ network, selection }: Props) {
  const { t } = useTranslation();
  const { back, pointer, select } = useWorkspace();
  const place = usePlace();
  const scroller = useRef<HTMLDivElement>(null);
  const canvasHost = useRef<HTMLDivElement>(null);
  const title = useRef<HTMLHeadingElement>(null);
  const map = useRef<HTMLDivElement>(null);
  const size = useElementSize(scroller);
  const [panel, setPanel] = useState<OpenedPanel | null>(null);
  const [isPlayed, setPlayed] = useState(false);
  const reading = useReading(network, selection.layer);
  const opened = useOpened(network, selection, reading);
  const { value, view, onPoint } = opened;
  const isShown = value !== null;
  const layout = useMemo(() => {
    const whole = layOutOpened(network.units, size, view);
    return isPlayed || !isShown ? { ...whole, lanes: whole.strip, maps: [] } : whole;
  }, [network, size, view, isPlayed, isShown]);
  const { scrolled } = useScene({ network, layout, size, canvasHost, scroller });
  const layer = layerIn(network.units, selection.layer);
  const isEdited = useWork((state) => state.isEdited);
  // A map may lie on the strip and below it.
  const marked = useMemo(() => ({ ...layout, lanes: layout.strip }), [layout]);
  const isValue = levelOf(selection) === 2;
  const pixel = value?.pixel ?? null;

  const text = selectionText(selection, network.units);
  const copying = useCopying(text, isValue && !isPlayed ? value : null);

  useFocus(selection, isShown, map, title);
  useEffect(() => () => pointer.setState({ hover: null }), [pointer]);

  const goBack = (): void => {
    pointer.setState({ hover: null });
    if (isPlayed) setPlayed(false);
    else back();
  };
  const parent = parentOf(selection, network.units);
  const beside = (step: 1 | -1) => {
    const count = layer ? (layer.form === 'strip' ? layer.rows : layer.planes) : 0;
    const channel = selection.channel + step;
    return channel >= 0 && channel < count ? () => select({ ...selection, channel }) : null;
  };
  const open = (at: StagePixel): void => {
    if (layer) select(valueAt(at, layer));
  };
  const move = (to: StagePixel | null): void => {
    if (!to || !layer) return;
    if (isValue) open(to);
    else onPoint(to);
  };
  const pointing = useOpenedPointer({
    layout,
    selection,
    scroller,
    isValue,
    pixel,
    onPoint,
    onOpen: open,
    onBack: goBack,
  });

  const onKeyDown = (event: KeyEvent): void => {
    const { key, target } = event;
    if (event.defaultPrevented || event.ctrlKey || event.metaKey || event.altKey) return;
    // What is opened over the map goes first; then the page goes back.
    if (key === 'Escape' && (panel || isPlayed)) {
      event.preventDefault();
      if (panel) setPanel(null);
      else setPlayed(false);
    }
    if (!(target instanceof Element) || target.closest(TYPED)) return;
    const direction = arrows[key];
    if (direction && pixel) {
      event.preventDefault();
      const own = layout.maps.filter((lane) => lane.layer.id === selection.layer);
      move(movePixel({ ...layout, lanes: own }, pixel, direction));
    } else if (isValue && keyOf(event) === 'c') copying.copy();
    else if (key === '[' || key === ']') beside(key === '[' ? -1 : 1)?.();
    else if (/^\d$/.test(key)) opened.choose(Number(key));
    else if (!target.closest(PRESSED)) {
      if (key === 'Enter' && pixel && !isValue) open(pixel);
      else if (key === ' ' && selection.layer !== 'input') {
        event.preventDefault();
        setPlayed(!isPlayed);
      }
    }
  };

  useKeysAnywhere(onKeyDown);

  const name =
    pixel && isValue && layer
      ? place(pixel, layer)
      : t('opened.map', { layer: selection.layer, channel: selection.channel });
  const spoken = value && layer ? t('opened.spoken', { place: place(value.pixel, layer), value: opened.text }) : '';
  return (
    <section
      // The link that skips the header leads here.
      id={pages.explore.main.id}
      className="opened"
      aria-labelledby="opened-title"
      data-testid="opened-map"
      data-layer={selection.layer}
      data-channel={selection.channel}
      data-at={text}
      data-narrow={layout.isNarrow || undefined}
      style={{ fontSize: `${14 * layout.unit}px`, '--u': layout.unit } as React.CSSProperties}
      onKeyDown={onKeyDown}
    >
      <div className="opened-column">
        <div className="opened-view">
          <div
            ref={canvasHost}
            className="stage-canvas"
            style={{ width: size.width, height: size.height }}
            aria-hidden
          />
          <Writing network={network} layout={layout} scroller={scroller} isPlain />
          <div ref={scroller} className="opened-scroller" onScroll={scrolled} {...pointing.handlers}>
            <div className="opened-content" style={{ width: layout.width, minHeight: layout.height }}>
              {isEdited && <EditMarks layout={marked} />}
              <Strip network={network} selection={selection} layout={layout} at={pointing.pointOf} />
              <Bar
                {...{ network, selection, layout, title, panel, isPlayed, name, beside }}
                sentence={opened.sentence}
                parent={
                  parent ? t('opened.map', { layer: parent.layer, channel: parent.channel }) : t('opened.network')
                }
                onPanel={setPanel}
                onPlay={() => setPlayed(!isPlayed)}
                onBack={goBack}
              />
              {isPlayed ? (
                <Played layout={layout} network={network} selection={selection} pixel={pixel} />
              ) : value ? (
                <Body network={network} layout={layout} opened={opened} isValue={isValue} map={map} />
              ) : (
                <p
                  className="muted opened-wait"
                  style={{ top: (layout.places.bar?.y ?? 0) + (layout.places.bar?.height ?? 0) }}
                >
                  {t('opened.reading')}
                </p>
              )}
              <Foot {...{ layout, opened, copying, isValue, isPlayed }} />
            </div>
          </div>
        </div>
        {isEdited && layout.isNarrow && <EditBar />}
      </div>
      {panel && reading && (
        <Panel panel={panel} onClose={() => setPanel(null)}>
          {panel === 'about' ? (
            <About network={network} reading={reading} selection={selection} />
          ) : (
            <Change network={network} selection={selection} reading={reading} pixel={isValue ? pixel : null} />
          )}
        </Panel>
      )}
      <Spoken text={spoken} />
    </section>
  );
}

/** The keys work too while nothing on the page has the focus; Escape, wherever it is. */
function useKeysAnywhere(onKeyDown: (event: KeyEvent) => void): void {
  const latest = useRef(onKeyDown);
  latest.current = onKeyDown;
  useEffect(() => {
    const listen = (event: KeyboardEvent): void => {
      if (event.target === document.body || event.key === 'Escape') latest.current(event);
    };
    document.addEventListener('keydown', listen);
    return () => document.removeEventListener('keydown', listen);
  }, []);
}

interface ChangeProps extends Props {
  readonly reading: LayerReading;
  readonly pixel: StagePixel | null;
}

function Change({ network, selection, pixel }: ChangeProps) {
  return (
    <>
      <EditPanel network={network} selection={selection} />
      {pixel && <FeaturePanel network={network} source={pixel.layer} index={pixel.index} />}
    </>
  );
}

interface PanelProps {
  readonly panel: OpenedPanel;
  readonly onClose: () => void;
  readonly children: React.ReactNode;
}

function Panel({ panel, onClose, children }: PanelProps) {
  const { t } = useTranslation();
  return (
    <section
      className="opened-panel"
      aria-labelledby="opened-panel-title"
      data-testid="opened-panel"
      data-panel={panel}
    >
      <header className="row spread">
        <h3 id="opened-panel-title">{t(`opened.${panel}`)}</h3>
        <IconButton quiet label={t('opened.closePanel')} onClick={onClose}>
          <X size={16} aria-hidden />
        </IconButton>
      </header>
      {children}
    </section>
  );
}

/**
 * What had the focus may have gone with the stage, or with the previous selection: then the map gets it, or the title.
 * A page that has just been loaded keeps its own.
 */
function useFocus(
  selection: Selection,
  isShown: boolean,
  map: React.RefObject<HTMLElement | null>,
  title: React.RefObject<HTMLElement | null>,
): void {
  // biome-ignore lint/correctness/useExhaustiveDependencies: each selection replaces what could have had the focus.
  useEffect(() => {
    const isOwed = isFocusLost() || document.activeElement === title.current;
    if (isOwed && navigator.userActivation?.hasBeenActive !== false) {
      (map.current ?? title.current)?.focus({ preventScroll: true });
    }
  }, [selection, isShown]);
  useEffect(
    () => () => {
      // The stage returns with what it was opened from.
      requestAnimationFrame(() => {
        if (isFocusLost()) document.querySelector<HTMLElement>('.stage-maps')?.focus({ preventScroll: true });
      });
    },
    [],
  );
}
