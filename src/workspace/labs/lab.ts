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
import type { Playground } from '../../store/playground';
import { say } from '../../store/session';
import type { Preprocessing } from '../../vision/preprocessing';
import type { Page } from '../choices';
import { Engine, type EngineInput } from '../engine';
import { type InputRequest, inAllChannels } from '../input';
import { latestWins } from '../latest';
import { backendMessage, messageFor } from '../messages';
import { type Network, networkOf } from '../network';
import type { InputGiven } from './inputWorker';
import { LargeInput } from './largeInput';

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

/** Values of an input from which preparing it would hold up the page's frame. */
const LARGE = 3 * 256 * 256;

/** An input that is asked for. */
interface Asked {
  readonly request: InputRequest;
  readonly count: number;
  readonly shape: ModelSpec['input']['shape'];
  /** Everything that it depends on. */
  readonly of: readonly unknown[];
}

const isSame = (a: Asked, b: Asked): boolean => a.of.every((part, i) => part === b.of[i]);

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
  /** Grows with every change of what the person gives. */
  private changes = 0;
  private readonly large: LargeInput;
  /** What was last prepared, and of what: another network is often given the same picture. */
  private kept: { readonly asked: Asked; readonly given: InputGiven } | null = null;
  /** What the engine was last given, and of what. */
  private last: { readonly given: InputGiven; readonly alter: Alter | null; readonly input: EngineInput<null> } | null =
    null;
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
    this.large = new LargeInput(playground.pipeline);
    playground.followInput(() => {
      this.changes += 1;
      this.engine.inputChanged();
    });
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
    const { alter, last } = this;
    const { shape } = network.spec.input;
    try {
      const given = this.given(shape);
      if (!given) return null;
      if (last?.given === given && last.alter === alter) return last.input;
      const { isEmpty } = given;
      let { tensor } = given;
      if (alter) {
        tensor = tensor.slice();
        alter(tensor, shape);
      }
      this.input = tensor;
      const input = { values: tensor, shown: null };
      this.last = { given, alter, input };
      this.frame.setState(({ inputVersion }) => ({ inputVersion: inputVersion + 1, isEmpty }));
      return input;
    } catch (error) {
      say(this.playground.session, messageFor(error));
      return null;
    }
  }

  /**
   * What the person gave, at a size; kept until anything of it changes. A large one comes later, and the frame goes on
   * with that of before, where it has the size; null: it has not.
   */
  private given(shape: ModelSpec['input']['shape']): InputGiven | null {
    const asked = this.asked(shape);
    const { kept } = this;
    if (kept && isSame(asked, kept.asked)) return kept.given;
    if (asked.count > LARGE) {
      void this.takeLarge();
      return kept?.asked.shape.join() === shape.join() ? kept.given : null;
    }
    const { tensor, prepared } = this.playground.pipeline.prepareOther(asked.request);
    const given = { tensor: inAllChannels(tensor, asked.count), isEmpty: prepared === null };
    this.kept = { asked, given };
    return given;
  }

  private asked(shape: ModelSpec['input']['shape']): Asked {
    const { session, gesture, pipeline } = this.playground;
    const { input } = session.getState();
    const { strokes, crop } = gesture.getState();
    const preprocessing = input === 'draw' ? padPreprocessing(shape) : labPreprocessing(shape);
    return {
      request: { input, strokes, crop, preprocessing, switches: asGiven },
      count: elements(shape),
      shape,
      of: [input, strokes, crop, pipeline.picture, input === 'camera' ? this.changes : 0, ...shape],
    };
  }

  private readonly takeLarge = latestWins(async (): Promise<void> => {
    const { network } = this.state.getState();
    const asked = network && this.asked(network.spec.input.shape);
    if (!asked || (this.kept && isSame(asked, this.kept.asked))) return;
    try {
      this.kept = { asked, given: await this.large.prepare(asked.request, asked.count) };
      this.engine.inputChanged();
    } catch (error) {
      say(this.playground.session, messageFor(error));
    }
  });
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
