/** The network on one picture at a time, at any moment that is kept of a run, or with the weights of any start. */
import type { Backend, Program, Weights } from '../../backend/types';
import { EngineError } from '../../core/errors';
import type { ResolvedModel } from '../../graph/model';
import { planModel } from '../../graph/plan';
import type { Checkpoint } from '../../train/loop';
import { filterOf, firstLayerOf } from './firstLayer';

/** A moment as a frame of a film. */
export interface Still {
  /** All weights of the first layer that has any. */
  readonly weights: Float32Array;
  /** What the layer asked for makes of the drawing, and the answer; null without a drawing. */
  readonly maps: Float32Array | null;
  readonly answer: readonly number[] | null;
}

/** Where a run stands, and how it begins. */
interface Kept {
  readonly model: ResolvedModel;
  /** Followed as it grows. */
  readonly checkpoints: readonly Checkpoint[];
  /** The weights that a run from a seed begins with. */
  beginning(seed: number): Weights;
}

type Answers = readonly (readonly number[])[];

export class Reader {
  private constructor(
    private readonly program: Program,
    private readonly kept: Kept,
  ) {}

  /** Throws EngineError('device' | 'memory' | 'graph'). */
  static async open(backend: Backend, kept: Kept): Promise<Reader> {
    return new Reader(await backend.load(planModel(kept.model.spec), kept.beginning(1)), kept);
  }

  /** What the network said to one input at each moment from `first` on: probabilities, a list a moment. */
  async answers(input: Float32Array, first: number): Promise<Answers> {
    const said: (readonly number[])[] = [];
    for (const { tensors } of this.kept.checkpoints.slice(first)) said.push(await this.answer(tensors, input));
    return said;
  }

  /** What networks just begun say to an input, one from each seed. */
  async guesses(input: Float32Array, seeds: readonly number[]): Promise<Answers> {
    const said: (readonly number[])[] = [];
    for (const seed of seeds) said.push(await this.answer(this.kept.beginning(seed), input));
    return said;
  }

  /** One filter of the first layer that has any, at each moment from `first` on. */
  filters(filter: number, first: number): readonly Float32Array[] {
    return this.kept.checkpoints.slice(first).map((moment) => {
      const layer = firstLayerOf(this.kept.model);
      return layer ? filterOf(layer, this.firstWeights(moment), filter).slice() : new Float32Array();
    });
  }

  /** A moment as a frame of a film; `layer`: whose maps are wanted. */
  async still(moment: Checkpoint, layer: string, input: Float32Array | null): Promise<Still> {
    const weights = this.firstWeights(moment).slice();
    if (!input) return { weights, maps: null, answer: null };
    const answer = await this.answer(moment.tensors, input);
    const node = this.program.plan.nodes.find(({ id }) => id === layer);
    if (!node) throw new EngineError('graph', `there is no layer ${layer}`);
    return { weights, maps: await this.program.read(node.output), answer };
  }

  dispose(): void {
    this.program.dispose();
  }

  private async answer(weights: Weights, input: Float32Array): Promise<readonly number[]> {
    const { program } = this;
    const { plan } = program;
    for (const { id, name } of plan.tensors) {
      const values = weights.get(name);
      if (values) program.write(id, values);
    }
    program.write(plan.input, input);
    const { output } = await program.run();
    return [...output];
  }

  private firstWeights({ tensors }: Checkpoint): Float32Array {
    return tensors.get(firstLayerOf(this.kept.model)?.weight ?? '') ?? new Float32Array();
  }
}
