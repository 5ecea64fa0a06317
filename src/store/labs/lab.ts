/**
 * A laboratory: a small network of a page's own, computed live on what the person gives (drawing, picture or camera) by
 * the same engine as the shipped networks, and painted by it.
 *
 *   const lab = labOf(playground, 'kernels');             // one a page, kept when pages come and go
 *   lab.setModel(spec, weights);                          // any ModelSpec whose input is 1 or 3 channels
 *   lab.setWeight('conv.weight', values);                 // from the next frame on, nothing is planned anew
 *   const release = lab.show();                           // computes from now on, until release()
 *   const map = await lab.read(network, lab.tensor('conv'));
 *
 * `lab.state` holds what stands (network, backend), `lab.frame` what the last frame gave. Both are zustand stores.
 */
import { createStore } from 'zustand/vanilla';
import { checkBackend, openBackend } from '../../backend';
import type { Counters, Range, Scene, Weights } from '../../backend/types';
import { EngineError } from '../../core/errors';
import { elements } from '../../core/shapes';
import { INPUT, type Json, type ModelSpec } from '../../graph/model';
import type { TensorId } from '../../kernels/kernel';
import type { Preprocessing } from '../../vision/preprocessing';
import type { Page } from '../choices';
import { Engine, type EngineInput } from '../engine';
import type { NetworkInput } from '../input';
import { backendMessage, messageFor } from '../messages';
import { type Network, networkOf } from '../network';
import type { Playground } from '../playground';
import { say } from '../session';

export interface LabState {
  /** The network that stands; null before the first. Its `units`, `plan` and `model` tell all of its tensors. */
  readonly network: Network | null;
}

export interface LabFrame {
  /** Grows with every run that has reported. */
  readonly version: number;
  /** Grows whenever the input was prepared anew; `lab.input` has its values. */
  readonly inputVersion: number;
  /** Whether the person has given nothing: an empty pad, no picture yet. */
  readonly isEmpty: boolean;
  readonly ranges: ReadonlyMap<TensorId, Range>;
  readonly milliseconds: number | null;
  readonly counters: Readonly<Counters> | null;
}

/** Changes the input's values (channels x height x width, 0..1) in place before the network sees them: noise, a shift. */
export type Alter = (values: Float32Array, shape: readonly [channels: number, height: number, width: number]) => void;

/** What a lab's spec says of its input: the given picture, scaled to the input's size, as values 0..1. */
const labPreprocessing = ([channels, height, width]: ModelSpec['input']['shape']): Preprocessing & Json => ({
  kind: 'picture',
  size: [height, width],
  mean: new Array<number>(channels).fill(0),
  deviation: new Array<number>(channels).fill(1),
});

/** A pad as it is drawn: one channel, neither boxed nor centred. */
const padPreprocessing = ([, height, width]: ModelSpec['input']['shape']): Preprocessing => ({
  kind: 'drawing',
  size: [height, width],
  box: Math.min(height, width),
  mean: [0],
  deviation: [1],
});
const asGiven = { boxing: false, centring: false } as const;

/** Values of one plane or of all, as `count` values: one plane stands for every channel. */
function inAllChannels(values: Float32Array, count: number): Float32Array {
  if (values.length === count) return values;
  const all = new Float32Array(count);
  for (let at = 0; at < count; at += values.length) all.set(values, at);
  return all;
}

export class Lab {
  readonly state = createStore<LabState>()(() => ({ network: null }));
  readonly frame = createStore<LabFrame>()(() => ({
    version: 0,
    inputVersion: 0,
    isEmpty: true,
    ranges: new Map(),
    milliseconds: null,
    counters: null,
  }));
  readonly engine: Engine<null>;
  /** The input's values as the network was last given them, channels x height x width; null before the first. */
  input: Float32Array | null = null;
  /** Whose maps the program that computes has. */
  private computed: Network | null = null;
  private alter: Alter | null = null;
  /** What was last prepared, and of what: another network is often given the same picture. */
  private kept: { readonly of: readonly unknown[]; readonly given: NetworkInput } | null = null;
  private computing: ReturnType<Playground['session']['getState']>['computing'] = null;
  private showing = 0;

  constructor(
    private readonly playground: Playground,
    private readonly page: Page,
  ) {
    const { session } = playground;
    this.engine = new Engine<null>(
      {
        open: openBackend,
        check: checkBackend,
        schedule: (callback) => {
          requestAnimationFrame(callback);
        },
        canvas: () => document.createElement('canvas'),
      },
      {
        prepare: () => this.prepare(),
        reported: ({ ranges, milliseconds }, counters) => {
          const { version } = this.frame.getState();
          this.computed = this.state.getState().network;
          this.frame.setState({ version: version + 1, ranges, milliseconds, counters: { ...counters } });
          session.setState({ isUsable: true });
        },
        computing: (opened) => {
          this.computed = null;
          this.computing = opened && {
            info: opened.program.info,
            refused: opened.refused,
            bytes: opened.program.bytes,
          };
          this.tellComputing();
        },
        failed: (name, code, detail) => say(session, backendMessage(code, name, detail)),
        stopped: (error) => say(session, messageFor(error, 'backend-none')),
      },
    );
    this.engine.rest(true);
    playground.followInput(() => this.engine.inputChanged());
    session.subscribe((now, before) => {
      if (now.backend !== before.backend) void this.engine.use(now.backend);
    });
    void this.engine.use(session.getState().backend);
  }

  /**
   * Takes a network; what was painted before stays until the new one has painted. `spec.preprocessing` is set here: the
   * input is what is given, scaled to `spec.input.shape`, as values 0..1. A drawing is light (1) on dark (0), as it is
   * for the digits network, the same in every channel.
   * Throws EngineError('graph' | 'shape' | 'attribute' | 'memory') and keeps the network that stands.
   */
  setModel(spec: ModelSpec, weights: Weights): void {
    const stored = {
      spec: { ...spec, preprocessing: labPreprocessing(spec.input.shape) },
      weights,
      provenance: {},
    };
    const network = networkOf(stored);
    const loaded = this.engine.load(stored, network, { keep: true });
    this.state.setState({ network });
    this.engine.inputChanged();
    loaded.catch((error: unknown) => say(this.playground.session, messageFor(error, 'backend-failed')));
  }

  /** Gives a weight (`conv.weight`) other values from the next frame on; null: those it was loaded with. */
  setWeight(name: string, values: Float32Array | null): void {
    this.engine.setWeight(name, values);
  }

  /** Changes the input from now on; null leaves it as it is given. */
  setAlter(alter: Alter | null): void {
    this.alter = alter;
    this.engine.inputChanged();
  }

  /** The tensor of a node's output, or of the input. Throws EngineError('graph') when there is no such node. */
  tensor(node: string): TensorId {
    const { network } = this.state.getState();
    if (network && node === INPUT) return network.plan.input;
    const planned = network?.plan.nodes.find(({ id }) => id === node);
    if (!planned) throw new EngineError('graph', `there is no layer ${node}`);
    return planned.output;
  }

  /**
   * A whole tensor of a network that was given to the lab: at once, or as soon as the network's first frame has been
   * computed, so that nobody is given what an earlier one left. Null where another network has taken its place.
   */
  async read(network: Network, tensor: TensorId): Promise<Float32Array | null> {
    const isReplaced = (): boolean => network !== this.state.getState().network;
    if (!isReplaced() && network !== this.computed) {
      await new Promise<void>((resolve) => {
        const stop = this.frame.subscribe(() => {
          if (!isReplaced() && network !== this.computed) return;
          stop();
          resolve();
        });
      });
    }
    if (isReplaced()) return null;
    const [values] = (await this.engine.read([tensor])) ?? [];
    return values ?? null;
  }

  setScene(scene: Scene): void {
    const { network } = this.state.getState();
    if (network) this.engine.setScene(scene, network);
  }

  /** Computes while a page shows it. Call the result when the page goes. */
  show(): () => void {
    this.showing += 1;
    this.engine.rest(false);
    this.tellComputing();
    return () => {
      this.showing -= 1;
      this.engine.rest(this.showing === 0);
    };
  }

  /** The header tells where the page that is shown computes. */
  private tellComputing(): void {
    const { session } = this.playground;
    if (session.getState().page === this.page) session.setState({ computing: this.computing });
  }

  private prepare(): EngineInput<null> | null {
    const { network } = this.state.getState();
    if (!network) return null;
    const { session } = this.playground;
    const { shape } = network.spec.input;
    try {
      const given = this.given(shape);
      let tensor = inAllChannels(given.tensor, elements(shape));
      if (this.alter) {
        tensor = tensor.slice();
        this.alter(tensor, shape);
      }
      this.input = tensor;
      this.frame.setState(({ inputVersion }) => ({ inputVersion: inputVersion + 1, isEmpty: given.prepared === null }));
      return { values: tensor, shown: null };
    } catch (error) {
      say(session, messageFor(error));
      return null;
    }
  }

  /** What the person gave, at a size; kept until anything of it changes, since a million pixels take many milliseconds. */
  private given(shape: ModelSpec['input']['shape']): NetworkInput {
    const { session, gesture, pipeline } = this.playground;
    const { input } = session.getState();
    const { strokes, crop } = gesture.getState();
    const of = [input, strokes, crop, pipeline.picture, ...shape];
    const { kept } = this;
    if (kept && input !== 'camera' && of.every((part, i) => part === kept.of[i])) return kept.given;
    const preprocessing = input === 'draw' ? padPreprocessing(shape) : labPreprocessing(shape);
    const given = pipeline.prepareOther({ input, strokes, crop, preprocessing, switches: asGiven });
    this.kept = { of, given };
    return given;
  }
}

const made = new WeakMap<Playground, Map<string, Lab>>();

/** The lab of a page, by a name of its own; the same one for everybody who asks. */
export function labOf(playground: Playground, page: Page, name: string = page): Lab {
  const labs = made.get(playground) ?? new Map<string, Lab>();
  made.set(playground, labs);
  const known = labs.get(name) ?? new Lab(playground, page);
  labs.set(name, known);
  return known;
}
