/**
 * A second program of the loaded model, on the CPU, for questions beside the frame: what the answer would be with other
 * weights or another input, what the tensors should be, and gradients. Never on the frame path, and nothing of it is
 * painted.
 *
 * It is opened when first needed, closed when the model changes or when nobody has needed it for a while. Runs go one
 * after the other; for live use wrap them in `latestWins`. What goes wrong is said to the person, and the run gives null.
 *
 *   const shadow = workspace.part(createShadow);
 *   const without = await shadow.run(input, { weights: new Map([['conv1.weight', changed]]), read: [tensor] });
 */
import { type Opened, openBackend } from '../backend';
import type { BackendInfo, Plan, Program, Weights } from '../backend/types';
import { EngineError } from '../core/errors';
import type { TensorId } from '../kernels/kernel';
import type { Loaded } from './engine';
import { messageFor } from './messages';
import type { Network } from './network';
import type { Workspace } from './workspace';

export interface ShadowOptions {
  /** The network that the input and the weights are of; by default the one that stands when it is asked. */
  readonly network?: Network;
  /** Weights for this run alone, by tensor name (`conv1.weight`) and of the same length; all others are as they stand. */
  readonly weights?: ReadonlyMap<string, Float32Array>;
  /** Tensors to write besides, such as the seed of a plan's gradients. */
  readonly write?: ReadonlyMap<TensorId, Float32Array>;
  /** Tensors to read after the run, such as a node's output. Ids are those of the shadow's plan. */
  readonly read?: readonly TensorId[];
}

export interface ShadowResult {
  /** Values of the plan's output: the probabilities of a classifier, in class order. */
  readonly output: Float32Array;
  /** The tensors asked for, in that order. */
  readonly tensors: readonly Float32Array[];
  /** What it ran on. */
  readonly info: BackendInfo;
}

/** What a shadow plans of a network. */
export type PlanOf = (network: Network) => Plan;

const ownPlan: PlanOf = ({ plan }) => plan;

export interface ShadowParts {
  open(): Promise<Opened>;
  /** The model as it is loaded now with its weights as they stand, or null. Weights never change in place. */
  loaded(): Loaded | null;
  /** What is planned of a network: its own plan, unless another is given. */
  plan?: PlanOf;
  failed(error: unknown): void;
}

/** Milliseconds without a run after which it is closed. */
const IDLE = 30_000;

interface Standing {
  readonly network: Network;
  readonly program: Program;
  /** The weights that the program has now. */
  readonly written: Map<string, Float32Array>;
  readonly dispose: () => void;
}

export class Shadow {
  private standing: Promise<Standing> | null = null;
  private network: Network | null = null;
  private last: Promise<unknown> = Promise.resolve();
  private idle: ReturnType<typeof setTimeout> | undefined;

  constructor(private readonly parts: ShadowParts) {}

  /**
   * Runs the network on an input tensor (channels x height x width values, normalised as the model wants them).
   * Null when no model is loaded, when another one has taken over meanwhile, or after a failure that has been said.
   */
  run(input: Float32Array, options: ShadowOptions = {}): Promise<ShadowResult | null> {
    const asked = options.network ?? this.parts.loaded()?.network;
    const done = this.last.then(async () => {
      const loaded = this.parts.loaded();
      if (loaded?.network !== asked) return null;
      clearTimeout(this.idle);
      const standing = this.open(loaded);
      try {
        return standing && loaded && (await runOn(await standing, input, loaded.stored.weights, options));
      } catch (error) {
        // One that was closed meanwhile cannot answer any more.
        if (standing !== this.standing) return null;
        this.close();
        this.parts.failed(error);
        return null;
      } finally {
        clearTimeout(this.idle);
        this.idle = setTimeout(() => this.close(), IDLE);
      }
    });
    this.last = done;
    return done;
  }

  dispose(): void {
    this.close();
  }

  /** Frees its memory. The next run opens it again. */
  close(): void {
    clearTimeout(this.idle);
    void this.standing?.then(
      ({ dispose }) => dispose(),
      () => {},
    );
    this.standing = null;
    this.network = null;
  }

  /** The program of the model as it is loaded now. */
  private open(loaded: Loaded | null): Promise<Standing> | null {
    if (loaded?.network !== this.network) this.close();
    if (!loaded) return null;
    this.network = loaded.network;
    this.standing ??= this.load(loaded);
    return this.standing;
  }

  private async load({ stored, network }: Loaded): Promise<Standing> {
    const { backend } = await this.parts.open();
    try {
      const program = await backend.load((this.parts.plan ?? ownPlan)(network), stored.weights);
      const dispose = (): void => {
        program.dispose();
        backend.dispose();
      };
      return { network, program, written: new Map(stored.weights), dispose };
    } catch (error) {
      backend.dispose();
      throw error;
    }
  }
}

async function runOn(
  { program, written }: Standing,
  input: Float32Array,
  weights: Weights,
  options: ShadowOptions,
): Promise<ShadowResult> {
  const { plan, info } = program;
  for (const [name, values] of new Map([...weights, ...(options.weights ?? [])])) {
    if (written.get(name) === values) continue;
    const tensor = plan.tensors.find((other) => other.name === name);
    if (!tensor) throw new EngineError('weights', `there are no weights ${name}`);
    program.write(tensor.id, values, true);
    written.set(name, values);
  }
  program.write(plan.input, input, true);
  for (const [tensor, values] of options.write ?? []) program.write(tensor, values, true);
  const { output } = await program.run(plan.gradients ? ['forward', 'backward'] : ['forward']);
  const tensors: Float32Array[] = [];
  for (const tensor of options.read ?? []) tensors.push(await program.read(tensor));
  return { output, tensors, info };
}

/** A workspace's shadow: WASM, or the plain twins where there is none. */
export function createShadow({ engine, host, store }: Workspace, plan?: PlanOf): Shadow {
  const shadow = new Shadow({
    open: () => openBackend('wasm'),
    loaded: () => engine.loaded,
    ...(plan && { plan }),
    failed: (error) => host.say(messageFor(error)),
  });
  store.subscribe((now, before) => {
    if (now.network !== before.network) shadow.close();
  });
  return shadow;
}
