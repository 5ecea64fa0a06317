/**
 * The sliding window: computes a layer's map visibly, value by value, from the network's own numbers. One index drives
 * the input window, the products, the sums and the output cell; it can be played, stepped or set anywhere on the input
 * or the output.
 *
 * It plays any network that an engine runs. Load it lazily, and keep `source` the same object as long as its network:
 *
 *   const Player = lazily(() => import('../player/Player').then((module) => module.Player));
 *
 *   const source = useMemo(() => networkSource(network, lab.engine, lab.frame), [network, lab]);
 *   <Player source={source} node="conv" channel={0} />
 *
 * It fills the available width, and stacks its parts if that is narrow.
 */
import { useEffect, useMemo, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useStore } from 'zustand';
import { messageFor } from '../../workspace/messages';
import { runClock } from '../../workspace/player/clock';
import { isSum, progress, stepOf } from '../../workspace/player/figures';
import { createPlayer, play, shownIndex, tickOf } from '../../workspace/player/player';
import { followValues, type PlayerSource, type SweepValues } from '../../workspace/player/source';
import { type Sweep, sweepOf } from '../../workspace/player/sweep';
import { isMotionReduced } from '../parts/motion';
import { Spoken } from '../parts/Spoken';
import { usePalette } from '../parts/usePalette';
import { useWorkspace } from '../playground';
import '../styles/player.css';
import { Controls } from './Controls';
import { readInks } from './draw';
import { InputView } from './InputView';
import { Ledger } from './Ledger';
import { usePositionText } from './names';
import { OutputView } from './OutputView';
import type { View } from './view';
import { WorkView } from './WorkView';

export interface PlayerProps {
  readonly source: PlayerSource;
  /** Id of the layer to compute. */
  readonly node: string;
  /** Which of its maps; ignored for a layer without maps. */
  readonly channel: number;
  /** Flat index, within the layer's output, of the value to start at. */
  readonly start?: number;
  /** Starts by itself. */
  readonly isPlaying?: boolean;
  /** Called with the flat index of each output value shown for a while; must stay the same function. */
  readonly onShown?: (index: number) => void;
}

/** Milliseconds that the window takes from one position to the next. */
const GLIDE = 200;

interface Read {
  readonly sweep: Sweep;
  readonly values: SweepValues;
}

/** The values of the sweep, reread after frames; null until the first read. */
function useRead(source: PlayerSource, sweep: Sweep | null): Read | null {
  const { host } = useWorkspace();
  const [read, setRead] = useState<Read | null>(null);
  useEffect(() => {
    if (!sweep) return;
    return followValues(
      source,
      sweep,
      (values) => setRead({ sweep, values }),
      (error) => host.say(messageFor(error)),
    );
  }, [source, sweep, host]);
  return read;
}

export function Player({ source, node, channel, start, ...rest }: PlayerProps) {
  const { t } = useTranslation();
  const sweep = useMemo(() => sweepOf(source.model, node, channel), [source.model, node, channel]);
  const read = useRead(source, sweep);
  if (!sweep) return <p className="muted">{t('player.given')}</p>;
  if (read?.sweep.node.id !== node) return <p className="muted">{t('opened.reading')}</p>;
  const { count, columns } = read.sweep;
  const phases = stepOf(read.sweep, read.values, 0).phases.length;
  return (
    <Playing
      // The index is kept as long as its meaning is unchanged.
      key={`${node} ${count} ${columns} ${phases} ${start}`}
      source={source}
      channel={channel}
      read={read}
      phases={phases}
      start={start === undefined ? 0 : start - read.sweep.first}
      {...rest}
    />
  );
}

interface PlayingProps extends Pick<PlayerProps, 'source' | 'channel' | 'isPlaying' | 'onShown'> {
  readonly read: Read;
  readonly phases: number;
  readonly start: number;
}

function Playing({
  source,
  channel,
  read: { sweep, values },
  phases,
  start,
  isPlaying = false,
  onShown,
}: PlayingProps) {
  const palette = usePalette();
  // biome-ignore lint/correctness/useExhaustiveDependencies: both are read from the tokens, which change together.
  const inks = useMemo(readInks, [palette]);
  const root = useRef<HTMLElement>(null);
  const { t } = useTranslation();
  const [player] = useState(() => {
    const created = createPlayer(sweep, phases, start);
    if (isPlaying) play(created);
    return created;
  });
  useEffect(() => runClock(player, window), [player]);
  const state = useStore(player);
  const { position, phase } = shownIndex(state);
  const step = useMemo(() => stepOf(sweep, values, position), [sweep, values, position]);
  const done = progress(step.phases, phase);
  const index = sweep.first + position;
  const isCalm = tickOf(state) >= GLIDE;
  // Nobody can follow windows at high speed.
  const isTold = isCalm || !state.isPlaying;
  useEffect(() => {
    if (isTold) onShown?.(index);
  }, [onShown, index, isTold]);
  const isStill = isMotionReduced();
  const view: View = {
    source,
    sweep,
    channel,
    values,
    player,
    state,
    step,
    done,
    part: state.part !== null && state.part < step.parts.length ? state.part : done.part,
    palette,
    inks,
    glide: isCalm && !isStill ? GLIDE : 0,
  };
  const spoken = usePositionText(view);
  return (
    <section
      ref={root}
      className="player"
      aria-label={t('player.title')}
      data-testid="player"
      data-playing={state.isPlaying}
    >
      <Controls view={view} />
      <div className="player-parts">
        <InputView view={view} />
        <div className="player-middle">
          <WorkView view={view} />
          <Ledger view={view} />
        </div>
        <OutputView view={view} />
      </div>
      <p className="player-note muted small">
        {step.decimals === null
          ? t('opened.exactly')
          : t(isSum(step.explanation) ? 'player.rounding' : 'player.roundingPlain', { count: step.decimals })}{' '}
        {t('player.hint')}
      </p>
      <Spoken text={state.isPlaying ? '' : spoken} />
    </section>
  );
}
