/** How a recipe's run learns, in the engine's terms. */
import { type ModelSpec, resolveModel } from '../../graph/model';
import type { Initialisations } from '../../train/initialise';
import type { TrainingSettings } from '../../train/loop';
import type { OptimiserSpec } from '../../train/optimiser';
import type { Schedule } from '../../train/schedule';
import type { Recipe } from './recipe';

/** The usual numbers of each optimiser; its weight decay is the recipe's. */
function optimiserOf(kind: Recipe['optimiser'], decay: number): OptimiserSpec {
  switch (kind) {
    case 'sgd':
      return { kind, decay };
    case 'momentum':
    case 'nesterov':
      return { kind, momentum: 0.9, decay };
    case 'adam':
    case 'adamw':
      return { kind, beta1: 0.9, beta2: 0.999, epsilon: 1e-8, decay };
  }
}

/** Over a run of so many steps; the rate is that of the start, or the highest. */
export function scheduleOf(kind: Recipe['schedule'], rate: number, steps: number): Schedule {
  switch (kind) {
    case 'constant':
      return { kind, rate };
    case 'step':
      return { kind, rate, every: Math.max(1, Math.ceil(steps / 3)), factor: 0.3 };
    case 'cosine':
      return { kind, rate, steps, warmup: 0, end: 0.02 };
    case 'oneCycle':
      return { kind, rate, steps, warmup: 0.3, start: 0.1, end: 0.001 };
  }
}

/** The settings of a run of so many steps. */
export function settingsOf(
  { schedule, optimiser, clip, rate, decay, smoothing }: Recipe,
  steps: number,
): TrainingSettings {
  return {
    optimiser: optimiserOf(optimiser, decay),
    rate: scheduleOf(schedule, rate, steps),
    smoothing,
    ...(clip > 0 && { clip }),
  };
}

/** How the weights of a network begin: the first layer's at a share of the others'. */
export function beginnings(spec: ModelSpec, { start: kind, share }: Pick<Recipe, 'start' | 'share'>): Initialisations {
  const first = resolveModel(spec, 1).nodes.find(({ weights }) =>
    weights.some(({ initial }) => typeof initial !== 'number'),
  );
  return { others: { kind }, ...(first && { layers: { [first.id]: { kind, share } } }) };
}
