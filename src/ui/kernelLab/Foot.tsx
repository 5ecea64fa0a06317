/** The foot of the page: the sliding window, the sentence of the settings, and the colour scale. */
import { Pause, Play, X } from 'lucide-react';
import { useMemo, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useStore } from 'zustand';
import { rounded } from '../../workspace/numbers';
import { isAtEnd, pause, play, speeds, step, toggle } from '../../workspace/player/player';
import { extentOf } from '../../workspace/stage/extent';
import { scaleGradient } from '../../workspace/stage/palette';
import { Button } from '../parts/Button';
import { Choice } from '../parts/Choice';
import { IconButton } from '../parts/IconButton';
import { usePalette } from '../parts/usePalette';
import { Settings } from './Settings';
import { useKernels } from './useKernels';
import { useLive } from './useLive';

interface Props {
  readonly hasSettings: boolean;
  /** Of all layers at once there is no one window. */
  readonly hasWindow: boolean;
}

export function Foot({ hasSettings, hasWindow }: Props) {
  const { t } = useTranslation();
  const [isSliding, setSliding] = useState(false);
  const { player } = useLive();
  return (
    <footer className="kernel-foot">
      {isSliding && hasWindow ? (
        <Slide
          onClose={() => {
            pause(player);
            setSliding(false);
          }}
        />
      ) : (
        <>
          {hasWindow && (
            <button
              type="button"
              className="button"
              data-part="player"
              onClick={() => {
                setSliding(true);
                player.setState({ phase: 0 });
                play(player);
              }}
            >
              <Play size={15} aria-hidden />
              {t('kernelLab.play')}
            </button>
          )}
          {hasSettings && <Settings />}
        </>
      )}
      <Scale />
    </footer>
  );
}

/** Plays, pauses and steps from where the window stands, at one product a second or faster. */
function Slide({ onClose }: { readonly onClose: () => void }) {
  const { t } = useTranslation();
  const { player, sweep } = useLive();
  const state = useStore(player);
  const Icon = state.isPlaying ? Pause : Play;
  const { columns } = sweep;
  return (
    <section className="kernel-slide row" aria-label={t('player.title')} data-playing={state.isPlaying}>
      <button type="button" className="button strong" data-testid="player-play" onClick={() => toggle(player)}>
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
        name={(speed) => t(`player.speeds.${speed}`)}
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
