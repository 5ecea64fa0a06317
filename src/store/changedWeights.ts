/**
 * Weights that differ from a model's own, on their way to the program that computes: each change is written once, before
 * the next run, and all of them again to a program that takes over.
 */
import type { Program } from '../backend/types';
import { EngineError } from '../core/errors';

export class ChangedWeights {
  private readonly values = new Map<string, Float32Array>();
  private readonly unwritten = new Set<string>();

  /** `values`, or with null the model's `own` again. Throws EngineError('weights') where they do not fit. */
  set(name: string, values: Float32Array | null, own: Float32Array | undefined): void {
    if (!own || (values && values.length !== own.length)) {
      throw new EngineError('weights', name, {
        expected: `${own?.length ?? 'no'} values`,
        got: values?.length ?? 'none',
      });
    }
    this.values.set(name, values ?? own);
    this.unwritten.add(name);
  }

  /** The next program has the model's own weights. */
  forget(): void {
    for (const name of this.values.keys()) this.unwritten.add(name);
  }

  /** Another model has other weights. */
  clear(): void {
    this.values.clear();
    this.unwritten.clear();
  }

  /** Throws EngineError('weights') for one that the program does not have. */
  writeTo(program: Program): void {
    for (const name of this.unwritten) {
      const values = this.values.get(name);
      const tensor = program.plan.tensors.find((other) => other.name === name);
      if (!tensor || !values) throw new EngineError('weights', `there are no weights ${name}`);
      program.write(tensor.id, values);
    }
    this.unwritten.clear();
  }
}
