/** Play, pause, step, jump to either end, the speed, and a slider over all positions. */
import { ChevronLast, Pause, Play, RotateCcw, StepForward } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import { finish, isAtEnd, reset, seek, speeds, step, toggle } from '../../workspace/player/player';
import { Button } from '../parts/Button';
import { Choice } from '../parts/Choice';
import { IconButton } from '../parts/IconButton';
import { usePlaceName } from './names';
import type { View } from './view';

export function Controls({ view }: { readonly view: View }) {
  const { t } = useTranslation();
  const place = usePlaceName();
  const { player, state, sweep, source } = view;
  const { count, position, isPlaying, speed } = state;
  const Icon = isPlaying ? Pause : Play;
  return (
    <div className="player-controls">
      <div className="player-buttons row tight">
        <IconButton label={t('player.reset')} onClick={() => reset(player)}>
          <RotateCcw size={16} aria-hidden />
        </IconButton>
        <button type="button" className="button strong" data-testid="player-play" onClick={() => toggle(player)}>
          <Icon size={16} aria-hidden />
          {t(isPlaying ? 'player.pause' : 'player.play')}
        </button>
        <Button idle={isAtEnd(state)} onClick={() => step(player)}>
          <StepForward size={16} aria-hidden />
          {t('player.step')}
        </Button>
        <IconButton label={t('player.finish')} onClick={() => finish(player)}>
          <ChevronLast size={16} aria-hidden />
        </IconButton>
      </div>
      <Choice
        className="inline"
        label={t('player.speed')}
        options={speeds}
        value={speed}
        onChange={(next) => player.setState({ speed: next, since: 0 })}
        name={(each) => t(`player.speeds.${each}`)}
      />
      <label className="player-scrub">
        <span className="number">
          {place(sweep, source.model.spec.labels, position)}
          {' · '}
          <span className="muted">{t('player.of', { position: position + 1, count })}</span>
        </span>
        <input
          type="range"
          min={0}
          max={count - 1}
          value={position}
          aria-label={t('player.position')}
          onChange={({ target }) => seek(player, Number(target.value))}
        />
      </label>
    </div>
  );
}
