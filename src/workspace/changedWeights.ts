/**
 * A model's weights as they stand: its own, and those that are changed, on their way to the program that computes. Each
 * change is written once, before the next run. A program that takes over is loaded with the weights as they stand; what
 * changes while it is being loaded is written to it.
 */
import type { Program, Weights } from '../backend/types';
import { EngineError } from '../core/errors';

export class ChangedWeights {
  private own: Weights = new Map();
  private readonly unwritten = new Map<string, Float32Array>();
  /** Stands for the weights that the program has: another object once any of them has been written. */
  standing: object = {};

  /** Another model has other weights. */
  take(own: Weights): void {
    this.own = own;
    this.unwritten.clear();
  }

  /** `values`, or with null the model's own again; returns which. Throws EngineError('weights') where they do not fit. */
  set(name: string, values: Float32Array | null): Float32Array {
    const own = this.own.get(name);
    if (!own || (values && values.length !== own.length)) {
      throw new EngineError('weights', name, {
        expected: `${own?.length ?? 'no'} values`,
        got: values?.length ?? 'none',
      });
    }
    const next = values ?? own;
    this.unwritten.set(name, next);
    return next;
  }

  /** Whether what the program computed last is of weights before these. */
  get isOwed(): boolean {
    return this.unwritten.size > 0;
  }

  /** Throws EngineError('weights') for one that the program does not have. */
  writeTo(program: Program): void {
    if (!this.isOwed) return;
    for (const [name, values] of this.unwritten) {
      const tensor = program.plan.tensors.find((other) => other.name === name);
      if (!tensor) throw new EngineError('weights', `there are no weights ${name}`);
      program.write(tensor.id, values, true);
    }
    this.unwritten.clear();
    this.standing = {};
  }
}
