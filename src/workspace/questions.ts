/**
 * Questions to the program that computes. A program may be replaced, or lose its device, before it has answered; then the
 * next one is asked the same as soon as it has computed a frame, so that nobody is left without an answer who asks no more.
 */
import type { Program } from '../backend/types';
import { EngineError } from '../core/errors';

export class Questions {
  /** Grows when what is asked of is gone. */
  private era = 0;
  /** The program of the last frame. */
  private computed: Program | null = null;
  private waiting: (() => void)[] = [];

  constructor(private readonly engine: { readonly computing: Program | null; requestRun(): void }) {}

  /**
   * What a program answers, now or after the next frame; null where the questions end first. Throws what the program
   * throws, unless it was replaced meanwhile; that its device failed, only when it fails once more after another frame.
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
          // A frame shows whether the device is there.
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

  /** There is nothing left to ask about: another network, or no backend. */
  end(): void {
    this.era += 1;
    this.computed = null;
    this.wake();
  }

  private wake(): void {
    for (const resolve of this.waiting.splice(0)) resolve();
  }
}
