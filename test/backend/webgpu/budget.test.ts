/** Dispatches of a frame and of a training step, counted from the plan for every target: the digits net's kind, and SqueezeNet 1.1. */
import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import type { Plan } from '../../../src/backend/types';
import { passesOf } from '../../../src/backend/webgpu/passes';
import { decodeModel } from '../../../src/formats/model';
import { planModel } from '../../../src/graph/plan';
import type { Target } from '../../../src/kernels/kernel';
import { digitsNet } from '../../helpers/digitsNet';
import { squeezeNet } from '../../helpers/squeezeNet';

const targets: readonly Target[] = ['hardware', 'software', 'quads'];

/** The kernels' dispatches, and two for the ranges of what is painted. */
const dispatches = (plan: Plan, target: Target): number =>
  [...plan.phases.unpack, ...plan.phases.forward].flatMap((call) => passesOf(call, target)).length + 2;

describe('dispatches of a frame', () => {
  it.each(targets)('of the digits net are at most 9 on %s', (target) => {
    expect(dispatches(planModel(digitsNet), target)).toBeLessThanOrEqual(9);
  });

  it.each(targets)('of SqueezeNet 224 are at most 40 on %s', (target) => {
    const plan = planModel(squeezeNet(), { packed: true });
    expect(plan.macs).toBeGreaterThan(3e8);
    expect(dispatches(plan, target)).toBeLessThanOrEqual(40);
  });
});

describe('dispatches of a training step', () => {
  const { spec } = decodeModel(readFileSync(new URL('../../../public/models/digits.safetensors', import.meta.url)));

  it.each(targets)('of the shipped digits at batch 64 are at most 24 on %s, whatever the optimiser', (target) => {
    for (const optimiser of ['sgd', 'nesterov', 'adamw'] as const) {
      const { phases } = planModel(spec, { batch: 64, train: { optimiser, samples: 1000, steps: 8 } });
      const passes = Object.values(phases)
        .flat()
        .flatMap((call) => passesOf(call, target));
      expect(passes.map(({ name }) => name).length).toBeLessThanOrEqual(24);
      expect(phases.update).toHaveLength(1);
    }
  });
});
