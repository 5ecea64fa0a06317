/** The player: plays by training, trains a step or an epoch, begins again, and sets the pace and the learning rate. */
import { Pause, Play, RotateCcw, SlidersHorizontal } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import { backendNames } from '../../workspace/choices';
import { exact, grouped } from '../../workspace/numbers';
import { limits } from '../../workspace/training/recipe';
import { speeds } from '../../workspace/training/state';
import { Button } from '../parts/Button';
import { IconButton } from '../parts/IconButton';
import { say } from '../parts/Live';
import { Segmented } from '../parts/Segmented';
import { Slider } from '../parts/Slider';
import { usePulse, useRecipe, useTrain, useTraining } from './useTrain';

/** Steps of the rate's slider in a power of ten. */
const PER_DECADE = 20;
const logarithm = (rate: number): number => Math.round(Math.log10(rate) * PER_DECADE);
const rateAt = (place: number): number => Number((10 ** (place / PER_DECADE)).toPrecision(2));
const places = [logarithm(limits.rate[0]), logarithm(limits.rate[1]), 1] as const;

interface Props {
  /** Whether it is shown how the network learns. */
  readonly isHow: boolean;
  readonly onHow: (isHow: boolean) => void;
}

export function Player({ isHow, onHow }: Props) {
  const { t } = useTranslation();
  const { training, recipe } = useTrain();
  const status = useTraining((state) => state.status);
  const speed = useTraining((state) => state.speed);
  const pictures = useTraining((state) => state.pictures);
  const rate = useRecipe((state) => state.rate);
  const epochs = useRecipe((state) => state.epochs);
  const isShort = useTraining((state) => state.set.seconds < 30);
  const isRunning = status === 'running';
  const isFresh = status === 'idle' || status === 'loading';
  const isStuck = status === 'loading' || status === 'failed';
  const play = (
    <Button
      className={isFresh ? 'button strong train-play large' : 'button strong train-play'}
      idle={isStuck}
      aria-label={t(isRunning ? 'train.pause' : 'train.play')}
      onClick={() => (isRunning ? training.pause() : training.play())}
    >
      {isRunning ? <Pause size={20} aria-hidden /> : <Play size={20} aria-hidden />}
      {isFresh && t('train.play')}
    </Button>
  );
  return (
    <section className="train-player train-film" data-part="tools" aria-label={t('train.player')}>
      <div className="train-buttons">
        {play}
        <Button idle={isStuck} onClick={() => training.advance(1)}>
          {t('train.step')}
        </Button>
        <Button idle={isStuck} onClick={() => training.advanceEpoch()}>
          {t('train.epoch')}
        </Button>
        <IconButton idle={isFresh} label={t('train.reset')} onClick={() => training.reset()}>
          <RotateCcw size={16} aria-hidden />
        </IconButton>
      </div>
      {isFresh ? (
        <p className="small">
          {isShort
            ? t('train.own.before', { pictures: grouped(pictures) })
            : t('train.before', { pictures: grouped(pictures), count: epochs })}{' '}
          <span className="muted">{t('train.orSpace')}</span>
          <br />
          <Made />
        </p>
      ) : (
        <Progress />
      )}
      <Segmented
        label={t('train.speed')}
        className="train-speeds"
        options={speeds}
        value={speed}
        onChange={(next) => training.store.setState({ speed: next })}
        name={(each) => t(`train.speeds.${each}`)}
      />
      <div className="train-rate">
        <Slider
          inline
          label={t('train.rate')}
          value={logarithm(rate)}
          text={exact(rate)}
          limits={places}
          onChange={(place) => recipe.setState({ rate: rateAt(place) })}
        />
        <IconButton quiet label={t('train.how')} aria-expanded={isHow} onClick={() => onHow(!isHow)}>
          <SlidersHorizontal size={16} aria-hidden />
        </IconButton>
      </div>
    </section>
  );
}

/** Seconds as minutes and seconds. */
const clock = (seconds: number): string =>
  `${Math.floor(seconds / 60)}:${String(Math.floor(seconds % 60)).padStart(2, '0')}`;

/** The seed and the backend: what else a run's numbers depend on. */
function Made() {
  const { t } = useTranslation();
  const seed = useRecipe((state) => state.seed);
  const backend = useTraining((state) => state.backend);
  const name = backendNames.find((each) => each === backend);
  return (
    <span className="muted" data-testid="train-made">
      {t('train.watching.seed', { seed })}
      {name && ` · ${t(`backend.names.${name}`)}`}
    </span>
  );
}

/** How far the run is, how fast, and how long it still takes at this pace. */
function Progress() {
  const { t } = useTranslation();
  const batch = useTraining((state) => state.batch);
  const film = useTraining((state) => state.film);
  const speed = useTraining((state) => state.speed);
  const { steps } = film;
  const count = usePulse<HTMLElement>((element, { step }) => say(element, grouped(step * batch)));
  const rate = usePulse<HTMLElement>((element, { step, seconds, imagesPerSecond }) => {
    const pace = t('train.fullPace', { full: grouped(Math.round(imagesPerSecond)) });
    // The film takes its time, and no less than the machine needs.
    const paced = speed === 'full' ? 0 : (film.seconds - seconds) / speed;
    const left = Math.max(paced, imagesPerSecond > 0 ? ((steps - step) * batch) / imagesPerSecond : 0);
    say(element, step >= steps ? pace : `${pace}, ${t('train.watching.left', { time: clock(left) })}`);
  });
  const [before = '', after = ''] = t('train.progress', { count: '|', all: grouped(steps * batch) })
    .replace(/<\/?b>/g, '')
    .split('|');
  return (
    <p className="small">
      {before}
      <b ref={count} className="number" />
      {after}
      <br />
      <span ref={rate} className="muted number" data-testid="train-pace" />
      <br />
      <Made />
    </p>
  );
}
