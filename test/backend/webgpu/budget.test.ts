/** Dispatches of a frame, counted from the plan for both kinds of adapter: the digits net's kind, and SqueezeNet 1.1. */
import { describe, expect, it } from 'vitest';
import type { Plan } from '../../../src/backend/types';
import { passesOf } from '../../../src/backend/webgpu/passes';
import { planModel } from '../../../src/graph/plan';
import type { AdapterKind } from '../../../src/kernels/kernel';
import { digitsNet } from '../../helpers/digitsNet';
import { squeezeNet } from '../../helpers/squeezeNet';

const adapters: readonly AdapterKind[] = ['hardware', 'software'];

/** The kernels' dispatches, and two for the ranges of what is painted. */
const dispatches = (plan: Plan, adapter: AdapterKind): number =>
  plan.phases.forward.flatMap((call) => passesOf(call, adapter)).length + 2;

describe('dispatches of a frame', () => {
  it.each(adapters)('of the digits net are at most 9 on %s', (adapter) => {
    expect(dispatches(planModel(digitsNet), adapter)).toBeLessThanOrEqual(9);
  });

  it.each(adapters)('of SqueezeNet 224 are at most 40 on %s', (adapter) => {
    const plan = planModel(squeezeNet());
    expect(plan.macs).toBeGreaterThan(3e8);
    expect(dispatches(plan, adapter)).toBeLessThanOrEqual(40);
  });
});
