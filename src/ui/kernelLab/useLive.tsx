/**
 * What the page shows of the chosen filter: its maps, the place of its window, and the value there as an equation whose
 * digits add up. The place is a player's: the pointer, the keys and the sliding window all move it. The window and its
 * products follow in the same frame, from the picture and the design; the engine's own result follows when it is read.
 */
import {
  createContext,
  type ReactNode,
  useContext,
  useEffect,
  useLayoutEffect,
  useMemo,
  useRef,
  useState,
} from 'react';
import { useTranslation } from 'react-i18next';
import { useStore } from 'zustand';
import { featureId, outputId, RESPONSES } from '../../workspace/labs/kernelLab/spec';
import { liveliest, mapSweep, parametersOf, relocated, stepIn } from '../../workspace/labs/kernelLab/value';
import type { Network } from '../../workspace/network';
import { runClock } from '../../workspace/player/clock';
import { progress, type Step } from '../../workspace/player/figures';
import { createPlayer, type PlayerState, type PlayerStore, shownIndex } from '../../workspace/player/player';
import { type Region, type Sweep, windowAt } from '../../workspace/player/sweep';
import { layerIn } from '../../workspace/selection';
import type { StageLayer } from '../../workspace/stage/layers';
import { useKernels, useKernelsState, useShapes } from './useKernels';
import { usePixelValue } from './usePixelValue';
import { useSource } from './useSource';

export interface Live {
  readonly network: Network;
  readonly sweep: Sweep;
  readonly player: PlayerStore;
  /** What the chosen layer reads, its feature maps, and what it passes on. */
  readonly input: StageLayer;
  readonly feature: StageLayer;
  readonly activation: StageLayer;
  /** What each channel adds to the map, where there are several. */
  readonly responses: StageLayer | null;
  readonly filter: number;
}

export interface Shown {
  /** All planes of what the layer reads; null until they are known. */
  readonly source: Float32Array | null;
  readonly state: PlayerState;
  readonly position: number;
  readonly row: number;
  readonly column: number;
  /** The window, in pixels of what the layer reads. */
  readonly window: Region;
  /** Null until all of it is known. */
  readonly step: Step | null;
  readonly done: ReturnType<typeof progress> | null;
}

const LiveContext = createContext<Live | null>(null);
const ShownContext = createContext<Shown | null>(null);

function given<T>(value: T | null): T {
  if (value === null) throw new Error('there is no map above this part of the page');
  return value;
}

/** The same object while the network and the chosen filter stay. */
export const useLive = (): Live => given(useContext(LiveContext));
/** Changes with the pointer, the picture and the numbers. */
export const useShown = (): Shown => given(useContext(ShownContext));

/** Shows its children once there is a map. If no window fits, the last maps stay. */
export function LiveMaps({ children }: { readonly children: ReactNode }) {
  const { t } = useTranslation();
  const { lab } = useKernels();
  const network = useStore(lab.store, (state) => state.network);
  const layers = useShapes();
  const { layer, filter } = useKernelsState((state) => state.chosen);
  const [player] = useState(() => createPlayer({ count: 1, columns: 1 }, 1));
  const last = useRef<Live | null>(null);
  const live = useMemo(() => {
    const sweep = network && mapSweep(network.model, featureId(layer), filter);
    const [input, feature, activation] = network
      ? [outputId(layers, layer - 1), featureId(layer), outputId(layers, layer)].map((id) => layerIn(network.units, id))
      : [];
    if (!sweep || !input || !feature || !activation || filter >= feature.planes) return last.current;
    const responses = layerIn(network.units, RESPONSES) ?? null;
    return { network, sweep, player, input, feature, activation, responses, filter };
  }, [network, layers, layer, filter, player]);
  last.current = live;
  useEffect(() => runClock(player, window), [player]);
  if (!live) return <p className="kernels-waiting muted">{t('kernelLab.waiting')}</p>;
  return (
    <LiveContext value={live}>
      <ShownMaps>{children}</ShownMaps>
    </LiveContext>
  );
}

function ShownMaps({ children }: { readonly children: ReactNode }) {
  const { network, sweep, player, input, feature, activation, filter } = useLive();
  const source = useSource(network, input);
  const layers = useKernelsState((state) => state.layers);
  const at = useKernelsState((state) => state.chosen.layer);
  const parameters = useMemo(() => parametersOf(layers[at], sweep.node), [layers, at, sweep]);
  const seen = useRef<Pick<Sweep, 'rows' | 'columns'> | null>(null);
  // The place stays where it is on the picture when the map's size changes.
  useLayoutEffect(() => {
    if (!source || !parameters || (seen.current?.rows === sweep.rows && seen.current.columns === sweep.columns)) return;
    const { position } = player.getState();
    const next = seen.current ? relocated(position, seen.current, sweep) : liveliest(sweep, source, parameters);
    // Of blank paper, another place may be worth looking at once there is something.
    if (next === null) return;
    seen.current = sweep;
    const { count, columns } = sweep;
    player.setState({ count, columns, position: next, pointed: null, isPlaying: false });
  }, [player, source, parameters, sweep]);
  const state = useStore(player);
  const index = shownIndex(state);
  const position = Math.min(index.position, sweep.count - 1);
  const [row, column] = [Math.floor(position / sweep.columns), position % sweep.columns];
  const pixel = useMemo(() => ({ row, column }), [row, column]);
  const result = usePixelValue(feature, filter, pixel);
  const activated = usePixelValue(activation === feature ? null : activation, filter, pixel);
  const step = useMemo(
    () => (source && parameters ? stepIn(sweep, source, parameters, position, { result, activated }) : null),
    [sweep, source, parameters, position, result, activated],
  );
  const phases = step?.phases.length ?? null;
  useEffect(() => {
    const { phase, phases: before, isPlaying } = player.getState();
    if (phases === null || phases === before) return;
    player.setState({ phases, phase: isPlaying ? Math.min(phase, phases) : phases });
  }, [player, phases]);
  const shown = useMemo<Shown>(
    () => ({
      source,
      state,
      position,
      row,
      column,
      window: windowAt(sweep, position),
      step,
      done: step && progress(step.phases, index.phase),
    }),
    [source, state, position, row, column, sweep, step, index.phase],
  );
  return <ShownContext value={shown}>{children}</ShownContext>;
}
