/**
 * A model's current weights: its own plus the changed ones, and which changes the program still lacks. Each change is
 * written once, before the next run. A program that takes over is loaded with the current weights; changes made during
 * loading are written to it afterwards.
 */
import type { Program, Weights } from '../backend/types';
import { EngineError } from '../core/errors';

export class ChangedWeights {
  private own: Weights = new Map();
  private readonly unwritten = new Map<string, Float32Array>();
  /** Identifies the weights the program has: a new object after any of them is written. */
  standing: object = {};

  /** Starts over with the weights of another model. */
  take(own: Weights): void {
    this.own = own;
    this.unwritten.clear();
  }

  /** Sets `values`, or if null the model's own; returns them. Throws EngineError('weights') if they do not fit. */
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

  /** Whether the program's last run used older weights. */
  get isOwed(): boolean {
    return this.unwritten.size > 0;
  }

  /** Throws EngineError('weights') for a weight the program does not have. */
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
