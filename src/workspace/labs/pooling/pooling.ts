/**
 * The page "Pooling" without its UI: its settings, the lab that computes them, and the readings for numbers and marks.
 * Every change flows one way: settings -> network or weights -> frame -> reading.
 */
import { createStore, type StoreApi } from 'zustand/vanilla';
import type { TensorId } from '../../../kernels/kernel';
import type { NetworkMap } from '../../catalogue/records';
import { onFrame } from '../../frame';
import { latestWins } from '../../latest';
import { messageFor } from '../../messages';
import type { Network } from '../../network';
import type { Lab } from '../lab';
import { type Measures, measuresOf } from './measures';
import { type Draws, drawsOf, type NoiseStrength, noiseWeights, type PixelWeights } from './noise';
import { pointsOfLight } from './points';
import { consistent, defaultSettings, type PoolingSettings } from './settings';
import {
  inputChannels,
  type LiveWeights,
  liveWeights,
  type PoolingNetwork,
  poolingNetwork,
  type RowKind,
} from './spec';
import { tellingCell } from './windows';

/** The current network, with the settings it was built for. */
export interface Standing {
  readonly pooling: PoolingNetwork;
  readonly network: Network;
  readonly settings: PoolingSettings;
}

/** Whole tensors of one frame, clean and changed, by kind, with every channel. */
export interface Reading {
  readonly standing: Standing;
  readonly clean: ReadonlyMap<RowKind, Float32Array>;
  readonly changed: ReadonlyMap<RowKind, Float32Array>;
}

/** A cell of the pooled maps. */
export interface Cell {
  readonly row: number;
  readonly column: number;
}

/** The cell whose window is shown: the pinned one, else the one under the pointer, else one with much to see. */
export interface Pointed {
  readonly pinned: Cell | null;
  readonly hover: Cell | null;
  readonly start: Cell | null;
}

const nothing: Pointed = { pinned: null, hover: null, start: null };
const first: Cell = { row: 0, column: 0 };

export const shownCell = ({ pinned, hover, start }: Pointed): Cell => pinned ?? hover ?? start ?? first;

/** A shift has no noise. */
const noNoise: PixelWeights = { scale: new Float32Array(), shift: new Float32Array() };

/** Milliseconds between readings: people cannot read numbers that change faster. */
const PAUSE = 80;

const structural = ['map', 'side', 'colour', 'window', 'stride', 'pad', 'experiment', 'beside'] as const;
const live = ['gaussian', 'salt', 'pepper', 'seed', 'across', 'down', 'kernel'] as const;
const differs = (names: readonly (keyof PoolingSettings)[], a: PoolingSettings, b: PoolingSettings): boolean =>
  names.some((name) => a[name] !== b[name]);

export const createPoolingSettings = () => createStore<PoolingSettings>()(() => defaultSettings);

export class Pooling {
  readonly standing = createStore<{ readonly now: Standing | null }>()(() => ({ now: null }));
  readonly reading = createStore<{ readonly now: Reading | null }>()(() => ({ now: null }));
  readonly measures = createStore<{ readonly now: Measures | null }>()(() => ({ now: null }));
  readonly cell = createStore<Pointed>()(() => nothing);
  private lastDraws: { readonly key: string; readonly draws: Promise<Draws> } | null = null;
  /** The lab's current weights. */
  private given: ReadonlyMap<string, Float32Array> = new Map();
  private turn = 0;

  constructor(
    readonly lab: Lab,
    readonly settings: StoreApi<PoolingSettings> = createPoolingSettings(),
  ) {
    this.settings.subscribe((now, before) => {
      if (now.subject !== before.subject) this.takeSubject();
      if (differs(structural, now, before)) void this.build();
      else if (differs(live, now, before)) void this.takeWeights();
      if (now.channel !== before.channel) void this.measure();
    });
    onFrame(this.lab.frame, () => void this.read());
    this.takeSubject();
    void this.build();
  }

  /** Changes some settings; others are adjusted to fit. */
  set(change: Partial<PoolingSettings>): void {
    this.settings.setState(consistent({ ...this.settings.getState(), ...change }));
  }

  tensor(standing: Standing, branch: 'clean' | 'changed' | 'difference', kind: RowKind): TensorId {
    return tensorOf(standing, standing.pooling.node(branch, kind));
  }

  /** The weights for a noise or shift other than the current one, for the current network. */
  async weightsFor(
    { pooling, settings }: Standing,
    change: Partial<NoiseStrength & Pick<PoolingSettings, 'across' | 'down'>>,
  ): Promise<Map<string, Float32Array>> {
    const inputs = pooling.spec.input.shape[0];
    const { experiment, side } = settings;
    // The settings the network was built for, and the current ones for the rest.
    const asked = { ...this.settings.getState(), experiment, side, ...change };
    return liveWeights(settings, await this.liveOf(asked, inputs), {
      inputs,
      channels: pooling.channels,
      window: pooling.geometry.window,
    });
  }

  private async liveOf(settings: PoolingSettings, inputs: number): Promise<LiveWeights> {
    const { across, down, kernel, experiment } = settings;
    const noise = experiment === 'noise' ? await noiseWeights(await this.draws(settings, inputs), settings) : noNoise;
    return { noise, across, down, kernel };
  }

  private draws({ seed, side }: PoolingSettings, inputs: number): Promise<Draws> {
    const key = `${seed} ${side} ${inputs}`;
    if (this.lastDraws?.key !== key) {
      this.lastDraws = { key, draws: drawsOf(seed, inputs, side ** 2) };
    }
    return this.lastDraws.draws;
  }

  private takeSubject(): void {
    this.cell.setState(nothing);
    this.lab.setAlter(this.settings.getState().subject === 'points' ? pointsOfLight : null);
  }

  private readonly takeWeights = latestWins(async (): Promise<void> => {
    const { now } = this.standing.getState();
    if (!now) return;
    const weights = await this.weightsFor(now, {});
    if (now !== this.standing.getState().now) return;
    for (const [name, values] of weights) {
      if (this.given.get(name) !== values) this.lab.setWeight(name, values);
    }
    this.given = weights;
  });

  /** The network and layer that are pooled; null for the picture, and for a map that is not there. */
  private async chosenMap(): Promise<NetworkMap | null> {
    const { catalogue } = this.lab.host;
    const { map } = this.settings.getState();
    const known = catalogue.map(map);
    if (known || map === defaultSettings.map) return known;
    // A saved network's, if the shelf is not open yet.
    await catalogue.shelf();
    const found = catalogue.map(map);
    if (!found && map === this.settings.getState().map) this.settings.setState({ map: defaultSettings.map });
    return found;
  }

  /** Rebuilds the network; the last request wins. If it cannot be built, a message says so and the last one stays. */
  private async build(): Promise<void> {
    this.turn += 1;
    const { turn } = this;
    try {
      const map = await this.chosenMap();
      const stored = map && (await this.lab.host.catalogue.load(map.record.source));
      if (turn !== this.turn) return;
      // Read now, because they may change meanwhile.
      const settings = this.settings.getState();
      const weights = await this.liveOf(settings, inputChannels(stored, settings.colour));
      if (turn !== this.turn) return;
      const pooling = poolingNetwork(settings, stored, weights);
      this.lab.setModel(pooling.spec, pooling.weights);
      const { network } = this.lab.store.getState();
      if (!network) return;
      this.cell.setState(nothing);
      this.given = pooling.weights;
      this.standing.setState({ now: { pooling, network, settings } });
      if (differs(live, settings, this.settings.getState())) void this.takeWeights();
    } catch (error) {
      if (turn === this.turn) this.lab.host.say(messageFor(error, 'model-load'));
    }
  }

  /** For the last reading, in the selected channel. */
  private readonly measure = latestWins(async (): Promise<void> => {
    const { now: reading } = this.reading.getState();
    if (!reading) return;
    const measures = await measuresOf(reading, this.settings.getState().channel);
    if (reading.standing === this.standing.getState().now) this.measures.setState({ now: measures });
  });

  /** Begins with a window in which the poolings differ, once there is one. */
  private begin({ standing: { pooling }, clean }: Reading): void {
    const { geometry, channels } = pooling;
    const channel = Math.min(this.settings.getState().channel, channels - 1);
    const count = geometry.rows * geometry.columns;
    const start = tellingCell(clean.get('map')?.subarray(channel * count, (channel + 1) * count), geometry);
    if (start) this.cell.setState({ start });
  }

  /** Reads the data for numbers and marks, all of one frame, and pauses. */
  private readonly read = latestWins(async (): Promise<void> => {
    const { now: standing } = this.standing.getState();
    if (!standing) return;
    const { kinds, branches } = standing.pooling;
    const wanted = (['clean', 'changed'] as const)
      .filter((branch) => branches.includes(branch))
      .flatMap((branch) => kinds.map((kind) => this.tensor(standing, branch, kind)));
    try {
      const read = await this.lab.engine.read(wanted);
      if (!read || standing !== this.standing.getState().now) return;
      const some = (from: number) =>
        new Map(
          kinds.flatMap((kind, i) => {
            const values = read[from + i];
            return values ? [[kind, values] as const] : [];
          }),
        );
      const reading = { standing, clean: some(0), changed: some(kinds.length) };
      this.reading.setState({ now: reading });
      if (this.cell.getState().start === null) this.begin(reading);
      await this.measure();
    } catch (error) {
      this.lab.host.say(messageFor(error));
    }
    await new Promise((resolve) => setTimeout(resolve, PAUSE));
  });
}

/** The tensor of a node of the current network, or of its input. */
function tensorOf({ network: { plan } }: Standing, node: string): TensorId {
  return plan.nodes.find(({ id }) => id === node)?.output ?? plan.input;
}
