/** What the page asks the trainer, wherever it works, and what it is given for each question. */
import type { BackendChoice } from '../../backend';
import type { Weights } from '../../backend/types';
import { EngineError } from '../../core/errors';
import { buffersOf } from '../../core/thread';
import type { ImageSet } from '../../train/data/imageSet';
import { openDatabase } from '../storage/database';
import type { Judged } from './judge';
import { Keeper, type Keeping } from './keeper';
import { loadPast, type Mark, type Moment, type Past } from './kept';
import { type Looked, type Looker, lookerAt } from './look';
import type { Still } from './reader';
import type { Recipe } from './recipe';
import { picturesOf, type TrainingSet } from './sets';
import { type Advanced, type Opened, Trainer } from './trainer';

export type Asked =
  | {
      readonly kind: 'open';
      /** A run that is open, or kept under this name already, goes on from its last moment. */
      readonly run: string;
      /** Whether it is to be found again after a reload. */
      readonly isKept: boolean;
      readonly recipe: Recipe;
      readonly set: TrainingSet;
      readonly backend: BackendChoice;
      readonly base: string;
    }
  | { readonly kind: 'advance'; readonly until: number; readonly milliseconds: number; readonly recipe: Recipe }
  | { readonly kind: 'rest' }
  | { readonly kind: 'at'; readonly moment: number }
  | { readonly kind: 'answers'; readonly input: Float32Array; readonly first: number }
  | { readonly kind: 'guesses'; readonly input: Float32Array; readonly seeds: readonly number[] }
  | { readonly kind: 'filters'; readonly filter: number; readonly first: number }
  | { readonly kind: 'still'; readonly moment: number; readonly layer: string; readonly input: Float32Array | null }
  | { readonly kind: 'judge'; readonly moment: number }
  | { readonly kind: 'goOn'; readonly moment: number }
  | { readonly kind: 'look'; readonly label: number; readonly first: number; readonly count: number };

export type Given =
  | { readonly kind: 'open'; readonly opened: Opened }
  | { readonly kind: 'advance'; readonly advanced: Advanced }
  | { readonly kind: 'rest'; readonly moments: readonly Moment[]; readonly keeping: Keeping }
  | { readonly kind: 'at'; readonly weights: Weights }
  | { readonly kind: 'answers'; readonly answers: readonly (readonly number[])[] }
  | { readonly kind: 'guesses'; readonly answers: readonly (readonly number[])[] }
  | { readonly kind: 'filters'; readonly filters: readonly Float32Array[] }
  | { readonly kind: 'still'; readonly still: Still }
  | { readonly kind: 'judge'; readonly judged: Judged }
  | { readonly kind: 'goOn'; readonly marks: readonly Mark[] }
  | { readonly kind: 'look'; readonly looked: Looked };

/** Answers questions one after another, with one trainer at a time. */
export function createAnswers(): (asked: Asked) => Promise<Given> {
  let trainer: Trainer | null = null;
  let keeper: Keeper | null = null;
  /** The run last opened. */
  let id = '';
  /** The set last opened: the next run is most often on the same. */
  let last: { readonly id: string; readonly pictures: ImageSet; readonly look: Looker } | null = null;
  const current = (): Trainer => {
    // A worker that has just taken the place of another remembers nothing.
    if (!trainer) throw new EngineError('device', 'the run is lost');
    return trainer;
  };
  /** Of the run that was closed last; no other is remembered without being kept. */
  let left: Past | null = null;
  /** What there is of a run already: here, or kept. */
  const pastOf = async (run: string, isKept: boolean): Promise<Past | null> => {
    const before = trainer;
    trainer = null;
    await before?.close();
    if (before) left = before.past;
    if (id === run && left) return left;
    id = run;
    keeper = null;
    if (!isKept) return null;
    const past = await openDatabase().then(
      (database) => loadPast(database, run),
      () => null,
    );
    keeper = new Keeper(run, past);
    return past;
  };
  return async (asked) => {
    switch (asked.kind) {
      case 'open': {
        const { run, isKept, recipe, set, backend, base } = asked;
        const { facts } = set;
        const past = await pastOf(run, isKept);
        if (set.pictures || last?.id !== facts.id) {
          const pictures = await picturesOf(set, base);
          last = { id: facts.id, pictures, look: lookerAt(pictures, facts) };
        }
        const made = await Trainer.open(recipe, facts, last.pictures, backend, past, keeper);
        trainer = made.trainer;
        left = null;
        return { kind: 'open', opened: made.opened };
      }
      case 'advance':
        return {
          kind: 'advance',
          advanced: await current().advance(asked.until, asked.milliseconds, asked.recipe),
        };
      case 'rest':
        return { kind: 'rest', moments: await current().rest(), keeping: await current().kept() };
      case 'at':
        return { kind: 'at', weights: current().at(asked.moment) };
      case 'answers':
        return { kind: 'answers', answers: await (await current().reading()).answers(asked.input, asked.first) };
      case 'guesses':
        return { kind: 'guesses', answers: await (await current().reading()).guesses(asked.input, asked.seeds) };
      case 'filters':
        return { kind: 'filters', filters: (await current().reading()).filters(asked.filter, asked.first) };
      case 'still':
        return {
          kind: 'still',
          still: await (await current().reading()).still(current().checkpoint(asked.moment), asked.layer, asked.input),
        };
      case 'judge':
        return { kind: 'judge', judged: await current().judged(asked.moment) };
      case 'goOn':
        return { kind: 'goOn', marks: current().goOnFrom(asked.moment) };
      case 'look':
        if (!last) throw new EngineError('input', 'no set is open');
        return { kind: 'look', looked: last.look(asked.label, asked.first, asked.count) };
    }
  };
}

/** What is handed over with an answer instead of being copied. */
export function handedOver(given: Given): readonly ArrayBuffer[] {
  if (given.kind === 'at') return buffersOf(given.weights.values());
  return given.kind === 'advance' ? buffersOf(given.advanced.weights.values()) : [];
}
