/** What the page asks the trainer, wherever it works, and what it is given for each question. */
import type { BackendChoice } from '../../backend';
import type { Weights } from '../../backend/types';
import { EngineError } from '../../core/errors';
import { buffersOf } from '../../core/thread';
import type { ImageSet } from '../../train/data/imageSet';
import type { Still } from './reader';
import type { Recipe, Steering } from './recipe';
import { picturesOf, type TrainingSet } from './sets';
import { type Advanced, type Judged, type Moment, type Opened, Trainer } from './trainer';

export type Asked =
  | {
      readonly kind: 'open';
      readonly recipe: Recipe;
      readonly set: TrainingSet;
      readonly backend: BackendChoice;
      readonly base: string;
    }
  | { readonly kind: 'advance'; readonly until: number; readonly milliseconds: number; readonly steering: Steering }
  | { readonly kind: 'rest' }
  | { readonly kind: 'at'; readonly moment: number }
  | { readonly kind: 'answers'; readonly input: Float32Array; readonly first: number }
  | { readonly kind: 'guesses'; readonly input: Float32Array; readonly seeds: readonly number[] }
  | { readonly kind: 'filters'; readonly filter: number; readonly first: number }
  | { readonly kind: 'still'; readonly moment: number; readonly layer: string; readonly input: Float32Array | null }
  | { readonly kind: 'judge'; readonly moment: number }
  | { readonly kind: 'goOn'; readonly moment: number };

export type Given =
  | { readonly kind: 'open'; readonly opened: Opened }
  | { readonly kind: 'advance'; readonly advanced: Advanced }
  | { readonly kind: 'rest'; readonly moments: readonly Moment[] }
  | { readonly kind: 'at'; readonly weights: Weights }
  | { readonly kind: 'answers'; readonly answers: readonly (readonly number[])[] }
  | { readonly kind: 'guesses'; readonly answers: readonly (readonly number[])[] }
  | { readonly kind: 'filters'; readonly filters: readonly Float32Array[] }
  | { readonly kind: 'still'; readonly still: Still }
  | { readonly kind: 'judge'; readonly judged: Judged }
  | { readonly kind: 'goOn' };

/** Answers questions one after another, with one trainer at a time. */
export function createAnswers(): (asked: Asked) => Promise<Given> {
  let trainer: Trainer | null = null;
  /** The set last opened: the next run is most often on the same. */
  let last: { readonly id: string; readonly pictures: ImageSet } | null = null;
  const current = (): Trainer => {
    if (!trainer) throw new EngineError('input', 'nothing is being trained');
    return trainer;
  };
  return async (asked) => {
    switch (asked.kind) {
      case 'open': {
        trainer?.dispose();
        trainer = null;
        const { recipe, set, backend, base } = asked;
        const { facts } = set;
        if (set.pictures || last?.id !== facts.id) last = { id: facts.id, pictures: await picturesOf(set, base) };
        const made = await Trainer.open(recipe, facts, last.pictures, backend);
        trainer = made.trainer;
        return { kind: 'open', opened: made.opened };
      }
      case 'advance':
        return {
          kind: 'advance',
          advanced: await current().advance(asked.until, asked.milliseconds, asked.steering),
        };
      case 'rest':
        return { kind: 'rest', moments: await current().rest() };
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
          still: await (await current().reading()).still(current().kept(asked.moment), asked.layer, asked.input),
        };
      case 'judge':
        return { kind: 'judge', judged: await current().judged(asked.moment) };
      case 'goOn':
        current().goOnFrom(asked.moment);
        return { kind: 'goOn' };
    }
  };
}

/** What is handed over with an answer instead of being copied. */
export function handedOver(given: Given): readonly ArrayBuffer[] {
  if (given.kind === 'at') return buffersOf(given.weights.values());
  return given.kind === 'advance' ? buffersOf(given.advanced.weights.values()) : [];
}
