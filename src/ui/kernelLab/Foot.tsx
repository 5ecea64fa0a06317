/** The foot of the page: the sliding window, the sentence of the settings, and the colour scale. */
import { Pause, Play, X } from 'lucide-react';
import { useEffect, useMemo, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useStore } from 'zustand';
import { kernelViews } from '../../workspace/labs/kernelLab/state';
import { rounded } from '../../workspace/numbers';
import { isAtEnd, type PlayerStore, pause, play, speeds, step } from '../../workspace/player/player';
import { extentOf } from '../../workspace/stage/extent';
import { scaleGradient } from '../../workspace/stage/palette';
import { Button } from '../parts/Button';
import { Choice } from '../parts/Choice';
import { IconButton } from '../parts/IconButton';
import { useHidden } from '../parts/useHidden';
import { usePalette } from '../parts/usePalette';
import { Settings } from './Settings';
import { useKernels } from './useKernels';
import { useLive } from './useLive';

interface Props {
  readonly player: PlayerStore;
  /** Puts the window where it starts from; by default, where it stands. */
  readonly onStart?: () => void;
  readonly hasSettings?: boolean;
  /** The window slides through all layers, at the slowest a layer a second. */
  readonly isDeep?: boolean;
}

export function Foot({ player, onStart, hasSettings = false, isDeep = false }: Props) {
  const { t } = useTranslation();
  const isPlaying = useStore(player, (state) => state.isPlaying);
  const [isSliding, setSliding] = useState(false);
  if (isPlaying && !isSliding) setSliding(true);
  const toggle = (): void => {
    const { isPlaying: isOn, phase, phases } = player.getState();
    if (isOn) {
      pause(player);
      return;
    }
    // Where it was stopped within a window, it goes on.
    if (phase === phases || !isSliding) player.setState({ phase: 0 });
    onStart?.();
    play(player);
  };
  useKeys(toggle);
  return (
    <footer className="kernel-foot">
      {isSliding ? (
        <Slide
          {...{ player, isDeep, toggle }}
          onClose={() => {
            pause(player);
            setSliding(false);
          }}
        />
      ) : (
        <>
          <button type="button" className="button" data-part="player" aria-keyshortcuts="Space" onClick={toggle}>
            <Play size={15} aria-hidden />
            {t(isDeep ? 'kernelLab.playAll' : 'kernelLab.play')}
          </button>
          {hasSettings && <Settings />}
        </>
      )}
      <Scale />
    </footer>
  );
}

/** What takes digits, and what takes a space as well. */
const TYPED = 'input, textarea, select, [role="spinbutton"], [contenteditable]';
const PRESSED = `${TYPED}, button, a, summary, [role="slider"]`;

/** The space key slides the window; 1, 2 and 3 lead from view to view. */
function useKeys(toggle: () => void): void {
  const { store } = useKernels();
  const latest = useRef(toggle);
  latest.current = toggle;
  const isSlidable = !useHidden('player');
  useEffect(() => {
    const press = (event: KeyboardEvent): void => {
      const { target, ctrlKey, metaKey, altKey } = event;
      if (ctrlKey || metaKey || altKey || document.querySelector('dialog[open]')) return;
      const isIn = (those: string): boolean => target instanceof Element && target.closest(those) !== null;
      const view = kernelViews[Number(event.key) - 1];
      if (view && !isIn(TYPED)) store.setState({ view });
      else if (event.key === ' ' && isSlidable && !isIn(PRESSED)) latest.current();
      else return;
      event.preventDefault();
    };
    // Before a number that a digit opens for typing has become a field.
    document.addEventListener('keydown', press, { capture: true });
    return () => document.removeEventListener('keydown', press, { capture: true });
  }, [store, isSlidable]);
}

interface SlideProps extends Required<Pick<Props, 'player' | 'isDeep'>> {
  readonly toggle: () => void;
  readonly onClose: () => void;
}

/** Plays, pauses and steps from where the window stands. */
function Slide({ player, isDeep, toggle, onClose }: SlideProps) {
  const { t } = useTranslation();
  const state = useStore(player);
  const Icon = state.isPlaying ? Pause : Play;
  const { columns } = state;
  return (
    <section className="kernel-slide row" aria-label={t('player.title')} data-playing={state.isPlaying}>
      <button
        type="button"
        className="button strong"
        data-testid="player-play"
        aria-keyshortcuts="Space"
        onClick={toggle}
      >
        <Icon size={16} aria-hidden />
        {t(state.isPlaying ? 'player.pause' : 'player.play')}
      </button>
      <Button idle={isAtEnd(state)} onClick={() => step(player)}>
        {t('player.step')}
      </Button>
      <Choice
        className="inline"
        label={t('player.speed')}
        options={speeds}
        value={state.speed}
        onChange={(speed) => player.setState({ speed, since: 0 })}
        name={(speed) => t(isDeep && speed === 'products' ? 'kernelLab.layerSpeed' : `player.speeds.${speed}`)}
      />
      <input
        type="range"
        className="slider"
        min={0}
        max={state.count - 1}
        value={Math.min(state.position, state.count - 1)}
        aria-label={t('player.position')}
        aria-valuetext={t('kernelLab.place', {
          row: Math.floor(state.position / columns),
          column: state.position % columns,
        })}
        onChange={({ target }) => player.setState({ position: Number(target.value), phase: state.phases, since: 0 })}
      />
      <IconButton quiet label={t('labs.closePlayer')} onClick={onClose}>
        <X size={18} aria-hidden />
      </IconButton>
    </section>
  );
}

/** The colour scale that all maps of the layer share, with the values at its ends. */
function Scale() {
  const { t } = useTranslation();
  const { lab } = useKernels();
  const { feature, activation, responses } = useLive();
  const palette = usePalette();
  const background = useMemo(() => scaleGradient(palette), [palette]);
  const extent = useStore(
    lab.frame,
    ({ ranges }) => extentOf(responses ? [feature, activation, responses] : [feature, activation], ranges) ?? 0,
  );
  return (
    <p className="kernel-scale small number">
      <span>−{rounded(extent)}</span>
      <span role="img" aria-label={t('kernelLab.range', { value: rounded(extent) })} style={{ background }} />
      <span>+{rounded(extent)}</span>
    </p>
  );
}
