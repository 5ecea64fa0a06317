/**
 * Questions to the running program. If a program is replaced or loses its device before answering, the next one gets
 * the same question as soon as it has computed a frame, so that a caller always gets an answer.
 */
import type { Program } from '../backend/types';
import { EngineError } from '../core/errors';

export class Questions {
  /** Increases when open questions lose their subject. */
  private era = 0;
  /** The program of the last frame. */
  private computed: Program | null = null;
  private waiting: (() => void)[] = [];

  constructor(private readonly engine: { readonly computing: Program | null; requestRun(): void }) {}

  /**
   * A program's answer, now or after the next frame; null if the questions end first. Throws what the program throws,
   * unless the program was replaced; a device failure only if it recurs after another frame.
   */
  async ask<T>(question: (program: Program) => Promise<T>): Promise<T | null> {
    const { era } = this;
    let asked = false;
    let failed: Program | null = null;
    while (era === this.era) {
      const program = this.engine.computing;
      if (program && (!asked || program === this.computed)) {
        asked = true;
        try {
          return await question(program);
        } catch (error) {
          if (program !== this.engine.computing) continue;
          if (program === failed || !(error instanceof EngineError && error.code === 'device')) throw error;
          failed = program;
          // A frame shows whether the device still works.
          this.engine.requestRun();
        }
      }
      asked = true;
      await new Promise<void>((resolve) => this.waiting.push(resolve));
    }
    return null;
  }

  /** A program has computed a frame. */
  answer(program: Program): void {
    this.computed = program;
    this.wake();
  }

  /** There is nothing to ask about any more: another network, or no backend. */
  end(): void {
    this.era += 1;
    this.computed = null;
    this.wake();
  }

  private wake(): void {
    for (const resolve of this.waiting.splice(0)) resolve();
  }
}
