/** What the network of a moment makes of pictures that it never learns from, and of a drawing. */
import type { Backend, Program, Weights } from '../../backend/types';
import type { ResolvedModel } from '../../graph/model';
import { planModel } from '../../graph/plan';
import { type ImageSet, imageBytes } from '../../train/data/imageSet';
import { predict } from '../../train/evaluate';
import type { SampleSource } from '../../train/samples';
import { deadUnits } from './tally';

/** What the network makes of all held-back pictures. */
export interface Judged {
  /** counts[label][said] */
  readonly counts: readonly (readonly number[])[];
  /** The wrong ones, the most certain first. */
  readonly wrong: readonly Answered[];
  /** Of each class, some that are right, the least certain first. */
  readonly right: readonly Answered[];
}

/** A picture and what was said to it. */
export interface Answered {
  /** The picture's place in the set. */
  readonly place: number;
  readonly label: number;
  readonly said: number;
  /** The probability of what was said. */
  readonly sure: number;
  /** Its bytes, in the set's shape. */
  readonly picture: Uint8Array;
}

/** Held-back pictures looked at for each moment; all of them when the whole is judged. */
const GLANCE = 500;
const BATCH = 100;
/** Pictures are sent along for the first so many: of all mistakes, and of what is right in a class. */
const MOST_WRONG = 200;
const MOST_RIGHT = 12;

/** The likeliest class; of equals, the first. */
const likeliest = (row: Float32Array): number =>
  row.reduce((most, value, k) => (value > (row[most] ?? 0) ? k : most), 0);

/** One program for the networks of all moments: each answer begins with the weights it is about. */
export class Judge {
  private constructor(
    private readonly program: Program,
    private readonly model: ResolvedModel,
    private readonly set: ImageSet,
    private readonly held: SampleSource,
    private readonly places: readonly number[],
  ) {}

  /** `held` gives the pictures that lie in the set at `places`. Throws EngineError('memory' | 'graph' | 'shape'). */
  static async open(
    backend: Backend,
    model: ResolvedModel,
    weights: Weights,
    set: ImageSet,
    held: SampleSource,
    places: readonly number[],
  ): Promise<Judge> {
    return new Judge(await backend.load(planModel(model.spec, { batch: BATCH }), weights), model, set, held, places);
  }

  /** Those of a checkpoint's tensors that the network computes with. */
  weightsOf(
    tensors: Weights,
  ): readonly { readonly id: number; readonly name: string; readonly values: Float32Array }[] {
    return this.program.plan.tensors.flatMap(({ id, name }) => {
      const values = tensors.get(name);
      return values ? [{ id, name, values }] : [];
    });
  }

  /**
   * Mean loss (nats) and share of right answers, over some of the pictures; and how many units of each layer are dead in
   * a batch of them.
   */
  async glance(
    tensors: Weights,
  ): Promise<{ readonly newLoss: number; readonly newAccuracy: number; readonly dead: readonly number[] }> {
    const { program, held, model } = this;
    this.take(tensors);
    const count = Math.min(GLANCE, held.count);
    const said = await predict(program, { ...held, count });
    let [loss, right] = [0, 0];
    for (let index = 0; index < count; index++) {
      const row = said.subarray(index * held.classes, (index + 1) * held.classes);
      const own = row[held.label(index)] ?? Number.NaN;
      loss -= Math.log(Math.max(own, 2 ** -126));
      if (likeliest(row) === held.label(index) && !Number.isNaN(own)) right += 1;
    }
    const dead = await deadUnits(program, model, Math.min(BATCH, count));
    return { newLoss: loss / count, newAccuracy: right / count, dead };
  }

  /** All of the pictures. */
  async all(tensors: Weights): Promise<Judged> {
    const { program, held, set, places } = this;
    this.take(tensors);
    const said = await predict(program, held);
    const counts = Array.from({ length: held.classes }, () => new Array<number>(held.classes).fill(0));
    const answered: Omit<Answered, 'picture'>[] = [];
    for (let index = 0; index < held.count; index++) {
      const row = said.subarray(index * held.classes, (index + 1) * held.classes);
      const best = likeliest(row);
      const label = held.label(index);
      const counted = counts[label];
      if (counted) counted[best] = (counted[best] ?? 0) + 1;
      answered.push({ place: places[index] ?? 0, label, said: best, sure: row[best] ?? Number.NaN });
    }
    answered.sort((a, b) => b.sure - a.sure);
    const wrong = answered.filter(({ label, said }) => label !== said).slice(0, MOST_WRONG);
    const right = answered.filter(({ label, said }) => label === said).reverse();
    const some = counts.flatMap((_, of) => right.filter(({ label }) => label === of).slice(0, MOST_RIGHT));
    const size = imageBytes(set);
    const pictured = (each: Omit<Answered, 'picture'>): Answered => {
      const from = each.place * size;
      return { ...each, picture: set.images.slice(from, from + size) };
    };
    return { counts, wrong: wrong.map(pictured), right: some.map(pictured) };
  }

  dispose(): void {
    this.program.dispose();
  }

  private take(tensors: Weights): void {
    for (const { id, values } of this.weightsOf(tensors)) this.program.write(id, values);
  }
}
